"""The same work as numbered questions, one below the other: for screen readers, slow lines and old consoles."""
