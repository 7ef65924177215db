"""Rule packs: TOML files that become a `RulePack` only after a closed schema has let them through."""
