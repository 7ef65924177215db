"""Published documents before they become workbooks."""
