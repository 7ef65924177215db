"""Next year's pack made from this year's."""
