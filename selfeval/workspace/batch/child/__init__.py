"""The child process that reads the files of a batch."""
