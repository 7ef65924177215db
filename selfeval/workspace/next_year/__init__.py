"""Next year begins with this one: targets carried over, their rule pack, and what has to be decided anew."""
