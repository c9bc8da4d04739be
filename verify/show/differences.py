"""What changed between two runs, and what became of one claim over time, on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from verify.run.compare import Change, Difference, Entry, Snapshot, passed_over, rewritten
from verify.run.ledger import Header, Row
from verify.show.columns import Part, columns

_COLORS = {
    Change.LOST: "bold red",
    Change.WEAKENED: "red",
    Change.REFUTED: "red",
    Change.MISSING: "red",
    Change.SLOWER: "yellow",
    Change.STRONGER: "green",
    Change.REWRITTEN: "cyan",
    Change.NEW: "cyan",
}


def print_differences(
    console: Console, old: Snapshot, new: Snapshot, found: Sequence[Difference]
) -> None:
    """Print what changed, worst first, then the counts; of new claims, their number only."""
    shown = [one for one in found if one.change is not Change.NEW]
    if shown:
        rows: list[list[Part]] = [
            [
                (str(one.change), _COLORS[one.change]),
                (f"{one.id}\n{_explained(one)}", ""),
            ]
            for one in shown
        ]
        console.print(Text("\n").join(columns(rows, 1, console.width)))
        console.print()
    counts = Counter(one.change for one in found)
    text = ", ".join(f"{counts[change]} {change}" for change in sorted(counts))
    same = rewritten(old, new)
    text = text or ("no verdict changed" if same else "nothing changed")
    console.print(f"{old.name} → {new.name}: {text}")
    if same:
        console.print(f"rewritten, with the verdict as it was: {listed(same)}")
    left = passed_over(old, new)
    if left:
        claims = "1 claim" if left == 1 else f"{left} claims"
        console.print(f"{new.name} did not select {claims} of {old.name}")
    if old.effort != new.effort and old.effort and new.effort:
        before, after = effort_name(old.effort), effort_name(new.effort)
        console.print(f"the effort differs: {before}, then {after}")


def listed(names: Sequence[str], most: int = 8) -> str:
    """Return names as "a, b and 5 more"."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def print_history(console: Console, rows: Sequence[Row], runs: Mapping[int, Header]) -> None:
    """Print what each run said of one claim, oldest first."""
    heads = ("run", "when", "verdict", "time", "effort")
    table: list[list[Part]] = [[(name, "bold") for name in heads]]
    last: Row | None = None
    for row in rows:
        header = runs[row.run]
        cells = (
            str(row.run),
            f"{header.started[:16].replace('T', ' ')} ",
            f"{row.verdict if row.attempted else 'not attempted'} ",
            f"{row.seconds:.1f} s ",
            "\n".join([effort_name(header.effort), *_notes(row, last, runs)]),
        )
        table.append([(text, "") for text in cells])
        last = row
    console.print(Text("\n").join(columns(table, len(heads) - 1, console.width)))


def effort_name(effort: Mapping[str, Any]) -> str:
    """Return an effort as "quick, seed 0"."""
    from dataclasses import asdict

    from verify.effort import QUICK, THOROUGH

    bare = {key: value for key, value in effort.items() if key != "seed"}
    for name, known in (("quick", QUICK), ("whole", THOROUGH)):
        if bare == {key: value for key, value in asdict(known).items() if key != "seed"}:
            return f"{name}, seed {effort.get('seed', 0)}"
    return f"another, seed {effort.get('seed', 0)}"


def _notes(row: Row, last: Row | None, runs: Mapping[int, Header]) -> list[str]:
    notes = []
    if row.made_by != row.run:
        notes.append(f"taken from run {row.made_by}")
    if not row.settled:
        notes.append("cut off")
    if last is not None and last.content != row.content:
        notes.append("the claim was rewritten")
    if last is not None and runs[last.run].engine != runs[row.run].engine:
        notes.append("another engine")
    return notes


def _explained(one: Difference) -> str:
    if one.change is Change.SLOWER and one.before and one.after:
        return f"{one.before.seconds:.1f} s → {one.after.seconds:.1f} s"
    text = f"{_word(one.before)} → {_word(one.after)}"
    return f"{text}; rewritten" if one.rewritten else text


def _word(entry: Entry | None) -> str:
    if entry is None:
        return "not there"
    return str(entry.verdict) if entry.attempted else "not attempted"
