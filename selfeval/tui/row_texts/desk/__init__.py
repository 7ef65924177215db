"""What the entry screen says, and how it shares out a terminal: its head, its rows, the blocks of its details."""
