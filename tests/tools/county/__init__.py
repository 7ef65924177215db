"""A county's year: forms of many units in a dozen layouts and kinds, with faults planted at known places."""
