"""The sheet 自评表: one form for each project."""
