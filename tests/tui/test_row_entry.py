"""What typing into a row leads to: decided by plain functions and objects, here without a running application."""

from __future__ import annotations

import types

import pytest

from selfeval.core.evaluation import FactKey
from selfeval.tui.entry.row.dialogs import RowDialogs
from selfeval.tui.entry.row.entry import Next, Way, after_entry, hint, names_no_answer, row_actions, way_in
from selfeval.tui.entry.row.look import RowLook
from selfeval.tui.entry.typing import Entry
from selfeval.tui.entry.what_if import TrialLook
from selfeval.tui.text import Words
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.outcomes import fact_of, fresh_facts
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.trial import Trial

PROJECT = "13022525P00RERB10016E"
BUDGET = Place(PROJECT, "")
WORDY = Place(PROJECT, "产出指标/质量指标/社会和谐稳定")
COST = Place(PROJECT, "产出指标/成本指标/解决问题费用")
RATE = Place(PROJECT, "满意度指标/服务对象满意度指标/信访群众及相关单位满意度")


@pytest.fixture
def work(seed):
    opened = open_workspace(seed)
    yield opened
    opened.close()


def put(work, place, **values):
    work.enter([(FactKey(place.project, place.indicator, name), text) for name, text in values.items()])


@pytest.mark.parametrize(
    ("place", "reading", "text", "typing", "way"),
    [
        (BUDGET, "", "", False, Way.BUDGET),
        (BUDGET, "", "171", False, Way.BUDGET),
        (RATE, "", "", False, Way.TYPE),
        (RATE, "", "9", False, Way.TYPE),
        (WORDY, "", "", False, Way.ANSWER),
        (WORDY, "", "有", False, Way.TYPE),
        (COST, "2025-11-30前", "", False, Way.DAY),
        (COST, "2025-11-30前", "", True, Way.TYPE),
        (COST, "2025-11-30前", "2", False, Way.TYPE),
        (COST, "是", "", False, Way.ANSWER),
        (COST, "是", "否", False, Way.TYPE),
    ],
)
def test_the_target_says_how_an_entry_begins(work, place, reading, text, typing, way):
    if reading:
        put(work, place, reading=reading)
    assert way_in(work, place, text, typing=typing) is way


@pytest.mark.parametrize(
    ("place", "values", "wanted"),
    [
        (RATE, {"actual": "95%"}, Next.NOTHING),
        (RATE, {"actual": "85%"}, Next.REASON),
        (RATE, {"actual": "85%", "reason": "回访不够"}, Next.NOTHING),
        (RATE, {"actual": "不知道"}, Next.NOTHING),
        (RATE, {"not_applicable": "未开展"}, Next.NOTHING),
        (WORDY, {"actual": "达成年度指标"}, Next.ANSWER),
        (WORDY, {"actual": "达成年度指标", "share": "100"}, Next.NOTHING),
        (WORDY, {"actual": "达成年度指标", "share": "85"}, Next.REASON),
    ],
)
def test_an_entry_asks_for_what_is_lacking(work, place, values, wanted):
    put(work, place, **values)
    assert after_entry(work, place) is wanted
    trial = Trial(work)
    assert after_entry(trial, place) is (Next.NOTHING if wanted is Next.REASON else wanted), "trying needs no reason"


@pytest.mark.parametrize(
    ("place", "text", "none"),
    [
        (WORDY, "达成年度指标", False),
        (WORDY, "很好呀", True),
        (WORDY, "", False),
        (RATE, "很好呀", False),
    ],
)
def test_an_answer_that_the_rules_do_not_know_is_asked_about(work, place, text, none):
    assert names_no_answer(work, place, text) is none


def test_the_keys_of_a_row_are_those_that_can_do_something(work):
    assert row_actions(work, BUDGET) == {"edit", "note"}
    assert not {"clear", "offer", "confirm"} & row_actions(work, RATE)
    put(work, RATE, actual="95%")
    assert "clear" in row_actions(work, RATE)
    put(work, BUDGET, executed="175")
    assert "offer" in row_actions(work, COST)


def test_a_word_says_what_can_be_done_in_an_empty_row(work):
    english = Words("en")
    assert english(hint(work, WORDY)) == "Enter chooses one of the answers."
    assert english(hint(work, RATE)).startswith("Type what was achieved")
    put(work, BUDGET, executed="175")
    assert "Ctrl+B" in english(hint(work, COST))
    put(work, RATE, reading="2025-11-30前")
    assert english(hint(work, RATE)).startswith("Type the date")


def test_only_facts_that_are_other_ones_are_fresh(work):
    put(work, RATE, actual="95%")
    assert fact_of(work.assessment, RATE, "actual") == "95%"
    assert fresh_facts(work.assessment, RATE, {"actual": "95%"}) == []
    key = FactKey(RATE.project, RATE.indicator, "reason")
    assert fresh_facts(work.assessment, RATE, {"actual": "95%", "reason": "回访"}) == [(key, "回访")]
    assert fresh_facts(work.assessment, BUDGET, {"executed": "175"}) == [(FactKey(PROJECT, "", "executed"), "175")]


