"""What a batch is given, as single files: folders with all below them, patterns, lists of files, archives."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from selfeval.core.problems import NOTHING, Message, SelfEvalError, msg
from selfeval.core.records import dataclass
from selfeval.excel.book.kinds.encoding import decoded
from selfeval.held_file import patiently
from selfeval.real_path import exists
from selfeval.store.batch.seen import Stamp
from selfeval.store.faults import shown
from selfeval.workspace.batch.archives import is_archive, is_other_archive, members
from selfeval.workspace.batch.folder import WORK, is_out_folder
from selfeval.workspace.batch.remote import RemoteFile, is_remote, remote_files

LIST_MARK = "@"
"""Before the name of a file that lists files."""

_NONE = Stamp(0, 0)
_NAMES = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})
_BEGINNINGS = (".", "~$")
_ENDINGS = (".selfeval", ".selfeval.lock", ".toml", ".lnk")
_FOLDERS = frozenset({"__macosx"})


@dataclass(frozen=True, slots=True)
class Input:
    """One file to be read.

    Attributes:
        path: the file, or the archive that it lies in.
        shown: the path as every table names it, below the folder that all sources lie in: valid text, `/` between
            folders, and behind `!` the member of an archive.
        member: its name in the archive, as people read it; "" outside of archives.
        index: its place in the archive's directory, -1 outside of archives.
        code, refusal: why it is not even opened; nothing where it is.
        archive: the archive as the folder lists it, None outside of archives.
    """

    path: str
    shown: str
    stamp: Stamp
    member: str = ""
    index: int = -1
    code: str = ""
    refusal: Message = NOTHING
    archive: Stamp | None = None

    @property
    def remote(self) -> bool:
        """Whether it lies in a remote place, and is read through fsspec."""
        return is_remote(self.path)

    @property
    def name(self) -> str:
        """The name of the file itself."""
        return self.member.replace("\\", "/").rpartition("/")[2] if self.member else Path(self.path).name

    @property
    def identity(self) -> str:
        """What tells it from every other file of this computer."""
        path = self.path if self.remote else os.path.normcase(whole(self.path))
        return f"{path}!{self.index}" if self.member else path


def whole(path: str) -> str:
    """A path from the root, without `..`; links stay as they are."""
    return os.path.abspath(path)  # noqa: PTH100 - Path.resolve follows links


def all_inputs(sources: Sequence[str], out: Path | None) -> list[Input]:
    """Every file of these sources once, each folder in the order of names; nothing of the folder `out`, if any.

    Raises:
        SelfEvalError: F101 a source is not there, or a pattern matches nothing; F103 a list cannot be read.
    """
    lister = _Lister(root_of(sources), None if out is None else _identity(out))
    found: dict[str, Input] = {}
    for source in sources:
        for one in lister.of_source(source):
            found.setdefault(one.identity, one)
    return list(found.values())


def root_of(sources: Sequence[str]) -> str:
    """The folder that all sources lie in, "" where there is none, as on two drives."""
    try:
        own = [source for source in sources if not is_remote(source)]
        return os.path.commonpath([str(Path(whole(_plain_part(source))).parent) for source in own])
    except ValueError:
        return ""


def _plain_part(source: str) -> str:
    """A source without its mark, a pattern up to its first sign."""
    if exists(Path(source)):
        return source
    text = source.removeprefix(LIST_MARK)
    sign = next((place for place, char in enumerate(text) if char in "*?["), None)
    return text if sign is None else text[:sign] + "x"


class _Lister:
    """Lists files; `root` is the folder that their names are told from, `own` the one that is left out."""

    def __init__(self, root: str, own: tuple[int, int] | None) -> None:
        self._root, self._own = root, own

    def of_source(self, source: str) -> Iterator[Input]:
        """The files of one source."""
        path = Path(source)
        if is_remote(source):
            for one in remote_files(source):
                yield self._of_remote(one)
        elif source.startswith(LIST_MARK) and not exists(path):
            yield from self._of_list(Path(source.removeprefix(LIST_MARK)))
        elif os.path.lexists(path):
            yield from self._of_path(path)
        elif matches := sorted(glob.glob(source, recursive=True, include_hidden=True)):  # noqa: PTH207 - from the root
            for match in matches:
                yield from self._of_path(Path(match))
        else:
            raise SelfEvalError(
                msg("File not found"),
                msg("There is no file or folder {path}, and no file is named so.", path=shown(path)),
                msg("Check the spelling. A list of files is given as @list.txt."),
                "F101",
            )

    def _of_list(self, path: Path) -> Iterator[Input]:
        try:
            text, _ = decoded(patiently(path.read_bytes), path)
        except (OSError, UnicodeError) as error:
            raise SelfEvalError(
                msg("List not readable"),
                msg("The list of files {path} cannot be read.", path=shown(path)),
                msg("Give a text with the path of one file or folder a line."),
                "F103",
            ) from error
        for line in text.splitlines():
            if is_remote(name := line.strip().strip('"').strip()):
                yield from self.of_source(name)
            elif name:
                listed = path.parent / name
                yield from self._of_path(listed if os.path.lexists(listed) else Path(name))

    def _of_path(self, path: Path) -> Iterator[Input]:
        try:
            state = path.stat()
        except (OSError, ValueError):
            yield self._not_there(str(path))
            return
        if stat.S_ISDIR(state.st_mode):
            yield from self._of_folder(path)
        else:
            yield from self._of_file(str(path), state)

    def _of_folder(self, top: Path) -> Iterator[Input]:
        """Every file below a folder; links to folders are not followed, so that no circle is."""
        waiting = [str(top)]
        while waiting:
            folder = waiting.pop()
            if self._own is not None and _identity(Path(folder)) == self._own:
                continue
            try:
                with os.scandir(folder) as found:
                    entries = sorted(found, key=lambda entry: entry.name)
            except OSError:
                yield self._refused(folder, _NONE, "F103", msg("The folder {path} cannot be opened.", path=folder))
                continue
            if any(entry.name == WORK for entry in entries) and is_out_folder(Path(folder)):
                continue  # what another batch wrote is no form
            waiting += reversed([entry.path for entry in entries if entry.is_dir(follow_symlinks=False)])
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    yield from self._of_entry(entry)

    def _of_entry(self, entry: os.DirEntry[str]) -> Iterator[Input]:
        try:
            state = entry.stat()
        except OSError:
            yield self._not_there(entry.path)
            return
        if not stat.S_ISDIR(state.st_mode):
            yield from self._of_file(entry.path, state)

    def _of_file(self, path: str, state: os.stat_result) -> Iterator[Input]:
        stamp = Stamp.of(state)
        name = shown(Path(Path(path).name))
        if is_passed_over(self._below(path)):
            yield self._refused(path, stamp, "F701", _passed_over(name))
        elif not stat.S_ISREG(state.st_mode):
            yield self._refused(path, _NONE, "F102", msg("{file} is a device or a pipe.", file=name))
        elif is_other_archive(path):
            why = msg("{file} is an archive that is not read: unpack it, or pack it as .zip.", file=name)
            yield self._refused(path, stamp, "F705", why)
        elif is_archive(path):
            yield from self._of_archive(path, stamp)
        else:
            yield Input(path, self._shown(path), stamp)

    def _of_remote(self, one: RemoteFile) -> Input:
        """A remote file; archives are not opened there, as that would carry all of them over for every member."""
        name = one.address.rpartition("/")[2]
        code, why = "", NOTHING
        if is_passed_over(name):
            code, why = "F701", _passed_over(name)
        elif is_other_archive(one.address) or one.address.lower().endswith(".zip"):
            code, why = "F705", msg("{file} is an archive in a remote place: unpack it there.", file=name)
        return Input(one.address, one.address, one.stamp, code=code, refusal=why)

    def _of_archive(self, path: str, stamp: Stamp) -> Iterator[Input]:
        found = members(Path(path))
        if found.refusal:
            yield self._refused(path, stamp, "F705", found.refusal)
            return
        archive = self._shown(path)
        for member in found.members:
            passed = is_passed_over(member.name)
            code, why = ("F701", _passed_over(member.name)) if passed else (member.code, member.refusal)
            own = Stamp.at(member.size, stamp.modified)
            yield Input(path, f"{archive}!{member.name}", own, member.name, member.place, code, why, stamp)

    def _refused(self, path: str, stamp: Stamp, code: str, why: Message) -> Input:
        return Input(path, self._shown(path), stamp, code=code, refusal=why)

    def _not_there(self, path: str) -> Input:
        return self._refused(path, _NONE, "F101", msg("There is no file {file}.", file=shown(Path(path))))

    def _shown(self, path: str) -> str:
        return shown(Path(self._below(path))).replace(os.sep, "/")

    def _below(self, path: str) -> str:
        """The path below the root; the whole of it where it does not lie there."""
        own = whole(path)
        return os.path.relpath(own, self._root) if self._root and Path(own).is_relative_to(self._root) else own


def is_passed_over(path: str) -> bool:
    """Whether a file's name alone says that it is no form: files of the system, of open programs, rule packs."""
    *folders, name = path.replace("\\", "/").casefold().split("/")
    own = name.startswith(_BEGINNINGS) or name.endswith(_ENDINGS) or name in _NAMES
    return own or not _FOLDERS.isdisjoint(folders)


def _passed_over(name: str) -> Message:
    return msg("{file} is no form by its name: a file of the system, of an open program or a rule pack.",
               file=name)  # fmt: skip


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino
