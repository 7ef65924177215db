"""What a bureau adds up, and what stands out, over the forms of all its units."""
