"""The reviewer's look at a batch: its tables, the marks made on them, the letters and lists that come of these."""
