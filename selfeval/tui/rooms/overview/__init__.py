"""The reviewer's desk over a batch: departments, projects, one form."""
