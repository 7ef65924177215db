"""Word documents, read from the XML of their package."""
