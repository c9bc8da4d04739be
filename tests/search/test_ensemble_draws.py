from __future__ import annotations

import numpy as np
import pytest
import sympy

from verify import Assumption, Eq, Lt, abscissa, ensembles, matrix, real, same, vector
from verify.effort import QUICK
from verify.errors import ClaimError
from verify.obligation import Obligation, Premise
from verify.search.charts import Chart, charts
from verify.search.ensemble_draws import exact_draws, sources, with_float_draws
from verify.search.route import points
from verify.symbolic.sized import at_sizes
from verify.verdict import Verdict

A, B = matrix("A B", 2)
t = real("t")
x = vector("x", 2)
HURWITZ = Premise("A is Hurwitz", Lt(abscissa(A), 0), ensembles.hurwitz)


def concrete(*premises, says=None):
    whole = Obligation(says or Lt(abscissa(A + B), t), premises)
    return at_sizes(whole, {})


def test_an_assumption_draws_the_matrix_it_is_about():
    whole = concrete(HURWITZ)
    chart = Chart(tuple(whole.letters()))
    (source,) = sources(whole.given, chart)
    assert [letter.name for letter in source.blocks[0]] == [
        "A[1,1]", "A[1,2]", "A[2,1]", "A[2,2]"
    ]  # fmt: skip


def test_exact_draws_satisfy_the_assumption_and_leave_the_rest():
    whole = concrete(HURWITZ)
    chart = Chart(tuple(whole.letters()))
    base = {letter: sympy.Integer(7) for letter in chart.letters}
    drawn = list(exact_draws(chart, whole.given, [base] * 5, np.random.default_rng(0)))
    assert len(drawn) == 5
    for point in drawn:
        entries = [point[letter] for letter in chart.letters if letter.name.startswith("A")]
        assert ensembles.hurwitz.certificate([entries[:2], entries[2:]])
        assert point[sympy.Symbol("t", real=True)] == 7


def test_float_draws_take_a_share_of_the_rows():
    whole = concrete(HURWITZ)
    chart = Chart(tuple(whole.letters()))
    before = np.full((100, len(chart.letters)), 5.0)
    after = with_float_draws(before, chart, whole.given, np.random.default_rng(0))
    changed = (after != before).any(axis=1)
    assert changed.sum() == 50
    assert (after[:, [x.name == "t" for x in chart.letters]] == 5).all()


def test_without_ensembles_no_die_is_thrown():
    whole = concrete(Premise("A is Hurwitz", Lt(abscissa(A), 0)))
    chart = Chart(tuple(whole.letters()))
    rng, twin = np.random.default_rng(3), np.random.default_rng(3)
    before = np.zeros((4, len(chart.letters)))
    assert with_float_draws(before, chart, whole.given, rng) is before
    assert rng.integers(10**9) == twin.integers(10**9)


def test_a_pair_of_matrices_is_drawn_together():
    commuting = Premise("A and B commute", same(A * B, B * A), ensembles.commuting_pairs)
    whole = concrete(commuting)
    chart = Chart(tuple(whole.letters()))
    (source,) = sources(whole.given, chart)
    point = source.exact(4)
    rows = [
        sympy.Matrix(2, 2, [point[sympy.Symbol(f"{m}[{k}]", real=True)] for k in _PLACES])
        for m in "AB"
    ]
    assert rows[0] * rows[1] == rows[1] * rows[0]


_PLACES = ("1,1", "1,2", "2,1", "2,2")


@pytest.mark.parametrize(
    "premise",
    [
        Premise("two matrices", Lt(abscissa(A + B), 0), ensembles.hurwitz),
        Premise("no matrix", Lt(t, 0), ensembles.hurwitz),
        Premise("a size it has not", Lt(abscissa(matrix("C", 3)), 0), ensembles.hadamard),
    ],
    ids=lambda premise: premise.name,
)
def test_an_ensemble_that_does_not_fit_is_passed_over(premise):
    whole = concrete(premise)
    assert sources(whole.given, Chart(tuple(whole.letters()))) == ()


def test_draws_that_are_no_ensemble_are_refused():
    with pytest.raises(ClaimError, match="is no ensemble"):
        Assumption("A is Hurwitz", Lt(abscissa(A), 0), draws=lambda n: n)


def test_an_equation_of_spectra_is_no_chart_and_stays_a_filter():
    whole = concrete(Premise("marginal", Eq(abscissa(A), 0)))
    (chart,) = charts(whole.letters(), [p.says for p in whole.given])
    assert chart.left
    assert chart.letters == tuple(whole.letters())


def test_draws_alone_refute_nothing():
    # Every draw is Hurwitz, and the statement is about the others: none may be a witness.
    whole = Obligation(Lt(abscissa(A), 0), (HURWITZ,))
    answer = points(whole, QUICK)
    assert answer.verdict is Verdict.SUPPORTED
    assert answer.tried > 20
