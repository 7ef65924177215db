"""What the result screen gives out."""
