"""The only room that knows workbooks: reads them into the model's values, writes and verifies scored ones."""
