"""The screens of rule packs."""
