"""What a document says: contents, the department's part, each project's table."""
