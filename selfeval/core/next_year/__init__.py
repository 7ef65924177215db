"""Next year's targets made from this year's evaluation, and what has to be decided anew."""
