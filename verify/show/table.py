"""A run on the terminal: every claim in two lines, the unexpected ones last, worst first."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from verify.files.cards import Listed
from verify.files.places import package_folder
from verify.files.problems import Problem
from verify.kill_rates import kill_rates
from verify.show.columns import Part, columns, print_indented
from verify.show.words import COLORS, cited, duration, shorten
from verify.verdict import Verdict

if TYPE_CHECKING:
    from verify.run.session import Outcome, Run


def print_run(console: Console, run: Run, seconds: float) -> None:
    """Print what became of every claim, then the problems and the counts."""
    attempted = [outcome for outcome in run.outcomes if outcome.result.attempted]
    expected = [outcome for outcome in attempted if outcome.met]
    unexpected = sorted(
        (o for o in attempted if not o.met and not _is_problem(o, run.problems)),
        key=lambda o: o.result.verdict,
    )
    left = [outcome for outcome in run.outcomes if not outcome.result.attempted]
    if expected:
        console.print(outcome_lines(expected, console.width))
    if left:
        _heading(console, f"Not attempted ({len(left)})")
        console.print(outcome_lines(left, console.width, most=400))
    _print_mutants(console, attempted)
    if unexpected:
        _heading(console, f"Unexpected ({len(unexpected)}), worst first")
        console.print(outcome_lines(unexpected, console.width, most=2000))
        weaker = [o for o in unexpected if Verdict.REFUTED < o.result.verdict < o.expects]
        open_ones = [o for o in weaker if all(c.fell for c in o.result.controls)]
        if len(open_ones) < len(weaker):
            text = "A control has to be refuted: where one stands, try a bolder false twin."
            console.print(Text(text, style="dim"))
        if open_ones:
            text = f"`verify show {_address(open_ones[0])}` says why no route went further."
            console.print(Text(text, style="dim"))
    print_problems(console, run.problems)
    console.print()
    console.print(summary(run, seconds))


def _is_problem(outcome: Outcome, problems: Sequence[Problem]) -> bool:
    """Tell whether a problem says already why a claim did not get what it expects."""
    place = (outcome.found.file, outcome.found.name)
    because = outcome.result.because.removesuffix(".")
    return any((p.file, p.claim) == place and because in p.message for p in problems)


def _address(outcome: Outcome) -> str:
    """Return what `verify show` takes: an id that ships, or one's own file and the variable."""
    shipped, file = package_folder("proofs"), Path(outcome.found.file).resolve()
    if shipped is not None and file.is_relative_to(shipped):
        return outcome.found.id
    return shlex.quote(f"{os.path.relpath(file)}::{outcome.found.name}")


def _heading(console: Console, text: str) -> None:
    console.print()
    console.print(Text(text, style="bold"))


def outcome_lines(outcomes: Iterable[Outcome], width: int, most: int = 0) -> Text:
    """Return claims line by line: mark, verdict, id and what it rests on, reading, time.

    `most` bounds the characters of the explanation; 0 fits it to two lines.
    """
    room = most or 2 * max(width - 36, 20)
    rows = [_row(outcome, room) for outcome in outcomes]
    return Text("\n").join(columns(rows, 2, width, right=True))


def _row(outcome: Outcome, room: int) -> list[Part]:
    result, tried = outcome.result, outcome.result.attempted
    return [
        _mark(outcome),
        (str(result.verdict), COLORS[result.verdict]) if tried else ("—", "dim"),
        ("\n".join([outcome.found.id, *_details(outcome, room)]), ""),
        (outcome.found.reading or "", "dim"),
        (duration(result.seconds) if tried else "", "dim"),
    ]


def _mark(outcome: Outcome) -> Part:
    if not outcome.result.attempted:
        return "-", "dim"
    return ("✓", "green") if outcome.met else ("✗", "bold red")


def _details(outcome: Outcome, room: int) -> list[str]:
    from verify.show.statements import point  # brings SymPy
    from verify.symbolic.sized import readable

    result = outcome.result
    lines = []
    if not outcome.met:
        lines.append(f"expected {outcome.expects}")
    if result.witness is not None and result.verdict is Verdict.REFUTED:
        lines.append(shorten(point(result.witness, room), room))
        if not outcome.met and readable(result.witness.values) not in result.because:
            lines.append(shorten(result.because, room))
    elif result.verdict > Verdict.UNDECIDED and outcome.met:
        lines.append(shorten(result.scope or result.because, room))
    else:
        first = result.because.partition("\n")[0].rstrip(":")  # a table may follow: see `show`
        lines.append(shorten(first.removeprefix("not attempted: "), room))
    weakest = outcome.transitive
    if weakest.through:
        lines.append(shorten(f"rests on {weakest.through}: {weakest.verdict}", room))
    return [line for line in lines if line]


