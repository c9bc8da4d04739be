"""The page of findings, written from a recorded run when the site is built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from verify.discover import discover
from verify.errors import FlowproofError
from verify.files.kin import Found
from verify.references import describe, nearest, read
from verify.run.snapshots import read_record
from verify.show.atlas.details import letters, title
from verify.show.atlas.formulas import mathml, text
from verify.symbolic.sized import readable

HEAD = """# Findings

Sentences of the documents that are false as they stand, each with the witness that breaks it:
values of its letters that satisfy every assumption and not the formula. The page is written
from a recorded run: {count} of its {all} claims were refuted, as their authors expect.
`verify replay` evaluates every witness of a record again, and `verify show ID` tells all there
is about one claim.

| document | false sentences |
|---|---|
{table}
"""


def on_files(files: Any, config: Any) -> Any:
    """Add the page to the site; a run that is missing is said in one line."""
    path = Path(config.config_file_path).parent / config.extra["record"]
    try:
        record = read_record(path)
        known = {item.id: item for item in discover(record["selection"]).found}
    except FlowproofError as error:
        raise PluginError(f"No findings: {error} `make docs` records a run.") from None
    files.append(File.generated(config, "findings.md", content=findings(record, known)))
    return files


def findings(record: Mapping[str, Any], known: Mapping[str, Found]) -> str:
    """Return the refuted claims of a record in Markdown, source by source.

    `known` has the claims themselves, whose remarks and sources a record does not hold. A claim
    that was refuted against its author's expectation is no finding, and is left out.
    """
    claims = record["claims"]
    refuted = [claim for claim in claims if claim["verdict"] == "refuted" and claim["met"]]
    repaired: dict[str, list[Mapping[str, Any]]] = {}
    for claim in claims:
        for name in (claim["repairs"], *claim.get("also_repairs", ())):
            if name:
                repaired.setdefault(name, []).append(claim)
    sources: dict[str, list[Mapping[str, Any]]] = {}
    for claim in refuted:
        sources.setdefault(_key(claim), []).append(claim)
    entries = {key: _entry(key, here[0], known) for key, here in sources.items()}
    rows = (
        f"| [{escape(_title(key, entries[key]))}](#{escape(key)}) | {len(here)} |"
        for key, here in sources.items()
    )
    parts = [HEAD.format(count=len(refuted), all=len(claims), table="\n".join(rows))]
    for key, here in sources.items():
        title = escape(_title(key, entries[key]))
        parts.append(f"## {title} {{ #{escape(key)} }}\n\n{escape(describe(entries[key]))}\n")
        parts += [_finding(claim, known.get(claim["id"]), repaired) for claim in here]
    return "\n".join(parts)


def _finding(
    claim: Mapping[str, Any],
    found: Found | None,
    repaired: Mapping[str, Iterable[Mapping[str, Any]]],
) -> str:
    place = claim["source"]["where"] if claim["source"] else ""
    label = claim["id"].partition(".")[2]  # the heading above names the source
    heading = f'### {claim["id"]} {{ data-toc-label="{escape(label)}" }}\n'
    lines = [heading, f"*{escape(place)}*\n" if place else ""]
    lines.append(f"The sentence is\n\n{mathml(claim['statement'], display=True)}\n")
    if claim["assumptions"]:
        lines.append(f"assuming that {escape('; '.join(claim['assumptions']))}.\n")
    if found and found.claim:
        lines.append(f"{escape(letters(found.claim))}\n")
    witness = (
        readable(claim["witness"]) if claim["witness"] else "no letters: it fails as it stands"
    )
    lines.append(f"**Witness:** <code>{escape(witness)}</code>\n")
    if found and found.claim and found.claim.remark:
        lines.append(f"{text(found.claim.remark)}\n")
    if found and title(found.file):
        lines.append(f"It stands in `{_file(claim)}`: {escape(title(found.file))}\n")
    twins = [f"`{twin['id']}` ({twin['verdict']})" for twin in repaired.get(claim["id"], ())]
    if twins:
        lines.append(f"Repaired by {', '.join(twins)}.\n")
    return "\n".join(line for line in lines if line)


def _file(claim: Mapping[str, Any]) -> str:
    return str(claim["id"]).rpartition(".")[0]


def _key(claim: Mapping[str, Any]) -> str:
    return claim["source"]["key"] if claim["source"] else "without a source"


def _entry(key: str, claim: Mapping[str, Any], known: Mapping[str, Found]) -> Mapping[str, str]:
    found = known.get(claim["id"])
    bibliography = nearest(Path(found.file)) if found else None
    return (bibliography and read(bibliography).entries.get(key)) or {}


def _title(key: str, entry: Mapping[str, str]) -> str:
    return describe({"title": entry["title"]}).rstrip(".") if "title" in entry else key
