"""The finance bureau's own form, filled in place."""