def _print_mutants(console: Console, outcomes: Sequence[Outcome]) -> None:
    closed = [outcome for outcome in outcomes if outcome.result.verdict > Verdict.UNDECIDED]
    mutants = [mutant for outcome in closed for mutant in outcome.result.mutants]
    if not mutants:
        return
    fates = Counter(mutant.fate for mutant in mutants)
    false = len(mutants) - fates["true"]
    alike = fates["not told apart by sampling"]
    caught = false - fates["survived"] - alike
    _heading(console, "Mutants: small false variations of the claims")
    console.print(
        f"{caught} of {false} were refuted or no longer passed; {fates['true']} more are "
        f"true as well." + f" {alike} are not told apart by sampling." * bool(alike)
    )
    for rate in kill_rates(mutants):
        share = f"{rate.killed}/{rate.total} ({rate.killed / rate.total:.0%})"
        console.print(f"  {rate.checker}: {share}")
    for outcome in closed:
        for mutant in outcome.result.mutants:
            if mutant.fate == "survived":
                text = f"  survived: {outcome.found.id}, {mutant.name}: {mutant.because}"
                console.print(Text(shorten(text, 300), style="yellow"))


def print_problems(console: Console, problems: Sequence[Problem]) -> None:
    """Print what has to be written differently, file and line first."""
    if not problems:
        return
    _heading(console, f"To be written differently ({len(problems)})")
    for problem in problems:
        name = f" {problem.claim}" if problem.claim else ""
        console.print(Text(f"{problem.file}:{problem.line}{name}", style="red"), soft_wrap=True)
        print_indented(console, Text(problem.message), 2)


def summary(run: Run, seconds: float) -> Text:
    """Return the counts per verdict, best first, in one line."""
    attempted = [outcome for outcome in run.outcomes if outcome.result.attempted]
    counts = Counter(outcome.result.verdict for outcome in attempted)
    text = Text(f"{len(attempted)} {'claim' if len(attempted) == 1 else 'claims'}: ")
    for place, verdict in enumerate(sorted(counts, reverse=True)):
        text.append(", " if place else "")
        text.append(f"{counts[verdict]} {verdict}", style=COLORS[verdict])
    met = sum(outcome.met for outcome in attempted)
    text.append(f"; {met} as expected" if attempted else "none")
    if met < len(attempted):
        text.append(f", {len(attempted) - met} not", style="bold red")
    if len(run.outcomes) > len(attempted):
        text.append(f"; {len(run.outcomes) - len(attempted)} not attempted")
    if run.taken:
        text.append(f"; {len(run.taken)} taken from the ledger")
    if run.problems:
        count = len(run.problems)
        text.append(f"; {count} {'problem' if count == 1 else 'problems'}", style="bold red")
    rest = sum(_rests_on_false(outcome) for outcome in attempted)
    if rest:
        rests = "rests" if rest == 1 else "rest"
        text.append(f"; {rest} {rests} on a refuted claim", style="yellow")
    if run.unfinished:
        text.append(f"; interrupted, {len(run.unfinished)} not finished", style="bold red")
        text.append(" (--resume goes on)")
    return text.append(f". {duration(seconds)}")


def _rests_on_false(outcome: Outcome) -> bool:
    held = outcome.result.verdict > Verdict.UNDECIDED
    return held and outcome.transitive.verdict is Verdict.REFUTED


def list_lines(found: Iterable[Listed], width: int) -> Text:
    """Return the claims with their expected verdicts, readings and sources."""
    head: list[Part] = [("expects", "bold"), ("claim", "bold"), ("reading", "bold")]
    rows = [head, *map(_listed, found)]
    return Text("\n").join(columns(rows, 1, width))


def _listed(item: Listed) -> list[Part]:
    expects = ("unchecked", "dim")
    if item.expects is not None:
        expects = (str(item.expects), COLORS[item.expects])
    place = [cited(item.source)] if item.source else []
    return [expects, ("\n".join([item.id, *place]), ""), (item.reading or "", "dim")]
