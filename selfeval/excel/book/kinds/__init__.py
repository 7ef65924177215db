"""One reader for each kind of file that holds a table; every one of them gives the same `Book`."""
