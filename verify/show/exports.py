"""A run for other people's documents: a LaTeX table, BibTeX, a Markdown summary.

Strings of claims are escaped for the language they go into.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from verify import references
from verify.discover import Found
from verify.errors import SelectionError
from verify.run.compare import Snapshot, differences, passed_over, rewritten
from verify.run.snapshots import of_record
from verify.show.appendix import latex_table
from verify.show.words import shorten
from verify.verdict import Verdict

Record = Mapping[str, Any]
_WORDS = tuple(str(verdict) for verdict in sorted(Verdict, reverse=True))


def export(
    form: str, record: Record, found: Iterable[Found] = (), former: Snapshot | None = None
) -> str:
    """Return a run in one of the forms "latex", "bibtex", "markdown".

    `found` tell where the sources' bibliography lies. Raises `SelectionError` for another form
    and for a record that cannot be read.
    """
    forms: Mapping[str, Callable[[], str]] = {
        "latex": lambda: latex_table(record),
        "bibtex": lambda: bibtex(record, found),
        "markdown": lambda: markdown(record, former),
    }
    if form not in forms:
        raise SelectionError(f"{form!r} is no form of export. Write latex, bibtex or markdown.")
    try:
        return forms[form]()
    except (KeyError, TypeError, AttributeError) as error:
        text = f"{type(error).__name__}: {error}"
        raise SelectionError(f"the record cannot be read ({text}).") from None


def bibtex(record: Record, found: Iterable[Found] = ()) -> str:
    """Return the BibTeX entries of every source that a claim of a run names, by key."""
    files = {item.id: item.file for item in found}
    entries: dict[str, Mapping[str, str]] = {}
    missing: set[str] = set()
    for claim in record["claims"]:
        key = claim["source"]["key"] if claim["source"] else ""
        if not key or key in entries:
            continue
        bibliography = references.nearest(Path(files.get(claim["id"], "-")))
        known = references.read(bibliography).entries if bibliography else {}
        if key in known:
            entries[key] = known[key]
        else:
            missing.add(key)
    notes = [f"% no entry: {' '.join(key.split())}" for key in sorted(missing - entries.keys())]
    return "\n".join([*notes, *(_entry(key, entries[key]) for key in sorted(entries)), ""])


def markdown(record: Record, former: Snapshot | None = None) -> str:
    """Return a summary for a pull request: counts, what is unexpected, what changed."""
    claims = record["claims"]
    tried = [entry for entry in claims if entry["attempted"]]
    counts = Counter(entry["verdict"] for entry in tried)
    unexpected = [entry for entry in tried if not entry["met"]]
    lines = [f"### {len(tried)} claims, {len(tried) - len(unexpected)} as expected", ""]
    lines += ["| verdict | claims |", "|---|---|"]
    lines += [f"| {word} | {counts[word]} |" for word in _WORDS if counts[word]]
    if len(claims) > len(tried):
        lines.append(f"| not attempted | {len(claims) - len(tried)} |")
    if record.get("interrupted"):
        lines += ["", f"**Interrupted**: {len(record.get('unfinished', ()))} not finished."]
    lines += _section("Unexpected", map(_unexpected, unexpected))
    lines += _section("To be written differently", map(_problem, record.get("problems", ())))
    if former is not None and (changes := list(_changes(record, former))):
        lines += ["", f"#### Since {_md(former.name)}", "", *changes]
    return "\n".join([*lines, ""])


def _entry(key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if name != "type"]
    return "\n".join([f"@{fields['type']}{{{key},", *lines, "}", ""])


def _section(heading: str, lines: Iterable[str]) -> list[str]:
    shown = list(lines)
    return ["", f"#### {heading} ({len(shown)})", "", *shown] if shown else []


def _unexpected(entry: Mapping[str, Any]) -> str:
    because = _md(shorten(entry["because"], 200))
    verdicts = f"{_md(entry['verdict'])}, expected {_md(entry['expects'])}"
    return f"* {_code(entry['id'])}: {verdicts}. {because}"


def _problem(problem: Mapping[str, Any]) -> str:
    place = f"{problem['file']}:{problem['line']}"
    return f"* {_code(place)}: {_md(shorten(problem['message'], 300))}"


def _changes(record: Record, former: Snapshot) -> Iterator[str]:
    run = of_record(record, "this run")
    changed = differences(former, run)
    new = sum(one.before is None for one in changed)
    for one in changed:
        if one.before is not None:
            after = str(one.after.verdict) if one.after else "not there"
            yield f"* {one.change}: {_code(one.id)}: {one.before.verdict} → {after}"
    if new:
        yield f"* new: {_claims(new)}"
    if same := rewritten(former, run):
        names = ", ".join(map(_code, same[:20]))
        more = f" and {len(same) - 20} more" if len(same) > 20 else ""
        yield f"* rewritten, with the verdict as it was: {names}{more}"
    if left := passed_over(former, run):
        yield f"* not selected: {_claims(left)}"


def _claims(count: int) -> str:
    return "1 claim" if count == 1 else f"{count} claims"


def _code(text: object) -> str:
    """Return a text as code; a backtick in it would end it."""
    return f"`{' '.join(str(text).split()).replace('`', 'ˋ')}`"


def _md(text: object) -> str:
    """Return a text as Markdown shows it, whatever is in it, mentions and HTML included."""
    line = re.sub(r"([\\`*_{}\[\]()#+!|~$-])", r"\\\1", " ".join(str(text).split()))
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return line.replace("@", "@\u200b")
