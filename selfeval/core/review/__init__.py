"""A reviewer looks at what a unit handed in: rows, totals, form quality, samples, projects of several units."""
