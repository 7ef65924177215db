"""A second run: what is still as written follows the evaluation, whatever people did stays and is told."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from selfeval.core.problems import SelfEvalError
from selfeval.core.report.composition import compose
from selfeval.core.report.happened import Kind
from selfeval.word import controls
from selfeval.word.charts import drawn_figures
from selfeval.word.names import NAMESPACES, q, tag_of
from selfeval.word.package import parse, write_parts
from selfeval.word.update import update_report
from selfeval.word.write import write_report
from tests.excel.scored_books import assessed, filled, project, row
from tests.tools.report_texts import OUTLINES, WHEN
from tests.word.documents import ABOUT, FIRST, SECOND, Opened, entered, plan, report, updated, written

P = f"project/{FIRST}"
ROW = f"{P}/table/deviations/满意度指标/服务对象满意度指标/信访群众及相关单位满意度"
SATISFIED = "信访群众及相关单位满意度"
LESS = (FIRST, "", "executed", "160")
"""The first project spent 160 of 180: 88.89 %."""


def of(done, kind):
    return [(one.label, one.before, one.now) for one in done.happened if one.kind is kind]


def kinds(done):
    return {one.kind for one in done.happened}


@pytest.mark.parametrize("outline", OUTLINES)
def test_nothing_changed_gives_the_same_bytes(outline):
    done = updated(written(outline), outline=outline)
    assert done.data == written(outline)
    assert done.happened == ()
    assert done.gaps == sum(one.open for one in report(outline=outline).bound())


def test_a_changed_fact_goes_everywhere_and_what_people_wrote_stays():
    opened = Opened(written())
    opened.paragraph("我局另附审计报告一份。", after=f"{P}/executed")
    before = opened.saved()
    done = updated(before, entered(LESS))
    after = Opened(done.data)
    assert set(after.says(f"{P}/executed")) == {"160"}
    assert set(after.says(f"{P}/rate")) == {"88.89%"}
    assert after.says(f"{P}/table/funds/total/executed") == ["160"]
    assert after.says(f"{P}/list/reasons")[0].endswith("预算执行率88.89%，扣1.11分。")
    assert after.says(f"{P}/table/deviations/execution/lost") == ["1.11"]
    assert "我局另附审计报告一份。" in controls.text_of(after.body)
    assert kinds(done) == {Kind.CHANGED}
    changed = {name for name, data in after.parts.items() if Opened(before).parts[name] != data}
    figures = {"word/charts/selfeval2.xml", "word/embeddings/selfeval2.xlsx"}
    assert changed == {"word/document.xml", "customXml/selfeval1.xml", *figures}
    assert updated(done.data, entered(LESS)).data == done.data


def test_a_chart_keeps_the_looks_that_a_person_gave_it():
    opened = Opened(written())
    part = "word/charts/selfeval1.xml"
    opened.parts[part] = opened.parts[part].replace(b"2E75B6", b"FF0000").replace(b"97.39", b"97.390000000000001")
    done = updated(opened.saved(), entered((FIRST, "", "checkpoint.12", "88%")))
    after = Opened(done.data)
    assert b"FF0000" in after.parts[part]
    assert drawn_figures(parse(after.parts[part], "x")).endswith("\t22\t47\t70\t88")
    book = openpyxl.load_workbook(BytesIO(after.parts["word/embeddings/selfeval1.xlsx"]))
    assert book.active["C5"].value == 88


def test_a_chart_whose_figures_a_person_changed_is_left_alone():
    opened = Opened(written())
    part = "word/charts/selfeval1.xml"
    opened.parts[part] = opened.parts[part].replace(b"97.39", b"99")
    done = updated(opened.saved(), entered((FIRST, "", "checkpoint.12", "88%")))
    assert Opened(done.data).parts[part] == opened.parts[part]
    ((label, before, now),) = of(done, Kind.KEPT)
    assert label == "支出计划与实际支出进度"
    assert before.endswith("\t99")
    assert now.endswith("\t88")


def test_a_bound_text_that_a_person_changed_is_told_and_never_overwritten():
    opened = Opened(written())
    opened.write(f"{P}/executed", "约175")
    first = updated(opened.saved())
    assert of(first, Kind.KEPT) == [("全年执行数", "约175", "175.3")]
    second = updated(first.data, entered(LESS))
    assert ("全年执行数", "约175", "160") in of(second, Kind.KEPT)
    assert Opened(second.data).says(f"{P}/executed") == ["约175"]
    assert Opened(second.data).says(f"{P}/table/funds/total/executed") == ["160"]
    again = updated(second.data, entered(LESS))
    assert again.data == second.data
    assert of(again, Kind.KEPT) == [("全年执行数", "约175", "160")]


def test_what_a_person_already_typed_as_it_is_now_follows_again():
    opened = Opened(written())
    opened.write(f"{P}/executed", "160")
    done = updated(opened.saved(), entered(LESS))
    assert of(done, Kind.KEPT) == []
    assert Opened(updated(done.data).data).says(f"{P}/executed") == ["175.3"]


def test_one_of_two_copies_of_a_text_may_be_a_persons():
    opened = Opened(written())
    assert len(opened.all(f"{P}/money_unit")) > 1
    opened.write(f"{P}/money_unit", "万元人民币", place=1)
    done = updated(opened.saved())
    assert of(done, Kind.KEPT) == [("金额单位", "万元人民币", "万元")]
    assert done.data == opened.saved() or updated(done.data).data == done.data


def test_a_control_that_a_person_deleted_is_not_brought_back():
    opened = Opened(written())
    opened.delete(opened.one(f"{P}/lost"))
    opened.delete(opened.one(f"{P}/list/reasons"))
    for _ in range(3):
        done = updated(opened.saved(), entered(LESS))
        assert [label for label, _, _ in of(done, Kind.GONE)] == ["扣分", "扣分及原因"]
        opened = Opened(done.data)
        assert opened.all(f"{P}/lost") == []
        assert opened.all(f"{P}/list/reasons") == []


def test_a_table_or_a_chart_that_a_person_deleted_is_told_once():
    opened = Opened(written())
    opened.delete(opened.one(f"{P}/table/funds"))
    opened.delete(opened.one(f"{P}/chart/tiers"))
    done = updated(opened.saved(), entered(LESS))
    assert {label for label, _, _ in of(done, Kind.GONE)} == {"各级指标得分", "项目资金"}
    assert len(of(done, Kind.GONE)) == 2
    assert Opened(done.data).all(f"{P}/table/funds/total/executed") == []


def test_a_deleted_row_or_cell_stays_away():
    opened = Opened(written())
    opened.delete(opened.row(f"{ROW}/lost"))
    opened.delete(opened.one(f"{P}/table/deviations/execution/target"))
    done = updated(opened.saved(), entered(LESS, (FIRST, SATISFIED, "actual", "80%")))
    assert sorted(label for label, _, _ in of(done, Kind.GONE)) == [SATISFIED, "预算执行率：年度指标值"]
    assert Opened(done.data).all(f"{ROW}/lost") == []


def test_rows_come_and_go_with_the_deviations():
    met = entered((FIRST, SATISFIED, "actual", "95%"))
    done = updated(written(), met)
    assert [label for label, _, _ in of(done, Kind.REMOVED)] == [SATISFIED]
    assert SATISFIED not in list(Opened(done.data).rows(f"{P}/table/deviations"))
    back = updated(done.data)
    assert [label for label, _, _ in of(back, Kind.ADDED)] == [SATISFIED]
    assert list(Opened(back.data).rows(f"{P}/table/deviations")) == list(
        Opened(written()).rows(f"{P}/table/deviations")
    )
    assert Opened(back.data).texts() == Opened(written()).texts()


def test_a_row_in_which_a_person_wrote_stays_when_its_deviation_goes():
    opened = Opened(written())
    opened.write(f"{ROW}/reason", "已由纪检部门核实")
    done = updated(opened.saved(), entered((FIRST, SATISFIED, "actual", "95%")))
    assert [label for label, _, _ in of(done, Kind.STALE)] == [SATISFIED]
    assert Opened(done.data).says(f"{ROW}/reason") == ["已由纪检部门核实"]


def test_rows_of_a_persons_own_stay():
    opened = Opened(written())
    table = next(opened.one(f"{P}/table/deviations").iter(q("w:tbl")))
    table.append(
        etree.fromstring(f'<w:tr xmlns:w="{NAMESPACES["w"]}"><w:tc><w:p><w:r><w:t>其他</w:t></w:r></w:p></w:tc></w:tr>')
    )
    done = updated(opened.saved(), entered((FIRST, SATISFIED, "actual", "95%")))
    assert list(Opened(done.data).rows(f"{P}/table/deviations"))[-1] == "其他"


SPENT = {"initial": "100", "executed": "100"}


def test_a_table_whose_last_row_goes_keeps_its_head_and_takes_rows_again():
    one = assessed(project(row("甲", "≥10", "8", reason="少雨"), budget=SPENT))
    none = assessed(project(row("甲", "≥10", "10"), budget=SPENT))
    first = write_report(compose(plan("project"), [one]), ABOUT, WHEN)
    key = f"project/{one.projects[0].project.id}/table/deviations"
    empty = update_report(first, compose(plan("project"), [none]), ABOUT, "x")
    assert list(Opened(empty.data).rows(key)) == ["指标"]
    assert Kind.STALE not in kinds(empty)
    again = update_report(empty.data, compose(plan("project"), [one]), ABOUT, "x")
    assert list(Opened(again.data).rows(key)) == ["指标", "甲"]


def test_a_gap_is_filled_once_there_is_something_and_a_persons_words_are_left():
    opened = Opened(written("department"))
    goals = "department/gap/department/部门概况/1"
    opened.write(goals, "我局内设三个科室。")
    opened.write(f"{P}/issues", "人员不足。")
    told = updated(opened.saved(), outline="department")
    assert told.happened == ()
    assert told.gaps == updated(written("department"), outline="department").gaps - 2
    with_reason = entered((FIRST, "", "budget_reason", "招标推迟。"))
    done = updated(written("project-transfer"), with_reason, outline="project-transfer")
    assert ("预算执行偏差原因", "", "招标推迟。") in of(done, Kind.CHANGED)
    control = Opened(done.data).one(f"{P}/budget_reason")
    assert not controls.shows_placeholder(control)
    assert not list(control.iter(q("w:shd")))
    back = updated(done.data, outline="project-transfer")
    gap = Opened(back.data).one(f"{P}/budget_reason")
    assert controls.shows_placeholder(gap)
    assert list(gap.iter(q("w:shd")))


def test_a_gap_that_a_person_filled_is_told_when_the_evaluation_says_something_else():
    opened = Opened(written("project-transfer"))
    opened.write(f"{P}/budget_reason", "已核实。")
    done = updated(opened.saved(), entered((FIRST, "", "budget_reason", "招标推迟。")), outline="project-transfer")
    assert of(done, Kind.KEPT) == [("预算执行偏差原因", "已核实。", "招标推迟。")]


PLACEHOLDER = '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>单击或点击此处输入文字。</w:t></w:r>'


def test_a_text_that_a_person_emptied_is_no_text_of_ours():
    opened = Opened(written())
    opened.inside(f"{P}/executed", PLACEHOLDER)
    controls.set_placeholder(opened.one(f"{P}/executed"), True)
    done = updated(opened.saved(), entered(LESS))
    assert ("全年执行数", "", "160") in of(done, Kind.KEPT)


def test_an_emptied_gap_is_a_gap():
    opened = Opened(written("project-transfer"))
    opened.inside(f"{P}/budget_reason", f"<w:p>{PLACEHOLDER}</w:p>")
    done = updated(opened.saved(), entered((FIRST, "", "budget_reason", "招标推迟。")), outline="project-transfer")
    assert Opened(done.data).says(f"{P}/budget_reason") == ["招标推迟。"]


SAME = {
    "split by the spelling check": '<w:r><w:t>17</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr>'
    '<w:t>5.</w:t></w:r><w:r><w:t>3</w:t></w:r><w:proofErr w:type="spellEnd"/>',
    "in a control of a person's own": '<w:sdt><w:sdtPr><w:tag w:val="mine"/></w:sdtPr><w:sdtContent>'
    "<w:r><w:t>175.3</w:t></w:r></w:sdtContent></w:sdt>",
    "with a bookmark and a comment": '<w:bookmarkStart w:id="7" w:name="x"/><w:commentRangeStart w:id="1"/>'
    '<w:r><w:t>175.3</w:t></w:r><w:commentRangeEnd w:id="1"/>'
    '<w:r><w:commentReference w:id="1"/></w:r><w:bookmarkEnd w:id="7"/>',
    "inserted under track changes": '<w:del w:id="1" w:author="a"><w:r><w:delText>9</w:delText></w:r></w:del>'
    '<w:ins w:id="2" w:author="a"><w:r><w:t>175.3</w:t></w:r></w:ins>',
    "with a mark of the page": "<w:r><w:lastRenderedPageBreak/><w:t>175.3</w:t></w:r>",
}
OTHER = {
    "a letter more": "<w:r><w:t>175.3</w:t></w:r><w:r><w:t>万</w:t></w:r>",
    "a letter less": "<w:r><w:t>175.</w:t></w:r>",
    "a line break": "<w:r><w:t>175.3</w:t><w:br/></w:r>",
    "deleted under track changes and written anew": '<w:del w:id="1" w:author="a"><w:r><w:delText>175.3'
    '</w:delText></w:r></w:del><w:ins w:id="2" w:author="a"><w:r><w:t>180</w:t></w:r></w:ins>',
    "nothing": "",
}


@pytest.mark.parametrize("shape", SAME)
def test_other_shapes_of_the_same_text_follow(shape):
    opened = Opened(written())
    opened.inside(f"{P}/executed", SAME[shape])
    done = updated(opened.saved(), entered(LESS))
    after = Opened(done.data)
    assert after.says(f"{P}/executed") == ["160"]
    assert of(done, Kind.KEPT) == []
    kept = {"w:sdt", "w:bookmarkStart", "w:commentReference", "w:ins", "w:del", "w:proofErr"}
    for name in (one for one in kept if f"<{one}" in SAME[shape]):
        assert list(controls.content(after.one(f"{P}/executed")).iter(q(name))), name


@pytest.mark.parametrize("shape", OTHER)
def test_another_text_in_any_shape_is_a_persons(shape):
    opened = Opened(written())
    opened.inside(f"{P}/executed", OTHER[shape])
    before = etree.tostring(opened.one(f"{P}/executed"))
    done = updated(opened.saved(), entered(LESS))
    assert etree.tostring(Opened(done.data).one(f"{P}/executed")) == before
    assert len(of(done, Kind.KEPT)) == 1


def test_a_control_deleted_under_track_changes_is_gone():
    opened = Opened(written())
    opened.inside(f"{P}/lost", '<w:del w:id="1" w:author="a"><w:r><w:delText>6.69</w:delText></w:r></w:del>')
    before = etree.tostring(opened.one(f"{P}/lost"))
    done = updated(opened.saved(), entered(LESS))
    assert [label for label, _, _ in of(done, Kind.GONE)] == ["扣分"]
    assert etree.tostring(Opened(done.data).one(f"{P}/lost")) == before


def test_a_comment_on_a_sentence_that_goes_outlives_it():
    opened = Opened(written())
    last = list(controls.content(opened.one(f"{P}/list/reasons")))[-1]
    note = (
        f'<x xmlns:w="{NAMESPACES["w"]}"><w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r></x>'
    )
    last.extend(etree.fromstring(note))
    done = updated(opened.saved(), entered((FIRST, SATISFIED, "actual", "95%")))
    assert len(list(Opened(done.data).root.iter(q("w:commentReference")))) == 1


def test_a_figure_copied_into_a_heading_of_the_page_follows():
    opened = Opened(written())
    links = "word/_rels/document.xml.rels"
    relation = f'<Relationship Id="rIdH" Type="{NAMESPACES["r"]}/header" Target="header9.xml"/></Relationships>'
    opened.parts[links] = opened.parts[links].replace(b"</Relationships>", relation.encode())
    control = etree.tostring(opened.one(f"{P}/executed")).decode()
    opened.parts["word/header9.xml"] = f'<w:hdr xmlns:w="{NAMESPACES["w"]}"><w:p>{control}</w:p></w:hdr>'.encode()
    done = updated(opened.saved(), entered(LESS))
    assert "160" in Opened(done.data).parts["word/header9.xml"].decode()


def test_without_its_record_nothing_that_differs_is_overwritten():
    opened = Opened(written())
    links = "word/_rels/document.xml.rels"
    opened.parts[links] = opened.parts[links].replace(b"customXml/selfeval1.xml", b"customXml/item1.xml")
    done = updated(opened.saved(), entered(LESS))
    assert ("全年执行数", "175.3", "160") in of(done, Kind.KEPT)
    assert Kind.CHANGED not in kinds(done)
    assert updated(done.data, entered(LESS)).data == done.data


def test_what_is_new_in_the_evaluation_is_put_where_the_outline_has_it():
    bare = entered(*((FIRST, "", f"checkpoint.{month}", "") for month in (3, 6, 10, 12)))
    one = compose(plan("project"), [filled()], FIRST)
    first = write_report(one, ABOUT, WHEN)
    done = update_report(first, report(), ABOUT, "x")
    whole, after = Opened(written()), Opened(done.data)
    assert controls.text_of(after.body) == controls.text_of(whole.body)
    assert after.texts() == whole.texts()
    assert kinds(done) == {Kind.ADDED}
    charts = [part for part in after.parts if part.startswith("word/charts/") and part.endswith(".xml")]
    assert len(charts) == 4
    assert update_report(done.data, report(), ABOUT, "x").data == done.data
    assert bare.projects


def test_styles_that_word_named_anew_are_found_by_what_they_are_called():
    opened = Opened(write_report(compose(plan("project"), [filled()], FIRST), ABOUT, WHEN))
    styles = opened.parts["word/styles.xml"].replace(b'w:styleId="Heading1"', b'w:styleId="1"')
    opened.parts["word/styles.xml"] = styles
    done = update_report(opened.saved(), report(), ABOUT, "x")
    used = {one.get(q("w:val")) for one in Opened(done.data).root.iter(q("w:pStyle"))}
    assert "1" in used


def test_new_numbers_of_controls_are_nobody_elses():
    done = update_report(write_report(compose(plan("project"), [filled()], FIRST), ABOUT, WHEN), report(), ABOUT, "x")
    numbers = [one.get(q("w:val")) for one in Opened(done.data).root.iter(q("w:id"))]
    assert len(numbers) == len(set(numbers))


def test_a_document_without_any_bound_place_is_no_report():
    opened = Opened(written())
    for one in list(controls.controls(opened.root)):
        if one.getparent() is not None:
            opened.delete(one)
    opened.parts = {name: data for name, data in opened.parts.items() if not name.startswith("customXml/selfeval")}
    with pytest.raises(SelfEvalError) as caught:
        updated(opened.saved())
    assert caught.value.code == "F653"


FACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from([FIRST, SECOND]), st.just(""), st.just("executed"),
                  st.sampled_from(["", "90", "185", "x"])),
        st.tuples(st.sampled_from([FIRST, SECOND]), st.just(""), st.sampled_from(["checkpoint.3", "checkpoint.12"]),
                  st.sampled_from(["", "25%", "99%"])),
        st.tuples(st.just(FIRST), st.just(SATISFIED), st.sampled_from(["actual", "reason", "not_applicable"]),
                  st.sampled_from(["", "95%", "70%", "未开展\n第二行", "=1+1"])),
        st.tuples(st.sampled_from([FIRST, SECOND]), st.just(""), st.sampled_from(["budget_reason", "goal_actual"]),
                  st.sampled_from(["", "一\n二\n三", "一"])),
    ),
    max_size=4,
)  # fmt: skip


@given(outline=st.sampled_from(OUTLINES), before=FACTS, after=FACTS)
def test_an_untouched_document_says_after_an_update_what_a_new_one_says(outline, before, after):
    """And a second update changes not a byte of it."""
    first = write_report(report(entered(*before), outline), ABOUT, WHEN)
    done = updated(first, entered(*after), outline)
    new = write_report(report(entered(*after), outline), ABOUT, WHEN)
    fresh, stands = Opened(new).texts(), Opened(done.data).texts()
    assert {tag: stands.get(tag) for tag in fresh} == fresh
    assert Kind.KEPT not in kinds(done)
    assert Kind.GONE not in kinds(done)
    again = updated(done.data, entered(*after), outline)
    assert again.data == done.data
    assert Kind.CHANGED not in kinds(again)


@given(outline=st.sampled_from(OUTLINES), after=FACTS, data=st.data())
def test_whatever_a_person_typed_is_there_after_any_update(outline, after, data):
    opened = Opened(written(outline))
    inline = [one for one in controls.controls(opened.root) if one.getparent().tag == q("w:p")]
    chosen = data.draw(st.lists(st.sampled_from(inline), max_size=5, unique_by=id))
    for place, one in enumerate(chosen):
        controls.set_text(controls.content(one), f"人写的{place}")
    opened.paragraph("人加的一段", after=next(iter(report(outline=outline).bound())).key)
    done = updated(opened.saved(), entered(*after), outline)
    text = controls.text_of(Opened(done.data).body)
    assert "人加的一段" in text
    for place in range(len(chosen)):
        assert f"人写的{place}" in text


def test_parts_of_others_are_kept_to_the_byte_and_in_their_order():
    opened = Opened(written())
    opened.parts["word/media/photo.png"] = b"\x89PNG" + bytes(range(256))
    done = updated(write_parts(opened.parts), entered(LESS))
    after = Opened(done.data).parts
    assert after["word/media/photo.png"] == opened.parts["word/media/photo.png"]
    assert list(after) == list(opened.parts)
    assert tag_of(f"{P}/total") in after["word/document.xml"].decode()
