"""`selfeval rules`: packs listed, checked, compared, edited, replayed."""
