"""Two packs side by side: what differs, in words and in figures."""
