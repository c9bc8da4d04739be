"""What the pages of an atlas show: the claims of a record, with their kin, details, changes."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from verify.discover import Found
from verify.errors import SelectionError
from verify.files.places import package_folder
from verify.run.compare import Snapshot, differences
from verify.run.digest import digest
from verify.run.snapshots import of_record
from verify.show.atlas.details import Detail, detail
from verify.verdict import Verdict


@dataclass(frozen=True)
class Leaf:
    """One claim of a run, ready to be shown."""

    entry: Mapping[str, Any]  # as the record has it
    slug: str  # the name of its page's file
    detail: Detail | None  # None: its file was not named, or states it otherwise now
    found: Found | None
    stale: bool  # its file states it otherwise now
    change: str = ""  # what became of it since the baseline
    used_by: tuple[str, ...] = ()
    repaired_by: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return the id of the claim."""
        return str(self.entry["id"])

    @property
    def verdict(self) -> str:
        """Return the verdict in a word, "not attempted" for a sentence no program checks."""
        return str(self.entry["verdict"]) if self.entry["attempted"] else "not attempted"

    @property
    def transitive(self) -> str:
        """Return the verdict that counts the claims it rests on."""
        return str(self.entry["transitive"]) if self.entry["attempted"] else "not attempted"

    @property
    def title(self) -> str:
        """Return the sentence its file begins with."""
        return self.detail.title if self.detail else ""

    @property
    def group(self) -> str:
        """Return the id of the file it stands in."""
        return self.id.rpartition(".")[0]

    @property
    def command(self) -> str:
        """Return the command that replays its witnesses, to be given in the atlas's folder."""
        own = f" {self.own_file}" if self.own_file else ""
        return f"verify replay records/{self.slug}.json{own}"

    @property
    def own_file(self) -> str:
        """Return the path of a person's own claim file from where it ran, "" of what ships."""
        return "" if self.detail is None or self.detail.native else self.detail.file

    @property
    def named(self) -> str:
        """Return what names the claim to a command."""
        return f"{self.own_file}::{self.id.rpartition('.')[2]}" if self.own_file else self.id


def leaves(
    record: Mapping[str, Any], found: Iterable[Found], baseline: Snapshot | None = None
) -> list[Leaf]:
    """Return the claims of a record by id; `found` are those whose files may be read.

    Raises `SelectionError` when the record is not one.
    """
    known = {item.id: item for item in found}
    now = of_record(record, "the record")
    changes = differences(baseline, now) if baseline else []
    changed = {one.id: str(one.change) for one in changes}
    try:
        entries = sorted(record["claims"], key=lambda entry: str(entry["id"]))
        users, repairers = _kin(entries)
        slugs = _slugs([str(entry["id"]) for entry in entries])
        return [_leaf(entry, slugs, known, changed, (users, repairers)) for entry in entries]
    except (KeyError, TypeError, AttributeError) as error:
        text = f"{type(error).__name__}: {error}"
        raise SelectionError(f"the record cannot be read ({text}).") from None


def _leaf(
    entry: Mapping[str, Any],
    slugs: Mapping[str, str],
    known: Mapping[str, Found],
    changed: Mapping[str, str],
    kin: tuple[Mapping[str, list[str]], Mapping[str, list[str]]],
) -> Leaf:
    name = str(entry["id"])
    item = known.get(name)
    # A check that did not come back left no digest to compare.
    stale = (
        item is not None and bool(entry["digest"]) and digest(item.subject) != entry["digest"]
    )
    shown = None if item is None or stale else item
    return Leaf(
        entry,
        slugs[name],
        detail(shown, package_folder("proofs")) if shown else None,
        shown,
        stale,
        changed.get(name, ""),
        tuple(kin[0].get(name, ())),
        tuple(kin[1].get(name, ())),
    )


def _kin(
    entries: Sequence[Mapping[str, Any]],
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    users: dict[str, list[str]] = defaultdict(list)
    repairers: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for used in entry["uses"]:
            users[used].append(entry["id"])
        for repaired in repaired_by(entry):
            repairers[repaired].append(entry["id"])
    return users, repairers


def repaired_by(entry: Mapping[str, Any]) -> list[str]:
    """Return the ids of the claims that one of a record repairs."""
    return [name for name in (entry["repairs"], *entry.get("also_repairs", ())) if name]


def _slugs(ids: Sequence[str]) -> dict[str, str]:
    """Return a file name for each id: one that every system can hold, and no two alike."""
    lowered = Counter(name.lower() for name in ids)
    return {name: _slug(name, lowered[name.lower()] > 1) for name in ids}


def _slug(name: str, shared: bool) -> str:
    plain = re.sub(r"[^A-Za-z0-9_.-]", "_", name).strip(".")[:120]
    if plain == name and not shared:
        return name
    return f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


ORDER = tuple(str(verdict) for verdict in sorted(Verdict, reverse=True))
MEANINGS: Mapping[str, str] = {
    "proved": "exact or symbolic; the scope says for which sizes",
    "certified": "rigorous on the whole stated region, or for a whole finite family",
    "supported": "rigorous arithmetic found no violation at the points tried",
    "observed": "floating point saw no violation",
    "undecided": "nothing established: the reason says what is missing",
    "vacuous": "the assumptions are shown to contradict each other",
    "refuted": "a witness satisfies every assumption and breaks the statement, replayed in "
    "exact or ball arithmetic (of a sampled chance or mean: at confidence 1 - 10⁻⁹)",
    "not attempted": "a sentence that no program can check, listed with the reason",
}
