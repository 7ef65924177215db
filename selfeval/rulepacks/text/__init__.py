"""The text of a rule-pack file: TOML, its lines, and how people get them wrong."""
