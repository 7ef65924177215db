"""The parts of a form's package: found to the byte, written cell by cell, nothing else touched."""
