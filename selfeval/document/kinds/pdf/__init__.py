"""PDFs: pages by their ruled lines and the flow of their text."""
