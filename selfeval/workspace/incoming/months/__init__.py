"""Facts of a month out of files of actuals."""
