"""Facts from files and pastes: matched to rows, previewed, entered."""
