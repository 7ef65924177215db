"""Pure values and functions of the evaluation: no files, no clock, no language, no third party."""
