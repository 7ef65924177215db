"""The kit for Windows, run under Wine as a person would run it; see `docs/kits.md`."""