def test_the_entry_line_shows_outcome_score_and_target(work):
    english = Words("en")
    assert RowLook(work).entry(english, BUDGET)[0] == "Budget"
    label, text, reading, target = RowLook(work).entry(english, RATE)
    assert (label, text, target) == ("Actual", "", "target ≥ 90%")
    put(work, RATE, actual="95%")
    _, text, reading, _ = RowLook(work).entry(english, RATE)
    assert text == "95%"
    assert "10" in reading


def test_a_what_if_marks_the_rows_that_differ_from_the_work(work):
    english, trial = Words("en"), Trial(work)
    look = TrialLook(trial)
    assert "try" in look.entry(english, RATE)[2]
    assert look.row(english, RATE).cells[6] != "*"
    put(trial, RATE, actual="95%")
    assert look.row(english, RATE).cells[6] == "*"
    assert look.details(english, RATE)[0].label == "Really"
    assert not {"note", "confirm", "correct"} & look.offers(RATE)


# -- the entry on a desk of paper


class Line:
    """The line where an outcome is typed, without a screen."""

    def __init__(self):
        self.active, self.text, self.kept = False, "", ""

    def begin(self, text, **_options):
        self.active, self.text = True, text

    def keep(self, text):
        self.begin(text)
        self.kept = text


class PaperDesk:
    """What `Entry` and `RowDialogs` ask of a desk; remembers which screens were opened and what was said."""

    def __init__(self, work, place, *, possible=True):
        self.workspace, self.place, self.edited, self.line = work, place, None, Line()
        self.words, self.opened, self.said, self.possible = Words("en"), [], [], possible
        self.host = types.SimpleNamespace(screen_stack=[], open_room=self._open, push_screen=self._push)
        self.grid = types.SimpleNamespace(action_move=self._move, action_page=self._move)
        self.screen = types.SimpleNamespace(call_after_refresh=lambda call, *given: call(*given))
        self.moved = 0

    def _open(self, name, *given, then=None, **_named):
        self.opened.append((name, then))

    def _push(self, dialog, then):
        self.opened.append((type(dialog).__name__, then))

    def _move(self, steps):
        self.moved += steps

    def scored(self, place):
        return self.workspace.scored(place.project, place.indicator)

    def fact(self, place, name):
        return fact_of(self.workspace.assessment, place, name)

    def refused(self):
        return False

    def put(self, place, values):
        if self.possible:
            self.workspace.enter(fresh_facts(self.workspace.assessment, place, values))
        return self.possible

    def go(self, place):
        self.place = place

    def type_here(self):
        pass

    def say(self, message, *, bad=False):
        self.said.append(self.words(message))

    def show_entry(self, place):
        self.line.active = False

    def show_head(self):
        pass


def entry_on(desk):
    return Entry(desk, RowDialogs(desk))


def typed_into(desk, text, go="next"):
    entry = entry_on(desk)
    entry.begin(text)
    entry.finish(text, go)
    return entry


@pytest.mark.parametrize(
    ("place", "text", "go", "opened", "stands"),
    [
        (RATE, "95%", "next", [], "95%"),
        (RATE, "85%", "next", ["reason"], "85%"),
        (RATE, "85%", "stay", [], "85%"),
        (RATE, "0.95", "next", ["Slip"], ""),
        (WORDY, "达成年度指标", "next", ["choice"], "达成年度指标"),
        (WORDY, "很好呀", "next", ["choice"], ""),
    ],
)
def test_what_is_typed_is_entered_or_asked_about(work, place, text, go, opened, stands):
    desk = PaperDesk(work, place)
    typed_into(desk, text, go)
    assert [name for name, _ in desk.opened] == opened
    assert desk.fact(place, "actual") == stands


@pytest.mark.parametrize(
    ("answer", "stands", "typing"), [("take", "95%", False), ("keep", "0.95", False), (None, "", True)]
)
def test_a_slip_is_taken_as_it_is_answered(work, answer, stands, typing):
    desk = PaperDesk(work, RATE)
    typed_into(desk, "0.95")
    _, then = desk.opened.pop()
    then(answer)
    assert desk.fact(RATE, "actual") == stands
    assert (desk.line.active, desk.line.text == "0.95") == (typing, True)


@pytest.mark.parametrize(("go", "moved"), [("down", 1), ("up", -1), ("page_down", 1), ("page_up", -1), ("stay", 0)])
def test_keys_that_finish_an_entry_move_the_cursor(work, go, moved):
    desk = PaperDesk(work, RATE)
    typed_into(desk, "95%", go)
    assert (desk.moved, desk.place) == (moved, RATE)


def test_enter_goes_on_to_the_next_open_row_and_not_in_a_what_if(work):
    desk = PaperDesk(work, RATE)
    typed_into(desk, "95%")
    assert desk.place == work.next_open(RATE) != RATE
    desk = PaperDesk(Trial(work), COST)
    typed_into(desk, "175")
    assert desk.place == COST


def test_what_cannot_be_entered_stays_in_the_line(work):
    desk = PaperDesk(work, RATE, possible=False)
    typed_into(desk, "95%")
    assert (desk.line.active, desk.line.kept, desk.edited) == (True, "95%", RATE)


def test_the_way_in_opens_the_rows_own_dialog(work):
    for place, room in ((WORDY, "choice"), (RATE, "day")):
        desk = PaperDesk(work, place)
        if room == "day":
            put(work, RATE, reading="2025-11-30前")
        entry_on(desk).begin("")
        assert [name for name, _ in desk.opened] == [room]
        assert not desk.line.active
