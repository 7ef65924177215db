"""The only room that knows paths: safe writing, the journal of everything entered, the lock, the recent works."""
