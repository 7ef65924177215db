"""What the entry screen says: its head, its rows, the blocks of its details."""
