"""One claim by its name, and the claims that repair it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from verify.discover import Discovery, discover
from verify.errors import SelectionError
from verify.run.lists import listed, selected


def one(name: str) -> Discovery:
    """Return the claim that a person named, alone; raise `SelectionError` unless it is one."""
    picked = selected([name])
    exact = [found for found in picked.found if found.id == name] or list(picked.found)
    if len(exact) > 1:
        own = Path(name).exists()  # an id of a person's own claims is not known by itself
        ids = [f"{_near(found.file)}::{found.name}" if own else found.id for found in exact[:8]]
        more = ", …" * (len(exact) > 8)
        raise SelectionError(
            f"{name!r} means {len(exact)} claims. Write one of: {', '.join(ids)}{more}"
        )
    if not exact:
        lines = "; ".join(str(problem) for problem in picked.problems)
        raise SelectionError(f"{name!r} cannot be read: {lines}")
    mine = [p for p in picked.problems if p.claim == exact[0].name and p.file == exact[0].file]
    return replace(picked, found=tuple(exact), problems=tuple(mine))


def twins(name: str, repaired: str) -> list[str]:
    """Return the ids of the claims that repair one: of its own source, or of its own file."""
    place = name.partition("::")[0]
    own = Path(place).exists() and "::" in name
    whole = discover([place]) if own else listed([repaired.partition(".")[0]])
    return [
        found.id for found in whole.found if repaired in (found.repairs, *found.also_repairs)
    ]


def _near(file: str) -> str:
    """Return the path of a file as a person here would write it."""
    here = Path.cwd()
    return str(Path(file).relative_to(here)) if Path(file).is_relative_to(here) else file
