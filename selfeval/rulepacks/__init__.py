"""Rule packs: TOML files that become a `RulePack` only after a closed schema has let them through."""

from selfeval.rulepacks.check.check import check_file, check_pack
from selfeval.rulepacks.describe import Row, describe
from selfeval.rulepacks.finding import pack_path
from selfeval.rulepacks.form.schema import json_schema
from selfeval.rulepacks.load import PackInfo, find_packs, load_pack
from selfeval.rulepacks.text.errors import PackError
