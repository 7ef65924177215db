"""Outlines of reports: TOML files beside the rule packs become an `Outline`, or are refused with every mistake."""
