"""The commands that give files out: sheets for colleagues, the bureau's form, reports, copies for publication."""
