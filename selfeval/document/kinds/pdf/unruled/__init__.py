"""Tables of a PDF that no ruled lines part: read from where their texts stand."""
