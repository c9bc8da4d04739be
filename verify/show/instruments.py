"""The table of a network on the terminal: a line a layer, then what it comes to."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from verify.models.architecture import Shape
from verify.models.instruments import Layer, Nulls, Report
from verify.models.spectra import Spectrum
from verify.show.columns import print_indented
from verify.verdict import Truth

_TOKENS = (
    "falls: the energy is below the layer before. clusters: groups of tokens at least that "
    "near in cosine. bound: no token can be longer. share: longest / bound. Certified: "
    "hemisphere and bound; the rest are floats."
)
_SPECTRA = (
    "V and VO: the value matrix, without and with the output matrix. QK: of each head; its "
    "asymmetry is 0 when symmetric. null: Gaussian matrices of this size. All are floats."
)
_MAPS = (
    "mu2: the logarithmic norm; below 0, x' = VOx shrinks every x. one-sided, factor: how fast "
    "and how much the layer draws a small difference apart, in the directions tried. "
    "feed-forward: the slope of that network. Certified: mu2 and norm; the rest are floats."
)
_ANSWERS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}


def print_report(console: Console, name: str, shape: Shape, report: Report) -> None:
    """Print the tables of a report, and a sentence for each question of the theory."""
    sizes = f"{shape.layers} layers, width {shape.width}, {shape.heads} heads"
    console.print(
        Text(f"{name}: {sizes}, {shape.parameters:,} parameters; {report.tokens} tokens")
    )
    console.print(_heading("Tokens after each layer"))
    console.print(_token_table(report))
    _explain(console, _TOKENS)
    if report.spectral is not None:
        console.print(_heading("Eigenvalues of each layer's maps"))
        console.print(_spectral_table(report, report.spectral))
        _explain(console, _SPECTRA)
    console.print(_heading("What each layer does to small differences"))
    console.print(_map_table(report))
    _explain(console, _MAPS)
    console.print(_heading("What it comes to"))
    for sentence in sentences(report):
        print_indented(console, Text(f"- {sentence}"), 0, 2)


def sentences(report: Report) -> Iterator[str]:
    """Yield what the instruments answer, each with how far the answer goes."""
    yield _energy_sentence(report)
    yield _hemisphere_sentence(report)
    yield _cluster_sentence(report)
    yield _growth_sentence(report)
    yield from _spectral_sentences(report)
    yield _contraction_sentence(report)


def _heading(text: str) -> Text:
    return Text(f"\n{text}", style="bold")


def _explain(console: Console, text: str) -> None:
    print_indented(console, Text(text, style="dim"), 2)


def _grid(names: Sequence[str]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim")
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _token_table(report: Report) -> Table:
    low, cosine, high = (f"{c:.2f}" for c in report.cosines)
    counts = (f"clusters {low}", cosine, high)
    table = _grid(
        ("layer", "energy", "falls", "hemisphere", *counts, "longest", "bound", "share")
    )
    before: Layer | None = None
    for number, layer in enumerate(report.layers):
        table.add_row(
            str(number),
            _number(layer.energy, 6),
            _fall(before, layer, report.slack),
            _ANSWERS[layer.hemisphere.holds],
            *("unknown" if k is None else str(k) for k in layer.clusters),
            _number(layer.longest),
            _number(layer.bound),
            _number(layer.longest / layer.bound, 3),
        )
        before = layer
    return table


def _fall(before: Layer | None, layer: Layer, slack: float) -> str:
    if before is None:
        return ""
    if not (math.isfinite(layer.energy) and math.isfinite(before.energy)):
        return "unknown"
    return "yes" if layer.energy < before.energy * (1 - slack) else "no"


def _spectral_table(report: Report, nulls: Nulls) -> Table:
    table = _grid(("layer", "V complex", "Re > 0", "VO complex", "QK complex", "QK asymmetry"))
    for number, maps in enumerate(report.maps, 1):
        table.add_row(
            str(number),
            _share(maps.value, "complex_share"),
            _share(maps.value, "positive_share"),
            _share(maps.value_output, "complex_share"),
            _share(maps.query_key, "complex_share"),
            _number(maps.asymmetry, 3),
        )
    found = (nulls.value, nulls.value_output, nulls.query_key)
    value, both, query = (f"{100 * null.complex_share:.1f} %" for null in found)
    table.add_row("null", value, "50.0 %", both, query, "1.41", style="dim")
    return table


def _map_table(report: Report) -> Table:
    linear = ("mu2(VO)", "norm(VO)")
    table = _grid(("layer", *linear, "one-sided", "factor", "feed-forward"))
    for number, maps in enumerate(report.maps, 1):
        table.add_row(
            str(number),
            _number(maps.lognorm.high),
            "<= " + _number(maps.norm),
            ">= " + _number(maps.slopes.one_sided),
            ">= " + _number(maps.slopes.factor),
            "<= " + _number(maps.feed_forward),
        )
    return table


def _share(spectrum: Spectrum | None, field: str) -> str:
    value = math.nan if spectrum is None else getattr(spectrum, field)
    return f"{100 * value:.1f} %" if math.isfinite(value) else "unknown"


def _number(value: float, digits: int = 4) -> str:
    if math.isnan(value):
        return "unknown"
    return f"{value:.{digits}g}" if math.isfinite(value) else "inf"


def _energy_sentence(report: Report) -> str:
    count, layers = report.falls, len(report.maps)
    if count is None:
        return "energy: unknown, a token has no direction"
    nulls = ", ".join(map(str, report.null_falls)) or "none measured"
    return (
        f"energy E_β, β = {report.beta:g}: falls in {count} of {layers} layers "
        f"(shuffled networks: {nulls}); the flow with V = I never lets it fall; floats"
    )


def _hemisphere_sentence(report: Report) -> str:
    answers = [layer.hemisphere.holds for layer in report.layers]
    yes, no = answers.count(Truth.TRUE), answers.count(Truth.FALSE)
    unknown = len(answers) - yes - no
    return (
        f"hemisphere: an open half of the sphere holds all tokens at {yes} of {len(answers)} "
        f"places, none does at {no}, unknown at {unknown}; balls and exact numbers"
    )


def _cluster_sentence(report: Report) -> str:
    first, last = report.layers[0].clusters, report.layers[-1].clusters
    shown = ", ".join(
        f"{_count(a)} to {_count(b)} at cosine {c:.2f}"
        for a, b, c in zip(first, last, report.cosines, strict=True)
    )
    return f"clusters, first layer to last: {shown}; the count is one of its threshold; floats"


def _count(number: int | None) -> str:
    return "unknown" if number is None else str(number)


def _growth_sentence(report: Report) -> str:
    last = report.layers[-1]
    answer = {True: "within", False: "ABOVE", None: "not comparable with"}[report.within_bound]
    return (
        f"growth: the longest token is {_number(last.longest)}, {answer} the linear bound "
        f"{_number(last.bound)} (certified for exact arithmetic; the pass is in floats)"
    )


def _spectral_sentences(report: Report) -> Iterator[str]:
    nulls = report.spectral
    if nulls is None:
        return
    for name, null, found, pooled in (
        ("V", nulls.value, [m.value for m in report.maps], 1),
        ("VO", nulls.value_output, [m.value_output for m in report.maps], 1),
        ("QK per head", nulls.query_key, [m.query_key for m in report.maps], report.heads),
    ):
        answers = [None if s is None else null.unlike(s, pooled) for s in found]
        yield (
            f"complex eigenvalues of {name}: unlike random in {answers.count(True)} of "
            f"{len(answers)} layers, unknown in {answers.count(None)}; floats "
            f"(null: {null.described})"
        )


def _contraction_sentence(report: Report) -> str:
    factors = [maps.slopes.factor for maps in report.maps]
    above = sum(factor > 1 + 1e-6 for factor in factors)
    unknown = sum(math.isnan(factor) for factor in factors)
    positive = sum(maps.lognorm.low > 0 for maps in report.maps)
    negative = sum(maps.lognorm.high < 0 for maps in report.maps)
    return (
        f"contraction: {above} of {len(factors)} layers expand a direction at these tokens, "
        f"unknown in {unknown} (floats); mu2(VO) is positive in {positive}, negative in "
        f"{negative} (certified)"
    )
