"""A fingerprint of what a claim says, the same wherever and whenever it is read."""

from __future__ import annotations

import hashlib
import math
import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from verify.claim import Assumption, Claim, Family, Unchecked
from verify.files.kin import Found
from verify.files.patience import limited
from verify.run.engine import content_of, python_files
from verify.run.spelling import Spelling

PATIENCE = 5.0
# Quantities write down a name and a fingerprint in place of the code that they hold.
_CODE = re.compile(r"\b(Opaque|Chance|Mean|Order|Measured)\(|^draws ", re.MULTILINE)


@dataclass(frozen=True)
class Fingerprint:
    """What a claim says, as a short text."""

    digest: str  # 16 hex digits
    holds_code: bool  # Python of its own, which the digest does not show


def digest(subject: Claim | Family | Unchecked) -> str:
    """Return 16 hex digits that change when statement, assumptions, controls, sizes or
    expected verdict change, and with nothing else.

    Names of variables, places in files, remarks and the reasons of links do not count.
    """
    return fingerprint(subject).digest


def fingerprint(
    subject: Claim | Family | Unchecked, spelling: Spelling | None = None
) -> Fingerprint:
    """Return the digest of a claim, and whether the claim holds code.

    A `spelling` that is shared remembers the expressions that claims have in common.
    """
    text = "\n".join(_lines(subject, spelling or Spelling()))
    mark = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Fingerprint(mark, _CODE.search(text) is not None)


class Code:
    """The content of the Python files around claims that were read before `since`."""

    def __init__(self, since: float = math.inf) -> None:
        self._since = since  # seconds since the epoch
        self._folders: dict[Path, str] = {}

    def around(self, file: str) -> str:
        """Return the content of the Python files of a file's package, or of its folder.

        When one was written since the claims were read, that is a content of its own.
        """
        folder = _top(Path(file))
        if folder not in self._folders:
            self._folders[folder] = self._content(folder)
        return self._folders[folder]

    def _content(self, folder: Path) -> str:
        try:
            files = python_files(folder)
            late = any(path.stat().st_mtime >= self._since for path in files)
            return _unread() if late else content_of(files, folder)
        except OSError:  # one is gone, or is nobody's to read
            return _unread()


def content(mark: Fingerprint, file: str, code: Code) -> str:
    """Return what the result of a claim depends on: its digest, often nothing else.

    A claim that holds Python of its own (an experiment, a law, an ensemble) depends on what
    that code does: the content of the Python files around it is added.
    """
    return f"{mark.digest}+{code.around(file)}" if mark.holds_code else mark.digest


def contents(found: Iterable[Found]) -> dict[str, str]:
    """Return for each claim, by id, what its result depends on.

    A family whose members cannot be written down, or not in `PATIENCE` seconds, gets a key of
    its own each time, which no earlier result has.
    """
    keys, spelling, code = {}, Spelling(), Code()
    for item in found:
        try:
            with limited(PATIENCE):
                keys[item.id] = content(fingerprint(item.subject, spelling), item.file, code)
        except Exception:  # the check says what is wrong with it, under limits of its own
            keys[item.id] = _unread()
    return keys


def _unread() -> str:
    return f"unread {uuid.uuid4().hex}"


def _top(file: Path) -> Path:
    """Return the folder of a file, of its whole package when it is in one."""
    folder = file.parent
    while (folder / "__init__.py").is_file() and (folder.parent / "__init__.py").is_file():
        folder = folder.parent
    return folder


def _lines(subject: Claim | Family | Unchecked, spelling: Spelling) -> Iterator[str]:
    if isinstance(subject, Unchecked):
        yield f"unchecked {subject.sentence!r} {subject.source} {subject.reason!r}"
    elif isinstance(subject, Family):
        for label, member in subject.members():
            yield f"member {label}"
            yield from _of_claim(member, spelling)
    else:
        yield from _of_claim(subject, spelling)


def _of_claim(claim: Claim, spelling: Spelling) -> Iterator[str]:
    spelled = spelling.spelled
    yield f"reading {claim.reading}"
    yield f"expects {claim.expects}"
    for obligation in claim.obligations():
        yield f"{obligation.part} {spelled(obligation.says)}"
    for letter, meaning in claim.where.items():
        yield f"where {spelled(letter)} {spelled(meaning)}"
    for assumption in claim.given:
        yield f"given {_assumption(assumption, spelling)} {assumption in claim.needs}"
        if assumption.draws is not None:
            yield f"draws {getattr(assumption.draws, 'name', '')!r}"
    for control in claim.controls:
        own = (
            None if control.given is None else [_assumption(a, spelling) for a in control.given]
        )
        yield f"control {control.name!r} {spelled(control.says)} {own}"
        for assumption in control.given or ():
            if assumption.draws is not None:
                yield f"draws {getattr(assumption.draws, 'name', '')!r}"
    for letter, values in claim.sizes.items():
        yield f"size {letter} {values}"


def _assumption(assumption: Assumption, spelling: Spelling) -> str:
    return f"{assumption.name!r} {spelling.spelled(assumption.says)}"
