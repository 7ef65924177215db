"""The words of targets, outcomes and names, each list in one place."""
