"""The pages of an atlas, from a run's record.

Every string of a claim is escaped; the pages forbid themselves, by their content policy, to
load anything that is not beside them.
"""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2

from verify.discover import Found
from verify.effort import QUICK
from verify.errors import SelectionError
from verify.kill_rates import kill_rates
from verify.result import MutantResult
from verify.run.compare import Snapshot
from verify.show.atlas.drawings import drawings
from verify.show.atlas.folders import check, put
from verify.show.atlas.formulas import jointed, mathml, running, text
from verify.show.atlas.graph import graph
from verify.show.atlas.leaves import MEANINGS, ORDER, Leaf, leaves
from verify.show.words import duration
from verify.symbolic.sized import readable
from verify.verdict import Verdict

_STATIC = ("atlas.css", "atlas.js")
_BOUNDS = {
    "points": "exact points, replayed rigorously",
    "batch": "points a sweep in floating point",
    "descents": "descents from the worst points of a sweep",
    "boundaries": "borders of assumptions searched on their own",
    "draws": "draws that estimate a chance or a mean",
    "bits": "most bits of a ball",
    "smt": "z3 resource units a query",
    "boxes": "boxes of a subdivision",
    "refute": "a prover without a proof looks for a counterexample",
    "mutants": "automatic mutants a claim",
}


def write_atlas(
    folder: Path,
    record: Mapping[str, Any],
    found: Iterable[Found] = (),
    baseline: Snapshot | None = None,
) -> int:
    """Write the atlas of a run into a folder, and return the number of claims in it.

    `found` are the claims as their files state them: those of the record that are not among
    them, or are stated otherwise now, get a page without formulas of assumptions and without
    pictures. Raises `SelectionError` for a folder that is not an atlas's, and for a record that
    cannot be read; nothing is written then.
    """
    check(folder)
    shown = leaves(record, found, baseline)
    try:
        pages = _pages(record, shown, baseline)
    except (jinja2.UndefinedError, KeyError, TypeError, ValueError, AttributeError) as error:
        text_ = f"{type(error).__name__}: {error}"
        raise SelectionError(f"the record cannot be read ({text_}).") from error
    put(folder, pages)
    return len(shown)


def _pages(
    record: Mapping[str, Any], shown: Sequence[Leaf], baseline: Snapshot | None
) -> dict[str, str | bytes]:
    environment = _environment()
    common = _common(record, shown, baseline)
    pages: dict[str, str | bytes] = {
        name: environment.get_template(name).render(**common, root="", page=name)
        for name in ("graph.html", "run.html")
    }
    claim_page = environment.get_template("claim.html")
    for place, leaf in enumerate(shown):
        around = {
            "before": shown[place - 1] if place else None,
            "after": shown[place + 1] if place + 1 < len(shown) else None,
        }
        page = claim_page.render(
            **common, **around, leaf=leaf, drawings=drawings(leaf), root="../", page="claim"
        )
        pages[f"claims/{leaf.slug}.html"] = page
        pages[f"records/{leaf.slug}.json"] = _json({**record, "claims": [leaf.entry]})
    static = files("verify.show.atlas") / "static"
    pages |= {name: (static / name).read_text(encoding="utf-8") for name in _STATIC}
    pages["letters.ttf"] = _letters()
    pages["run.json"] = _json(record)
    # Last, so that a folder with an index is whole.
    index = environment.get_template("index.html")
    pages["index.html"] = index.render(**common, root="", page="index.html")
    return pages


def _common(
    record: Mapping[str, Any], shown: Sequence[Leaf], baseline: Snapshot | None
) -> dict[str, Any]:
    counts = Counter(leaf.verdict for leaf in shown)
    words = [word for word in (*ORDER, "not attempted") if counts[word]]
    citations: dict[str, str] = {}
    for leaf in shown:
        source = leaf.entry["source"]
        if source:
            known = citations.get(source["key"], "")
            citations[source["key"]] = known or (leaf.detail.citation if leaf.detail else "")
    return {
        "record": record,
        "leaves": shown,
        "by_id": {leaf.id: leaf for leaf in shown},
        "counts": [(word, counts[word], MEANINGS[word]) for word in words],
        "meanings": MEANINGS,
        "met": sum(bool(leaf.entry["met"]) for leaf in shown if leaf.entry["attempted"]),
        "attempted": sum(bool(leaf.entry["attempted"]) for leaf in shown),
        "citations": dict(sorted(citations.items())),
        "readings": sorted({leaf.entry["reading"] or "" for leaf in shown} - {""}),
        "changes": sorted({leaf.change for leaf in shown} - {""}),
        "baseline": baseline,
        "graph": graph(shown),
        "seconds": sum(leaf.entry["seconds"] for leaf in shown),
        "kills": kill_rates(_mutants(record)),
        "bounds": _BOUNDS,
        "again": functools.partial(_again, record),
        "written": datetime.now(UTC).date().isoformat(),
    }


def _again(record: Mapping[str, Any], leaf: Leaf) -> str:
    """Return the command that checks a claim as this run did."""
    quick = (
        " --quick"
        if record.get("effort") == asdict(replace(QUICK, seed=record["seed"]))
        else ""
    )
    seed = f" --seed {record['seed']}" if record["seed"] else ""
    return f"verify run {leaf.named}{quick}{seed}"


def _counted(steps: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], int]]:
    """Return the steps of a derivation, those that say the same once, with their number."""
    alike = Counter(json.dumps(step, sort_keys=True) for step in steps)
    return [(json.loads(text), count) for text, count in alike.items()]


def _mutants(record: Mapping[str, Any]) -> Iterator[MutantResult]:
    known = {str(verdict): verdict for verdict in Verdict}
    for entry in record["claims"]:
        for row in entry.get("mutants", ()):
            told = [(name, word) for name, word in row["verdicts"].items() if word in known]
            verdicts = tuple((name, known[word]) for name, word in told)
            yield MutantResult(row["name"], row["statement"], row["fate"], verdicts)


def _letters() -> bytes:
    """Return a font with the letters of mathematics, the one that Matplotlib ships."""
    from matplotlib import get_data_path

    return (Path(get_data_path()) / "fonts" / "ttf" / "STIXGeneral.ttf").read_bytes()


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("verify.show.atlas"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "mathml": mathml,
        "prose": text,
        "jointed": jointed,
        "running": running,
        "counted": _counted,
        "duration": duration,
        "readable": lambda values: readable(values),
        "css": lambda word: str(word).replace(" ", "-"),
    }
    return environment


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
