"""The same facts under another rule pack: what changes, and which rule accounts for it."""
