"""This work beside another state of itself: the workbook on the disk, last year."""
