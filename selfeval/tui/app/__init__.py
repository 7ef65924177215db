"""The running application: opening, leaving, input in its order, the disk watched."""
