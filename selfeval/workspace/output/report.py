"""Writes the self-evaluation report as a Word document, or brings a written one up to date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from selfeval.core.keys import key
from selfeval.core.problems import SelfEvalError, Translate, about_file, msg
from selfeval.core.report.composition import compose
from selfeval.core.report.document import UNKNOWN, Report
from selfeval.core.report.outline import Outline, Scope
from selfeval.core.scoring.results import Assessment
from selfeval.held_file import patiently
from selfeval.rulepacks.outlines.load import OutlineInfo, find_outlines, load_outline
from selfeval.store.atomic import free_name, write_bytes
from selfeval.store.faults import os_fault
from selfeval.store.name_parts import refuse_name
from selfeval.store.places import report_path
from selfeval.version import __version__
from selfeval.word.outcome import Updated
from selfeval.word.package import MOST_BYTES
from selfeval.word.standing_document import stand
from selfeval.word.update import update_report
from selfeval.word.write import write_report
from selfeval.workspace import clock
from selfeval.workspace.output.target import check_file
from selfeval.workspace.output.written_report import WrittenReport
from selfeval.workspace.packs.places import pack_places
from selfeval.workspace.source import Source

SUFFIX = ".docx"
USUAL = {Scope.PROJECT: "project-transfer", Scope.DEPARTMENT: "department", Scope.UNITS: "summary"}
"""The usual outline, by what the report is about."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about.

    Attributes:
        project: id of the only project wanted, None for all.
        inputs: files that were read and are never written over.
    """

    assessments: tuple[Assessment, ...]
    sources: tuple[Source, ...]
    project: str | None = None
    inputs: tuple[Path, ...] = ()

    @property
    def workbook(self) -> Path:
        """The workbook beside which the report goes."""
        return self.sources[0].path


def outlines(workbook: Path | None = None) -> list[OutlineInfo]:
    """Every outline in the folders of rule packs, usable or not; those hidden by another of the same id left out."""
    return [info for info in find_outlines(pack_places(workbook)) if not info.hidden]


def outline_plain(info: OutlineInfo, translate: Translate) -> dict[str, object]:
    """An outline as JSON: `id`, `title`, `scope`, `source`, `sha256`, where it lies, what is wrong."""
    outline = info.outline
    return {
        "id": info.id,
        "title": outline.title if outline else None,
        "scope": outline.scope.value if outline else None,
        "source": outline.source if outline else None,
        "sha256": outline.sha256 if outline else None,
        "path": str(info.path),
        "error": info.error.message.render(translate) if info.error else None,
    }


def default_report(subject: Subject) -> Path:
    """`<stem>-自评报告-<year>.docx` beside the workbook."""
    return report_path(subject.workbook, subject.assessments[0].year)


def free_report(subject: Subject) -> Path:
    """That name, or the first `name (2).docx` that is not taken."""
    return free_name(default_report(subject))


def write_new(subject: Subject, outline: str | None = None, wanted: Path | None = None, *, force: bool = False
              ) -> WrittenReport:  # fmt: skip
    """Write a new report; over another file only with `force`.

    Raises:
        SelfEvalError: R190, R191 the outline; F301 … F306 the file; F654 the outline is about something else, F655,
            F656 nothing, or too much, to report on.
    """
    target = (wanted or default_report(subject)).absolute()
    _check_name(target)
    _check_target(target, subject, force=force)
    plan = _chosen(subject, outline)
    report = compose(plan, subject.assessments, subject.project)
    data = write_report(report, _about(subject, plan), datetime.fromisoformat(clock.now()))
    with about_file(target):
        write_bytes(target, data, overwrite=force)
    return _written(target, plan, report)


def update(subject: Subject, document: Path, outline: str | None = None, wanted: Path | None = None, *,
           force: bool = False) -> WrittenReport:  # fmt: skip
    """Bring a report up to date, in place or, with `wanted`, as another file; what people wrote stays.

    Without `outline` the one of the document is taken, without a project in `subject` that of the document.

    Raises:
        SelfEvalError: F651 … F653 the document cannot be used; else as for `write_new`.
    """
    document = document.absolute()
    target = (wanted or document).absolute()
    _check_name(target)
    check_file(target, _inputs(subject), force=force or target == document)
    with about_file(document):
        data = _read(document)
        said = stand(data, document.name).record.about
        plan = _chosen(subject, outline or said.get("outline"))
        project = subject.project or said.get("project") or None
        report = compose(plan, subject.assessments, project)
        done = update_report(data, report, _about(subject, plan, project), document.name)
    if done.data != data or target != document:
        with about_file(target):
            write_bytes(target, done.data, overwrite=force or target == document)
    return _written(target, plan, report, done)


def project_of(assessment: Assessment, name: str) -> str:
    """The id of the project that a name, a code or a part of either means.

    Raises:
        SelfEvalError: F657 none or several.
    """
    names = {one.project.id: (one.project.id, one.project.code, one.project.title) for one in assessment.projects}
    exact = [found for found, shown in names.items() if key(name) in {key(text) for text in shown if text}]
    found = exact or [found for found, shown in names.items() if key(name) and any(key(name) in key(t) for t in shown)]
    if len(found) != 1:
        titles = "、".join(one.project.title for one in assessment.projects)
        text = msg("“{name}” means none of the projects, or several.", name=name)
        raise SelfEvalError(msg("Which project?"), text, msg("Projects: {names}", names=titles), "F657")
    return found[0]


def usual_outline(subject: Subject) -> str:
    """The outline that is taken where nobody names one."""
    if len(subject.assessments) > 1:
        return USUAL[Scope.UNITS]
    own = [one.project.whole_department for one in subject.assessments[0].projects]
    return USUAL[Scope.DEPARTMENT if own and all(own) else Scope.PROJECT]


def _inputs(subject: Subject) -> tuple[Path, ...]:
    return (*(source.path for source in subject.sources), *subject.inputs)


def _chosen(subject: Subject, outline: str | None) -> Outline:
    """The outline wanted, or the usual one; it must be about what there is."""
    plan = load_outline(outline or usual_outline(subject), pack_places(subject.workbook))
    if len(subject.assessments) > 1 and plan.scope is not Scope.UNITS:
        raise SelfEvalError(
            msg("Outline of one unit"),
            msg("The outline {id} is about one workbook; {count} were given.", id=plan.id,
                count=len(subject.assessments)),
            msg("Give one workbook, or an outline for several units, such as {id}.", id=USUAL[Scope.UNITS]),
            "F654",
        )  # fmt: skip
    return plan


def _check_target(target: Path, subject: Subject, *, force: bool) -> None:
    """As for every file; of a report that is there it is said how what people wrote in it is kept."""
    try:
        check_file(target, _inputs(subject), force=force)
    except SelfEvalError as error:
        if error.code == "F301":
            error.hint = msg(
                "Bring it up to date with --update {name}, which keeps what people wrote in it. {other}",
                name=target.name,
                other=error.hint,
            )
        raise


def _check_name(target: Path) -> None:
    refuse_name(target)
    if target.is_dir() or target.suffix.lower() != SUFFIX:
        raise SelfEvalError(
            msg("Not a file name"),
            msg("The report is a Word document; {name} is not the name of one.", name=target.name),
            msg("Give a name that ends in .docx."),
            "F305",
        )


def _read(document: Path) -> bytes:
    try:
        with patiently(lambda: document.open("rb")) as stream:
            return stream.read(MOST_BYTES + 1)  # one more is refused as too large
    except FileNotFoundError as error:
        text = msg("{path} is not there.", path=str(document))
        raise SelfEvalError(
            msg("File not found"), text, msg("Leave --update out to write a new report."), "F101"
        ) from error
    except OSError as error:
        raise os_fault(error, document) from error


def _about(subject: Subject, plan: Outline, project: str | None = None) -> dict[str, str]:
    pack = subject.assessments[0].pack
    return {
        "outline": plan.id,
        "outline_sha256": plan.sha256,
        "project": project or subject.project or "",
        "rules": f"{pack.id} {pack.version}",
        "source": "、".join(source.path.name for source in subject.sources),
        "source_sha256": " ".join(source.sha256 for source in subject.sources),
        "tool": f"selfeval {__version__}",
    }


def _written(target: Path, plan: Outline, report: Report, done: Updated | None = None) -> WrittenReport:
    bound = list(report.bound())
    gaps = done.gaps if done else sum(one.open for one in bound)
    unknown = sum(one.text == UNKNOWN for one in bound)
    followed = sum(not one.open for one in bound)
    happened = done.happened if done else ()
    return WrittenReport(target, plan, followed, gaps, unknown, done is not None, happened)
