"""One evaluation as plain values, tables and explanations, for every printer alike."""
