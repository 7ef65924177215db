"""One fault, one message: flaws that another one already says are counted with it instead of told again."""

from __future__ import annotations

from collections.abc import Iterable

from selfeval.core.problems import msg
from selfeval.rulepacks.laws.kind_laws import Flaw


def once(found: Iterable[Flaw]) -> list[Flaw]:
    """The flaws without those that another one already says: each layout off by the same sum, each use of a name."""
    kept: list[Flaw] = []
    seen: dict[tuple[str, str, str], int] = {}
    more: dict[int, int] = {}
    for code, path, message in found:
        args = dict(message.args)
        shared = "name" if code == "R124" and "known" in args else "total" if code == "R120" and "total" in args else ""
        key = (code, message.template, str(args.get(shared, "")))
        if shared and key in seen:
            more[seen[key]] = more.get(seen[key], 0) + 1
            continue
        if shared:
            seen[key] = len(kept)
        kept.append((code, path, message))
    for place, count in more.items():
        code, path, message = kept[place]
        meant = dict(message.args).get("meant", "")
        renamed = dict(message.args).get("meant_key", 0)
        text = msg("{message} (the same in {count} other places)", message=message, count=count, meant=meant,
                   meant_key=renamed)  # fmt: skip
        kept[place] = (code, path, text)
    return kept
