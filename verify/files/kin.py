"""How claims are known: their ids, and the ids of the claims they repair or rest on."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verify.claim import Claim, Family, Source, Unchecked
from verify.files.loading import SUBJECTS, Subject
from verify.files.patience import limited
from verify.verdict import Verdict


@dataclass(frozen=True)
class Found:
    """A claim and the id it is known by."""

    id: str
    subject: Subject
    file: str
    line: int
    claim: Claim | None = None  # itself, or the first member of a family; None: unchecked
    repairs: str | None = None  # the id of the claim it repairs
    uses: tuple[str, ...] = ()  # the ids of the claims it rests on
    also_repairs: tuple[str, ...] = ()  # the ids of the others, if it repairs several

    @property
    def name(self) -> str:
        """Return the variable."""
        return self.id.rpartition(".")[2]

    @property
    def reading(self) -> str | None:
        """Return how the sentence of the source is taken; `None` for an unchecked one."""
        return str(self.claim.reading) if self.claim else None

    @property
    def expects(self) -> Verdict | None:
        """Return the verdict the author expects; `None` for an unchecked sentence."""
        return self.claim.expects if self.claim else None

    @property
    def source(self) -> Source | None:
        """Return where the claim stands."""
        if isinstance(self.subject, Unchecked):
            return self.subject.source
        return self.claim.source if self.claim else None

    @property
    def assumptions(self) -> tuple[str, ...]:
        """Return the names of the assumptions."""
        return tuple(assumption.name for assumption in self.claim.given) if self.claim else ()


def related(
    name: str,
    subject: Subject,
    place: tuple[str, int],
    names: Mapping[int, str],
    package: str = "",
) -> tuple[Found, list[str]]:
    """Return a claim with the ids of its kin, and what is wrong with them.

    `names` gives the ids of the claims that were read, by the identity of the object. Ids of
    claims imported from `package` start below it.
    """
    claim, complaints = _face(subject)
    ids: dict[str, list[str]] = {"repairs": [], "uses": []}
    if claim is not None:
        for role, kin in (("repairs", claim.repaired), ("uses", claim.uses)):
            for one in kin if isinstance(kin, tuple | list) else (kin,):  # a text is one
                known = _id(one, names, package)
                if known is None:
                    complaints.append(_stray(role, one))
                else:
                    ids[role].append(known)
    first, also = next(iter(ids["repairs"]), None), tuple(ids["repairs"][1:])
    return Found(name, subject, *place, claim, first, tuple(ids["uses"]), also), complaints


def _face(subject: Subject) -> tuple[Claim | None, list[str]]:
    if isinstance(subject, Claim):
        return subject, []
    if not isinstance(subject, Family):
        return None, []
    size = ", ".join(f"{k}={v}" for k, v in subject.sizes[0].items())
    try:
        with limited():
            member = subject.at(0)
    except Exception as error:
        # The claim file's own code: whatever it raises is a fact about the file.
        text = str(error).removesuffix(".")
        return None, [f"its member at {size} cannot be made: {type(error).__name__}: {text}."]
    if not isinstance(member, Claim):
        return None, [f"its member at {size} is {member!r}. Return a Claim from it."]
    return member, []


def _id(subject: Any, names: Mapping[int, str], package: str) -> str | None:
    return names.get(id(subject)) or _foreign(subject, package)


def _foreign(subject: Any, package: str) -> str | None:
    """Return the id of a claim that was imported from a file nobody selected."""
    if not isinstance(subject, SUBJECTS):
        return None
    origin = Path(subject.origin[0])
    for module_name, module in sorted(sys.modules.items()):
        if Path(getattr(module, "__file__", None) or "") != origin:
            continue
        for variable, value in vars(module).items():
            if value is subject:
                return f"{module_name.removeprefix(package + '.')}.{variable}"
    return None


def _stray(role: str, subject: Any) -> str:
    if not isinstance(subject, SUBJECTS):
        return f"{role} holds {subject!r}, which is no claim. Name the claim's variable."
    return f"{role} names a claim that is bound to no variable. Give it a name of its own."
