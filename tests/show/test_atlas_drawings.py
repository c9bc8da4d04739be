"""Pictures: they show where a statement holds, and no claim can break its page by one."""

import re

import numpy as np
import pytest
from sympy import Abs, Eq, sin, sqrt

from tests.show.atlas_samples import HOSTILE, entry
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Ge,
    Gt,
    Iff,
    Implies,
    Lt,
    Ne,
    complex_number,
    real,
)
from verify.discover import Found
from verify.flows.flow import Flow
from verify.flows.statements import tends
from verify.notation import abscissa, matrix
from verify.show.atlas.canvas import Canvas, ticks
from verify.show.atlas.drawings import Drawing, drawings
from verify.show.atlas.leaves import Leaf
from verify.show.atlas.numbers import number

x, y, h = real("x y h")
z = complex_number("z")
TWIN = (Control("x is huge", Gt(x, 99)),)


def pictures(says: object, given: tuple[Assumption, ...] = (), **told: object) -> list[Drawing]:
    claim = Claim(says=says, given=given, controls=TWIN)  # type: ignore[arg-type]
    found = Found("a.b", claim, "a.py", 1, claim)
    return drawings(Leaf(entry("a.b", **told), "a.b", None, found, False))


def classes(drawing: Drawing) -> list[str]:
    return re.findall(r'<(?:path|circle|rect) class="([^"]*)"', drawing.svg)


def test_a_true_statement_is_nowhere_red() -> None:
    region, bars = pictures(Ge(x**2 + y**2, 2 * x * y))
    assert "holds" in classes(region)
    assert "fails" not in classes(region)
    assert "none of them below zero" in bars.caption
    assert "bar below" not in classes(bars)


def test_a_false_statement_is_red_where_it_fails() -> None:
    region, bars = pictures(Lt(x + y, 100), witness={"x": "60", "y": "60"})
    assert "fails" not in classes(region)  # the window does not reach that far
    region, bars = pictures(Lt(x + y, 1), witness={"x": "2", "y": "1/2"})
    assert {"holds", "fails", "spot witness"} <= set(classes(region))
    assert 'id="hatch"' in region.svg  # red is known from green without its color
    assert "bar below" in classes(bars)


def test_a_statement_that_is_false_everywhere_is_nowhere_green() -> None:
    region, bars = pictures(Lt(x**2 + y**2, -1))
    assert "holds" not in classes(region)
    assert "bar" not in classes(bars)


def test_where_an_assumption_fails_is_gray() -> None:
    region, _ = pictures(Gt(x + y, -9), (Assumption("x is positive", Gt(x, 0)),))
    assert "outside" in classes(region)
    assert "outside" not in classes(pictures(Gt(x + y, -9))[0])


def test_the_stability_region_is_a_disk() -> None:
    says = Iff(Lt(Abs(1 + z) ** 2, 1), Lt(Abs(z + 1), 1))
    region = pictures(says)[0]
    assert "both sides hold" in region.caption
    path = re.search(r'class="holds"[^>]* d="M([^"]*)z"', region.svg)
    assert path is not None
    points = np.array([[float(v) for v in p.split()] for p in path[1].split("L")])
    across, up = np.ptp(points, axis=0)
    assert across == pytest.approx(up, rel=0.05)


def test_an_implication_is_green_where_its_premise_holds_as_well() -> None:
    region = pictures(Implies(Lt(x + y, 1), Lt(x + y, 2)))[0]
    assert "no color where the premise does not" in region.caption
    path = re.search(r'class="holds"[^>]* d="M([^"]*)z"', region.svg)
    assert path is not None
    points = np.array([[float(v) for v in p.split()] for p in path[1].split("L")])
    assert points[:, 1].min() < 40 < points[:, 0].mean()  # up to the frame on the left


def test_a_failure_without_area_is_told_where_green_would_hide_it() -> None:
    region, bars = pictures(Ne(x, y), witness={"x": "1", "y": "1"})
    assert "a set without area" in region.caption
    assert "such points do not fall" in bars.caption
    region, bars = pictures(Ne(x, y))
    assert "a set without area" not in region.caption + bars.caption
    region, bars = pictures(Lt(x + y, 1), witness={"x": "2", "y": "1/2"})
    assert "a set without area" not in region.caption


