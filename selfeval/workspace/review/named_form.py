"""The form that the tables of a batch name: where it lies on this computer, and what the batch was asked."""

from __future__ import annotations

from pathlib import Path

from selfeval.core.problems import SelfEvalError, msg
from selfeval.real_path import is_file, real_path
from selfeval.store.atomic import NAME_LIMIT, clipped
from selfeval.store.faults import os_fault, shown
from selfeval.workspace.batch.archives import extracted
from selfeval.workspace.batch.folder import OutFolder, Request
from selfeval.workspace.batch.inputs import root_of
from selfeval.workspace.batch.remote import is_remote

_INSIDE = "!"
"""Between an archive and its member, in the names that the tables of a batch give; also a sign like any other."""


def place_in_batch(root: Path, name: str) -> tuple[Path, str]:
    """The path of a file that the tables name, below the folder of all sources; of a member its archive and its name.

    Whether it is there still is not said: where nothing is, the name alone tells an archive from a file.

    Raises:
        SelfEvalError: F716 it lies in a remote place.
    """
    if is_remote(name):
        raise remote_form(name)
    pieces = name.split(_INSIDE)
    for count in range(len(pieces), 0, -1):
        path = root / _INSIDE.join(pieces[:count])
        if is_file(path):
            return path, _INSIDE.join(pieces[count:])
    end = name.lower().find(f".zip{_INSIDE}") + len(".zip")
    return (root / name[:end], name[end + 1 :]) if end >= len(".zip") else (root / name, "")


def remote_form(address: str) -> SelfEvalError:
    """F716: it is not carried over to be looked at."""
    return SelfEvalError(
        msg("Remote file"),
        msg("{name} lies in a remote place and is not opened here.", name=address),
        msg("Copy it to this computer, then name the file itself."),
        "F716",
    )


def unpacked_form(archive: Path, index: int | None, member: str, folder: Path) -> Path:
    """A form out of an archive, as a file of its own name in a folder.

    Raises:
        SelfEvalError: F101 the archive is gone; F705 it has no such member (`index` is None), or a damaged one.
    """
    try:
        data = extracted(archive, index) if index is not None else None
    except OSError as error:
        raise os_fault(error, archive) from error
    if data is None:
        raise SelfEvalError(
            msg("Not in the archive"),
            msg("{file} cannot be taken out of its archive.", file=f"{shown(archive)}{_INSIDE}{member}"),
            msg("Unpack the archive, then name the file."),
            "F705",
        )
    path = folder / clipped(Path(member.replace("\\", "/")).name, NAME_LIMIT)
    path.write_bytes(data)
    return path


def named_form(name: str, out: Path) -> tuple[Path, Request]:
    """The file of this name in the tables of a batch, or of this path, and what that batch was asked.

    Raises:
        SelfEvalError: F713 no batch wrote the folder, F101 the file is not there any more, F705 it lies in an archive,
            F716 in a remote place.
    """
    request = OutFolder(out).earlier()
    if request is None:
        raise SelfEvalError(
            msg("Not a batch"),
            msg("{path} is no folder that a batch wrote.", path=shown(out)),
            msg("Give the folder that was named with -o of “selfeval batch”."),
            "F713",
        )
    root = Path(root_of(request.sources))
    found, member = place_in_batch(root, name)
    if not is_file(found) and is_file(Path(name)) and real_path(Path(name)).is_relative_to(real_path(root)):
        found, member = Path(name), ""  # named from the working folder, as files are anywhere else
    if member:
        raise SelfEvalError(
            msg("Inside an archive"),
            msg("{name} lies in an archive; its review needs a file of its own.", name=name),
            msg("Unpack the archive, then name the file."),
            "F705",
        )
    if not is_file(found):
        raise SelfEvalError(
            msg("File not found"),
            msg("The batch has no {name}, or it was moved since: {path}.", name=name, path=shown(found)),
            msg("Name it as the tables of the batch do; a file that was moved without --batch."),
            "F101",
        )
    return found, request
