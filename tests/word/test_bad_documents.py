"""What is no report, or no document at all: one sentence each, and nothing is written."""

from __future__ import annotations

import zipfile
from copy import deepcopy
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.problems import SelfEvalError
from selfeval.word import package
from selfeval.word.names import q
from selfeval.word.package import read_parts
from selfeval.word.update import update_report
from tests.word.documents import ABOUT, Opened, entered, report, updated, written


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    return zipped({**Opened(written()).parts, name: data})


ENTITY = b'<!DOCTYPE w:document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
DEEP = b"<w:p>" * 5000 + b"</w:p>" * 5000


def _document(change) -> bytes:
    parts = Opened(written()).parts
    return zipped({**parts, "word/document.xml": change(parts["word/document.xml"])})


BAD = {
    "nothing": (b"", "F652"),
    "text": ("报告".encode(), "F652"),
    "a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "F651"),
    "cut off": (written()[: len(written()) // 2], "F652"),
    "no parts": (zipped({}), "F652"),
    "a workbook": (zipped({"xl/workbook.xml": b"<x/>"}), "F652"),
    "no text": (zipped({k: v for k, v in Opened(written()).parts.items() if k != "word/document.xml"}), "F652"),
    "no relations": (zipped({k: v for k, v in Opened(written()).parts.items() if not k.endswith(".rels")}), "F652"),
    "entities": (_document(lambda xml: xml.replace(b"<w:document", ENTITY + b"<w:document", 1)), "F652"),
    "broken": (_document(lambda xml: xml[:-40]), "F652"),
    "deep": (_document(lambda xml: xml.replace(b"<w:body>", b"<w:body>" + DEEP, 1)), "F652"),
    "strict": (_document(lambda xml: xml.replace(b"schemas.openxmlformats.org/wordprocessingml/2006",
                                                 b"purl.oclc.org/ooxml/wordprocessingml")), "F652"),
    "not UTF-8": (_document(lambda xml: xml.replace("项目".encode(), b"\xcf\xee")), "F652"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_document_is_one_sentence(kind):
    data, code = BAD[kind]
    with pytest.raises(SelfEvalError) as caught:
        update_report(data, report(), ABOUT, "报告.docx")
    assert caught.value.code == code
    assert "报告.docx" in caught.value.message.render()


def test_a_document_larger_than_any_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(package, "MOST_UNPACKED", 1 << 20)
    bomb = with_part("word/media/bomb.bin", b"\0" * (2 << 20))
    assert len(bomb) < 1 << 20
    with pytest.raises(SelfEvalError) as caught:
        read_parts(bomb, "x")
    assert caught.value.code == "F652"


def test_a_part_named_twice_is_refused():
    stream = BytesIO(written())
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", b"<x/>")
    with pytest.raises(SelfEvalError):
        updated(stream.getvalue())


EMPTY = '<report xmlns="urn:selfeval:report:1"/>'


@pytest.mark.parametrize("record", ["", "<x/>", EMPTY, EMPTY.replace("/>", "><text/></report>")])
def test_a_record_that_says_nothing_costs_no_text(record):
    parts = dict(Opened(written()).parts)
    parts["customXml/selfeval1.xml"] = record.encode()
    if not record:
        del parts["customXml/selfeval1.xml"]
    done = updated(zipped(parts))
    assert Opened(done.data).texts() == Opened(written()).texts()


NAMES = (
    "w:sdt",
    "w:sdtPr",
    "w:sdtContent",
    "w:tag",
    "w:p",
    "w:r",
    "w:t",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:tblGrid",
    "w:pPr",
)
LESS = entered(("13022525P00RERB10016E", "", "executed", "90"), ("13022525P00RERB10016E", "", "checkpoint.12", ""))
CHARTS = ("word/charts/selfeval1.xml", "word/charts/selfeval2.xml")


@given(data=st.data())
def test_no_mutant_of_a_document_is_more_than_a_sentence(data):
    """Elements taken out, moved into each other, doubled, emptied, with attributes of any kind."""
    opened = Opened(written())
    for _ in range(data.draw(st.integers(1, 12))):
        found = list(opened.root.iter(q(data.draw(st.sampled_from(NAMES)))))
        if not found:
            continue
        one = found[data.draw(st.integers(0, len(found) - 1))]
        other = found[data.draw(st.integers(0, len(found) - 1))]
        above = one.getparent()
        match data.draw(st.integers(0, 4)):
            case 0 if above is not None:
                above.remove(one)
            case 1 if one is not other and one not in set(other.iterancestors()):
                one.append(other)
            case 2 if above is not None:
                above.append(deepcopy(one))
            case 3:
                one[:] = []
            case _:
                for name in one.attrib:
                    one.set(name, data.draw(st.sampled_from(["", "-1", "9" * 30, "x", "１"])))
    part = data.draw(st.sampled_from([*CHARTS, "word/styles.xml", "word/_rels/document.xml.rels"]))
    size = len(opened.parts[part])
    if data.draw(st.booleans()):
        opened.parts[part] = opened.parts[part][: data.draw(st.integers(0, size))]
    before = opened.saved()
    try:
        done = updated(before, LESS)
    except SelfEvalError as error:
        assert error.code in {"F652", "F653"}
        return
    assert updated(done.data, LESS).data == done.data


@pytest.mark.parametrize("value", ["1e999999", "-1e999999", "NaN", "Infinity", "x", "", "９", "9" * 5000])
def test_odd_figures_of_a_chart_are_a_persons(value):
    opened = Opened(written())
    part = CHARTS[0]
    opened.parts[part] = opened.parts[part].replace(b"<c:v>97.39<", f"<c:v>{value}<".encode())
    done = updated(opened.saved(), LESS)
    assert Opened(done.data).parts[part] == opened.parts[part]