def test_a_region_is_drawn_where_the_assumptions_hold() -> None:
    far = (Assumption("x is large", Ge(x, 2)), Assumption("y is positive", Gt(y, 0)))
    region = pictures(Gt(x * y, 0), far)[0]
    path = re.search(r'class="holds"[^>]* d="M([^"]*)z"', region.svg)
    assert path is not None
    points = np.array([[float(v) for v in p.split()] for p in path[1].split("L")])
    assert np.prod(np.ptp(points, axis=0)) > 0.7 * 452 * 290  # most of the frame


def test_an_identity_has_no_picture() -> None:
    assert pictures(Eq((x + y) ** 2, x**2 + 2 * x * y + y**2, evaluate=False)) == []


def test_a_statement_about_one_letter_is_a_curve() -> None:
    (curve,) = pictures(Ge(x**2, 0))
    assert "curve" in classes(curve)


def test_where_it_is_undefined_nothing_is_claimed() -> None:
    region, bars = pictures(Gt(sqrt(x + y) + 1, 0))
    assert classes(region).count("holds") == 1
    assert "fails" not in classes(region)
    path = re.search(r'class="holds"[^>]* d="M([^"]*)z"', region.svg)
    assert path is not None
    assert len(path[1].split("L")) > 50  # the diagonal, not the frame
    assert "none of them below zero" in bars.caption


def test_an_assumption_on_a_thin_set_leaves_no_picture() -> None:
    assert pictures(Gt(x, 0), (Assumption("they are equal", Eq(x, y)),)) == []


def test_a_flow_of_two_letters_has_a_phase_portrait() -> None:
    flow = Flow({x: -x, y: -2 * y})
    (portrait,) = pictures(tends(And(Eq(x, 0), Eq(y, 0)), flow))
    assert classes(portrait).count("flow") > 20
    assert "tip" in classes(portrait)


def test_an_angle_is_marked_in_parts_of_pi() -> None:
    flow = Flow({x: -sin(x), y: -y}, angles=(x,))
    (portrait,) = pictures(tends(And(Eq(x, 0), Eq(y, 0)), Flow({x: -sin(x)}, angles=(x,))))[:1]
    assert ">π/2</text>" in portrait.svg
    (portrait,) = pictures(tends(Eq(y, 0), flow))
    assert ">π/2</text>" not in portrait.svg  # the window is not that of an angle


def test_the_spectrum_of_a_witness_is_drawn() -> None:
    A = matrix("A", 2, 2)
    values = {"A[1,1]": "0", "A[1,2]": "1", "A[2,1]": "-1", "A[2,2]": "0"}
    (spectrum,) = pictures(Lt(abscissa(A), 0), verdict="refuted", witness=values)
    assert classes(spectrum).count("spot value") == 2
    assert "0+1j" in spectrum.svg
    values["A[2,2]"] = "what?"
    assert pictures(Lt(abscissa(A), 0), verdict="refuted", witness=values) == []


def test_words_in_a_picture_are_escaped() -> None:
    canvas = Canvas((-1, 1), (-1, 1), (HOSTILE, HOSTILE), HOSTILE)
    canvas.spot(0, 0, HOSTILE, HOSTILE)
    assert "<script" not in canvas.svg()
    assert "<img" not in canvas.svg()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3/5", 0.6),
        ("0.5 +/- 1e-30", 0.5),
        ("sqrt(2)/2", 0.5**0.5),
        ("-2", -2.0),
        ("pi", np.pi),
    ],
)
def test_a_number_of_a_record_is_read(text: str, value: float) -> None:
    assert number(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "__import__('os')", "x", "1/0", "().__class__"])
def test_what_is_no_number_is_not_drawn(text: str) -> None:
    assert np.isnan(number(text))


def test_ticks_are_few_and_round() -> None:
    assert ticks(-3, 3) == [-3, -2, -1, 0, 1, 2, 3]
    for low, high in ((0.0, 1e-6), (-1e5, 3e7), (0.123, 0.124)):
        assert 2 <= len(ticks(low, high)) <= 9
