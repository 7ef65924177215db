"""Rule packs: TOML files that become `selfeval.core.rules.RulePack` only after a closed schema let them through."""

from selfeval.rulepacks.check import check_file, check_pack
from selfeval.rulepacks.describe import Row, describe
from selfeval.rulepacks.errors import PackError
from selfeval.rulepacks.load import PackInfo, find_packs, load_pack, pack_path
from selfeval.rulepacks.schema import json_schema

__all__ = [
    "PackError",
    "PackInfo",
    "Row",
    "check_file",
    "check_pack",
    "describe",
    "find_packs",
    "json_schema",
    "load_pack",
    "pack_path",
]
