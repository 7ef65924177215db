"""Makes a county: `python -m tests.tools.county.make FOLDER --forms 3000` writes forms, the list of units and the key.

The key (`key.json` beside the folder `forms`) says of every file how it has to end, and of every fault where it lies.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import zipfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

from tests.tools.county.faults import FAULTS
from tests.tools.county.forms import YEAR, Form, sound_form, units
from tests.tools.county.layouts import KINDS, LAYOUTS, Rows, by_openpyxl, targets
from tests.tools.county.planting import Planted

_DAY = 86_400
_FIRST_DAY = 1_767_225_600
"""1 January 2026, when forms begin to come in."""


@dataclass
class Key:
    """What was planted where: `ends` of files that do not simply end as read: state and code; `faults` by file.

    `missing` are units on the list that sent nothing.
    """

    files: int = 0
    forms: int = 0
    ends: dict[str, tuple[str, str]] = field(default_factory=dict)
    faults: list[dict[str, object]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


class County:
    """Writes forms into `folder/forms`; half of them have one fault."""

    def __init__(self, folder: Path, seed: str) -> None:
        self.top, self.key, self.dice = folder, Key(), Random(seed)
        self.forms = folder / "forms"
        self.forms.mkdir(parents=True)
        self._archive: list[tuple[str, bytes]] = []
        self._number = 0

    def make(self, count: int) -> Key:
        """About `count` forms, and the files that come with them."""
        expected = units(max(count // 8, 6))
        sending, missing = expected[: -max(len(expected) // 20, 1)], expected[-max(len(expected) // 20, 1) :]
        self.key.missing = [unit for _, unit in missing]
        while self.key.forms < count:
            unit = sending[self._number % len(sending)]
            self._one(unit, sorted(LAYOUTS)[self._number % len(LAYOUTS)])
        self._strangers(sending)
        self._broken()
        self._own(sending)
        self._packed()
        lines = ["单位名称", *(unit for _, unit in expected)]
        (self.top / "units.csv").write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
        files = sum(1 for one in self.forms.rglob("*") if one.is_file())
        self.key.files = files + max(len(self._archive) - 1, 0)  # the archive stands for its members
        (self.top / "key.json").write_text(json.dumps(asdict(self.key), ensure_ascii=False, indent=1), encoding="utf-8")
        return self.key

    def _sound(self, unit: tuple[str, str]) -> Form:
        self._number += 1
        self.key.forms += 1
        return sound_form(self.dice, unit, self._number)

    def _faulty(self, form: Form, file: str, names: list[str] | None = None) -> None:
        """Plant one fault in half of the forms."""
        if self.dice.random() < 0.5:
            return
        planted = FAULTS[self.dice.choice(names or list(FAULTS))](self.dice, form)
        # A nameless project is called by its sheet, and the sheet of a text or a page by its file.
        sheet = Path(file.rpartition("!")[2]).stem if file.endswith((".csv", ".xls")) else "自评表"
        self._plant(file, form.project or sheet, planted)

    def _plant(self, file: str, project: str, planted: Planted) -> None:
        self.key.faults.append({"file": f"forms/{file}", "project": project, **asdict(planted)})

    def _one(self, unit: tuple[str, str], layout: str) -> None:
        """One file: a form alone, several on their sheets, two below each other, in one of the kinds."""
        shape = self.dice.choices(("alone", "sheets", "below", "archive"), (6, 2, 1, 1))[0]
        kind = self.dice.choices(list(KINDS), (5, 3, 1, 1, 1))[0]
        ending, write = KINDS[kind]
        name = f"{unit[1]}/{self._number + 1:05d}-{layout}{ending}"
        if shape == "sheets":
            kind, (ending, write) = "openpyxl", KINDS["openpyxl"]
            name = f"{unit[1]}/{self._number + 1:05d}-{layout}{ending}"
            # Two nameless sheets of one workbook would be given other names than the key has.
            sheets = [self._sheet(unit, layout, name, named=place > 0) for place in range(self.dice.randrange(2, 4))]
            self._put(name, write(sheets))
        elif shape == "below":
            rows: Rows = []
            for _ in range(2):
                rows += self._sheet(unit, layout, name, named=True)[1]
            self._put(name, write([("自评表", rows)]))
        elif shape == "archive":
            inside = name.replace("/", "-")
            self._archive.append((inside, write([self._sheet(unit, layout, f"乡镇上报.zip!{inside}")])))
        else:
            self._put(name, write([self._sheet(unit, layout, name)]))

    def _sheet(self, unit: tuple[str, str], layout: str, file: str, *, named: bool = False) -> tuple[str, Rows]:
        form = self._sound(unit)
        # A form below or behind another one is told from it by its own name.
        names = [name for name in FAULTS if name != "no_project_name"] if named else None
        self._faulty(form, file, names)
        title = "自评表" if not form.project else form.project[:20]
        return title, LAYOUTS[layout](form)

    def _put(self, name: str, data: bytes, day: int = 10) -> Path:
        path = self.forms / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        stamp = _FIRST_DAY + day * _DAY
        os.utime(path, (stamp, stamp))
        return path

    def _strangers(self, sending: list[tuple[str, str]]) -> None:
        """Older versions, forms of last year, a unit that nobody listed."""
        for place in range(max(self.key.forms // 100, 2)):
            form = self._sound(sending[place % len(sending)])
            for word, day in (("旧", 3), ("新", 12)):
                name = f"补报/{place:03d}-{word}.xlsx"
                self._put(name, by_openpyxl([("自评表", LAYOUTS["national"](form))]), day)
            self._end(f"补报/{place:03d}-旧.xlsx", "doubt", "F708")
            last = self._sound(sending[place % len(sending)])
            last.year = YEAR - 1
            for line in last.lines:
                line.target, line.actual = (
                    text.replace(str(YEAR), str(YEAR - 1)) for text in (line.target, line.actual)
                )
            self._put(f"补报/{place:03d}-上年.xlsx", by_openpyxl([("自评表", LAYOUTS["lettered"](last))]))
            self._end(f"补报/{place:03d}-上年.xlsx", "doubt", "F710")
            stranger = self._sound(("白水县水利局", f"白水县水利站{place}"))
            self._put(f"补报/{place:03d}-外单位.xlsx", by_openpyxl([("自评表", LAYOUTS["words"](stranger))]))
            self._end(f"补报/{place:03d}-外单位.xlsx", "doubt", "F711")

    def _end(self, name: str, state: str, code: str) -> None:
        self.key.ends[f"forms/{name}"] = (state, code)

    def _broken(self) -> None:
        """Files of which nothing can be had."""
        whole = by_openpyxl([("自评表", LAYOUTS["national"](self._sound(("青山县水利局", "青山县水利站"))))])
        self.key.forms -= 1
        stored = io.BytesIO()
        with zipfile.ZipFile(stored, "w") as archive:
            archive.writestr("内层.zip", b"PK\x05\x06" + bytes(18))
        broken = {
            "断/半个.xlsx": (whole[: len(whole) // 2], "F108"),
            "断/空.xlsx": (b"", "F107"),
            "断/图片.xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(200), "F604"),
            "断/说明.txt": ("请各单位于2月底前报送自评材料。\n联系人：张三\n".encode(), "F606"),
            "断/.DS_Store": (b"\0\0\0\1Bud1", "F701"),
            "断/~$自评表.xlsx": (b"\x06admin", "F701"),
            "断/坏.zip": (b"PK\x03\x04 nothing", "F705"),
            "断/没有指标.xlsx": (by_openpyxl([("表", [["姓名", "电话"], ["张三", "1"]])]), "F112"),
        }
        for name, (data, code) in broken.items():
            self._put(name, data)
            self._end(name, "refused", code)
        self._put("断/套.zip", stored.getvalue())
        self.key.ends["forms/断/套.zip!内层.zip"] = ("refused", "F705")

    def _own(self, sending: list[tuple[str, str]]) -> None:
        """Workbooks of this program: scored ones, one of them changed by hand; targets; a fill-in workbook."""
        from selfeval import api

        form = self._sound(sending[0])
        source = self._put("程序/原表.xlsx", by_openpyxl([("自评表", LAYOUTS["national"](form))]))
        scored = source.with_name("已评分.xlsx")
        api.write(api.score(source), scored)
        source.unlink()
        data = scored.read_bytes()
        self._put("程序/已评分.xlsx", data, 14)
        other = self._sound(sending[1 % len(sending)])
        source = self._put("程序/原表.xlsx", by_openpyxl([("自评表", LAYOUTS["national"](other))]))
        changed = source.with_name("改过.xlsx")
        api.write(api.score(source), changed)
        source.unlink()
        self._put("程序/改过.xlsx", _raised(changed.read_bytes()), 14)
        self._end("程序/改过.xlsx", "doubt", "S503")
        target = self._sound(sending[2 % len(sending)])
        self._put("程序/目标.xlsx", by_openpyxl([("目标", targets(target))]))

    def _packed(self) -> None:
        """What came in an archive, as Windows packs it: names in GBK that nothing says so of."""
        if self._archive:
            self._put("乡镇上报.zip", gbk(self._archive), 11)


def gbk(members: list[tuple[str, bytes]]) -> bytes:
    """An archive whose names are GBK bytes without a flag that says which encoding they have."""

    class Plain(zipfile.ZipInfo):
        def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - the name in the library
            return self.filename.encode("gb18030"), self.flag_bits & ~0x800

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            info = Plain(name, (2026, 1, 11, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return stream.getvalue()


def _raised(data: bytes) -> bytes:
    """A scored workbook in which the last figure of its longest sheet of formulas was typed over."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {info.filename: old.read(info) for info in old.infolist()}
        name = max(parts, key=lambda one: parts[one].count(b"<f>"))
        found = list(re.finditer(rb"</f><v>[0-9.]+</v>", parts[name]))[-1]
        parts[name] = parts[name][: found.start()] + b"</f><v>99</v>" + parts[name][found.end() :]
        for one, part in parts.items():
            new.writestr(one, part)
    return stream.getvalue()


def main() -> None:
    """Write a county into a folder."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.county.make")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--forms", type=int, default=3000)
    parser.add_argument("--seed", default="county")
    wanted = parser.parse_args()
    key = County(wanted.folder, wanted.seed).make(wanted.forms)
    print(f"{key.files} files, {key.forms} forms, {len(key.faults)} faults")


if __name__ == "__main__":
    main()
