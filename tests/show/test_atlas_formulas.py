"""Formulas in MathML: known elements only, text where nothing else will do."""

import pytest

from verify.discover import discover
from verify.show.atlas.details import detail
from verify.show.atlas.formulas import mathml


def test_a_formula_becomes_mathml_with_its_latex_beside_it() -> None:
    text = mathml(r"\frac{h}{2} < 1")
    assert "<mfrac>" in text
    assert 'alttext="\\frac{h}{2} &lt; 1"' in text


@pytest.mark.parametrize(
    "tex",
    [
        r"\text{<script>alert(1)</script>}",
        r"\text{<img src=x onerror=alert(1)>}",
        r"\href{javascript:alert(1)}{x}",
        r'\text{" onmouseover="alert(1)}',
        r"<svg onload=alert(1)>",
        r"\style{background:url(http://example.org)}{x}",
        r"\class{refuted}{x} \id{main}{y}",
        r"\frac{",
        "\ud800",
        "",
    ],
)
def test_no_formula_brings_an_element_or_an_attribute_of_its_own(tex: str) -> None:
    text = mathml(tex)
    tags = text.replace("&lt;", "").split("<")[1:]
    for tag in tags:
        assert tag.lstrip("/").startswith(("m", "code", "none")), tag
        assert not any(
            f" {bad}" in tag.split(">")[0].replace(repr(tex), "")
            for bad in ("onload=x", "href=", "style=")
        )
    assert "<script" not in text
    assert "<img" not in text


def test_a_minus_in_front_is_set_close() -> None:
    assert 'form="prefix">−' in mathml("x > -2")
    assert 'form="prefix">−' not in mathml("x - 2")
    assert 'form="prefix">−' not in mathml("(x) - 2")


def test_brackets_grow_around_what_is_tall_and_around_nothing_else() -> None:
    flat = mathml(r"y \left(A_{31} + \left(x + y\right)^{2}\right)")
    assert flat.count('stretchy="false"') == 4
    tall = mathml(r"\left(\frac{1}{2} + \left(x + y\right)\right)")
    assert [tall.count(f'stretchy="{word}"') for word in ("true", "false")] == [2, 2]


def test_a_long_formula_may_scroll() -> None:
    assert 'class="long"' in mathml(" + ".join(["x^2"] * 40))
    assert 'class="long"' not in mathml("x + 1")


@pytest.mark.slow
def test_every_formula_of_every_claim_becomes_mathml() -> None:
    for found in discover(()).found:
        told = detail(found, None)
        formulas = [line.tex for line in told.lines]
        formulas += [*told.given.values(), *told.controls.values()]
        for tex in formulas:
            assert "<math" in mathml(tex), (found.id, tex)


def test_signs_in_words_are_words():
    page = mathml(r"\text{|1 + x| < 1 & more} > \frac{1}{2}")
    assert "<math" in page
    assert "|1 + x| &lt; 1 &amp; more" in page.replace("\N{NO-BREAK SPACE}", " ")
