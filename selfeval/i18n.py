"""Languages: picks one and gives the function that translates into it. English is the language of the source."""

from __future__ import annotations

import gettext
import os
from functools import cache

from selfeval.core.problems import Translate, untranslated

LANGUAGES = ("zh", "en")
_CATALOGUES = {"zh": "zh_CN", "en": "en"}


def pick_language(wanted: str | None = None) -> str:
    """`zh` or `en`: the one asked for, else the environment's, else the system's; Chinese where nothing is said.

    `C` and `POSIX` say nothing: this program's readers are Chinese public bodies.
    """
    if wanted in LANGUAGES:
        return wanted
    for variable in ("SELFEVAL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "").lower()
        if value and value.split(".")[0] not in {"c", "posix"}:
            return "zh" if value.startswith("zh") else "en"
    return _system_language()


def _system_language() -> str:
    """Windows has no LANG; its user interface language is asked instead."""
    windll = getattr(__import__("ctypes"), "windll", None) if os.name == "nt" else None
    if windll is None:
        return "zh"
    chinese = 0x04
    return "zh" if windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == chinese else "en"


@cache
def translator(language: str) -> Translate:
    """The translation into `zh` or `en`; English text where a sentence has no translation."""
    catalogue = _CATALOGUES.get(language)
    if catalogue is None:
        return untranslated
    # `gettext.translation` would look for the file by way of `locale`, whose aliases cost more than the catalogue.
    file = os.path.join(os.path.dirname(__file__), "locale", catalogue, "LC_MESSAGES", "selfeval.mo")  # noqa: PTH118, PTH120
    try:
        with open(file, "rb") as stream:  # noqa: PTH123 - pathlib is not loaded yet
            return gettext.GNUTranslations(stream).gettext
    except FileNotFoundError:
        return untranslated
