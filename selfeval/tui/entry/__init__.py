"""The desk: the screen where outcomes are entered."""
