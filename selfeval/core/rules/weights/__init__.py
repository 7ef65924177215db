"""Points of the rows of a project: stated, proposed, split and moved."""
