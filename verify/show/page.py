"""One claim in full: what it says, where it stands, how it was shown, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from verify import references
from verify.claim import Assumption, Claim, Source, Unchecked
from verify.discover import Found
from verify.kinds import quantities_of
from verify.result import AblationResult, Result
from verify.run.ablation import AblationTable
from verify.run.session import Outcome
from verify.show.columns import Part, columns, print_indented
from verify.show.statements import plain, point, pretty, worst
from verify.show.words import COLORS, shorten
from verify.symbolic.texts import typeset
from verify.verdict import Evidence, Step, Witness

NONE_ENOUGH = (
    "enough: not even all of them together are shown to be. `verify run` says whether the "
    "claim itself is refuted, or open."
)
_LONG = 600  # characters of a step that are shown without --full


def print_claim(
    console: Console, outcome: Outcome, twins: Sequence[str] = (), full: bool = False
) -> None:
    """Print everything a run found out about one claim; `twins` are the ids that repair it.

    Long steps of a derivation are cut, and queries of a solver left out, unless `full`.
    """
    found, result = outcome.found, outcome.result
    assert isinstance(found, Found)  # a card has no expressions to show
    _title(console, outcome)
    _line(console, "repairs", found.repairs)
    for other in found.also_repairs:
        _line(console, "repairs", other)
    for twin in twins:
        _line(console, "repaired by", twin)
    for used in found.uses:
        _line(console, "rests on", used)
    if isinstance(found.subject, Unchecked):
        _source(console, found.subject.source, found.file)
        _block(console, "Sentence", found.subject.sentence)
        _block(console, "Why it is not checked", found.subject.reason)
        return
    if found.claim is not None:
        _source(console, found.claim.source, found.file)
        _statement(console, found.claim)
    _derivation(console, found.claim, result, full)
    _evidence(console, result)
    _guards(console, result)
    if result.witness is not None:
        _block(console, "Witness", point(result.witness, 2000))
    if found.claim is not None and found.claim.remark:
        _block(console, "Remark", found.claim.remark)
    _rests(console, found)


def _rests(console: Console, found: Found) -> None:
    """Print what the claims say that this one rests on; each has a verdict of its own."""
    if found.claim is None or len(found.claim.uses) != len(found.uses):
        return
    for name, used in zip(found.uses, found.claim.uses, strict=True):
        if isinstance(used, Claim):
            lines = [*_spelled(used, console.width - 4), "", used.remark]
            _block(console, f"Rests on {name}", "\n".join(lines).rstrip())


def _title(console: Console, outcome: Outcome) -> None:
    found, result = outcome.found, outcome.result
    text = Text(found.id, style="bold")
    if result.attempted:
        text.append("  ")
        text.append(str(result.verdict), style=COLORS[result.verdict])
        text.append(" ✓" if outcome.met else f" ✗ expected {outcome.expects}")
    console.print(text)
    _line(console, "because", result.because)
    _line(console, "scope", result.scope)
    if outcome.transitive.through:
        _line(console, "through", f"{outcome.transitive.through}: {outcome.transitive.verdict}")
    _line(console, "reading", found.reading)
    _line(console, "place", f"{found.file}:{found.line}")


def _line(console: Console, name: str, text: str | None) -> None:
    if text:
        print_indented(console, Text.assemble((f"{name}: ", "dim"), text), 2, 2)


def _block(console: Console, heading: str, text: str, hang: int = 0) -> None:
    console.print()
    console.print(Text(heading, style="bold"))
    print_indented(console, Text(text), 2, hang)


def _source(console: Console, source: Source | None, file: str) -> None:
    if source is None:
        return
    bibliography = references.nearest(Path(file))
    entry = references.read(bibliography).entries.get(source.key) if bibliography else None
    text = f"{source.where}\n{references.describe(entry) if entry else source.key}"
    _block(console, "Source", text)


def _statement(console: Console, claim: Claim) -> None:
    _block(console, "Statement", "\n".join(_spelled(claim, console.width - 4)))
    quantities = quantities_of(claim.statement)
    if quantities:
        _block(console, "Where", "\n".join(f"{one} is {one.words}" for one in quantities), 2)
    if claim.given:
        needed = {assumption.name for assumption in claim.needs}
        lines = [_assumption(assumption, needed) for assumption in claim.given]
        _block(console, "Assumptions", "\n".join(lines), 2)
    if claim.where:
        lines = [f"{letter} = {plain(meaning)}" for letter, meaning in claim.where.items()]
        _block(console, "Definitions", "\n".join(lines), 2)


def _spelled(claim: Claim, width: int) -> Iterator[str]:
    if not claim.chain:
        yield pretty(claim.statement, width)
        return
    yield pretty(claim.start, width)
    for link in claim.chain:
        yield f"{link.sign.replace('==', '=')} {link.because}".rstrip()
        yield pretty(link.expression, width)


def _assumption(assumption: Assumption, needed: set[str]) -> str:
    mark = "  (needed)" if assumption.name in needed else ""
    return f"{assumption.name}: {plain(assumption.says)}{mark}"


def _derivation(console: Console, claim: Claim | None, result: Result, full: bool) -> None:
    closed = [item for item in result.evidence if item.steps]
    if not closed:
        return
    console.print()
    console.print(Text("Derivation", style="bold"))
    chain = claim.chain if claim else ()
    reasons = {f"line {k}": link.because for k, link in enumerate(chain, 1)}
    for item in closed:
        reason = reasons.get(item.part.rpartition(": ")[2], "")
        head = ", ".join(word for word in (item.part, item.check, str(item.verdict)) if word)
        print_indented(console, Text(f"{head}{f': {reason}' if reason else ''}"), 2, 2)
        for step in item.steps:
            _step(console, step, full)


def _step(console: Console, step: Step, full: bool) -> None:
    text = Text()
    if step.says:
        says = typeset(step.says)
        text.append(says if full else shorten(says, _LONG)).append("\n")
    text.append(f"by {step.method}", style="dim")
    print_indented(console, text, 4)
    if full and step.language != "text":  # a program: no line of it is folded
        console.print(Text(step.identity.strip(), style="cyan"), soft_wrap=True)
    elif told := identity(step, full):
        print_indented(console, Text(told, style="cyan"), 4)


def identity(step: Step, full: bool = False) -> str:
    """Return what a step came down to; without `full`, no query and no more than fits."""
    text = step.identity.strip()
    if step.language == "smt2" and not full:
        return f"(the query: {len(text)} characters of SMT-LIB, shown with --full)"
    text = typeset(text) if step.language == "text" else text
    if full or len(text) <= _LONG:
        return text
    shown = text[:_LONG].rpartition("\n" if "\n" in text[:_LONG] else " ")[0]
    return f"{shown}\n… {len(text) - len(shown)} more characters, shown with --full"


def _evidence(console: Console, result: Result) -> None:
    if not result.evidence:
        return
    console.print()
    console.print(Text("Evidence", style="bold"))
    rows: list[list[Part]] = []
    for item in result.evidence:
        check = f"{item.check} (guard)" if item.guard else item.check
        verdict = (f" {item.verdict} ", COLORS[item.verdict])
        rows.append([(check, ""), verdict, (_said(item, result.witness), "")])
    _table(console, rows)


def _table(console: Console, rows: Sequence[Sequence[Part]]) -> None:
    lines = list(columns(rows, len(rows[0]) - 1, console.width - 2))
    for line in lines:
        console.print(Text("  ") + line, no_wrap=True)


def _said(item: Evidence, shown: Witness | None) -> str:
    """Return what a route found; the witness that is `shown` below is not written twice."""
    lines = [f"{item.part}: {item.because}" if item.part else item.because]
    counts = [f"{item.tried} tried"] * bool(item.tried)
    counts += [f"{item.undecided} undecided"] * bool(item.undecided)
    notes = [item.scope * (item.scope not in item.because), *counts]
    if any(notes):
        lines.append("; ".join(note for note in notes if note))
    if item.witness is not None and item.witness != shown:
        lines.append(point(item.witness))
    if item.worst is not None and item.witness is None:
        lines.append(f"worst point: {worst(item.worst)}")
    return "\n".join(lines)


def _guards(console: Console, result: Result) -> None:
    if result.controls:
        lines = []
        for control in result.controls:
            fell = "fell" if control.fell else "STANDS"
            why = point(control.witness) if control.witness else control.because
            lines.append(f"{fell}: {control.name}\n    {why}")
        _block(console, "Controls: false twins that must fall", "\n".join(lines), 2)
    if result.ablation:
        lines = [f"{row.assumption}: {_dropped(row)}" for row in result.ablation]
        _block(console, "Needs: what breaks when an assumption is dropped", "\n".join(lines), 2)


def _dropped(row: AblationResult) -> str:
    return f"{row.result}; {point(row.witness) if row.witness else row.because}"


def print_ablation(console: Console, found: Found, answer: AblationTable) -> None:
    """Print what happens to a claim when each assumption is dropped."""
    console.print(Text(found.id, style="bold"))
    if not answer.rows:
        print_indented(console, Text("It makes no assumptions."), 2)
        return
    colors = {"needed": "green", "not needed": "red"}
    rows: list[list[Part]] = [[("answer", "bold"), ("dropped", "bold")]]
    for row in answer.rows:
        why = f"breaks at {point(row.witness)}" if row.witness else row.because
        style = colors.get(row.result, "yellow")
        rows.append([(f"{row.result} ", style), (f"{row.assumption}\n{why}", "")])
    _table(console, rows)
    for kept in answer.minimal:
        names = ", ".join(repr(name) for name in kept) or "no assumption at all"
        print_indented(console, Text(f"enough: {names}"), 2, 2)
    if not answer.minimal:  # of a false claim, too, each assumption may be "needed"
        print_indented(console, Text(NONE_ENOUGH), 2, 2)
