"""Formulas in MathML: known elements only, text where nothing else will do."""

import re

import pytest

from verify.discover import discover
from verify.show.atlas.details import detail
from verify.show.atlas.formulas import mathml, running, text


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
        assert re.match(r"/?(m[a-z]+|code|none|div|span|wbr)\b", tag), tag
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


def test_a_long_formula_is_written_in_pieces_that_a_line_may_part() -> None:
    page = mathml(r"u' = " + " + ".join([r"\frac{x}{2}"] * 20), display=True)
    assert page.count("<math") == page.count("<wbr>") + 1 > 5
    assert re.search(r"<math[^>]*><msup>.*?</msup><mo form=.infix.>=</mo>", page)  # u' = stays
    assert "<wbr>" not in mathml("x + 1", display=True)


def test_words_in_a_formula_may_be_parted_and_their_brackets_stay_with_them() -> None:
    page = mathml(r"\mathbb{P}\left(\text{the points lie in one half of the circle}\right) = 1")
    assert "\u2060<span>the points lie in one half of the circle</span>\u2060" in page


def test_a_formula_in_a_row_is_short_or_left_out() -> None:
    assert "<math" in running("x < 1", 70)
    assert running(" + ".join(["x^2"] * 40), 70) == ""
    assert running(r"\frac{", 70) == ""


def test_the_same_formula_is_displayed_and_set_in_a_line() -> None:
    assert 'display="block"' in mathml("q < 1", display=True)
    assert 'display="block"' not in mathml("q < 1")


def test_the_name_of_a_function_stands_apart_from_a_factor() -> None:
    assert '<mn>2</mn><mspace width="0.17em" /><mi>sin</mi>' in mathml(r"2 \sin{x}")
    assert "mspace" not in mathml(r"\sin{x}")
    assert "<mi>Re</mi>" in mathml(r"\operatorname{re}{\left(z\right)}")


def test_a_dot_stands_over_its_letter_and_not_over_the_index() -> None:
    assert "</mover><mrow><mn>2</mn>" in mathml(r"\dot{\theta_{2}}")


def test_backticks_in_prose_are_code_and_code_is_escaped() -> None:
    assert text("see `a<b>`\nand c") == "see <code>a&lt;b&gt;</code><br>and c"
    assert text("one ` alone") == "one ` alone"


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
