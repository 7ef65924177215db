"""All faults that can be planted in a sound form, by name."""

from __future__ import annotations

import inspect
from collections.abc import Mapping

from tests.tools.county import outcome_faults, target_faults
from tests.tools.county.planting import Fault

FAULTS: Mapping[str, Fault] = {
    name: function
    for module in (outcome_faults, target_faults)
    for name, function in vars(module).items()
    if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
}
