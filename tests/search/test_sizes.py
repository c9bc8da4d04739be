import pytest

from verify.effort import Effort
from verify.errors import ClaimError
from verify.logic import Eq, Le, Lt
from verify.notation import size
from verify.obligation import Obligation, Premise
from verify.search.replay import replay
from verify.search.route import points
from verify.search.sizes import read_sizes
from verify.symbolic.vectors import inner, matrix, norm, same, vector
from verify.verdict import Verdict

LIGHT = Effort(points=45, batch=3_000, descents=6, bits=512)
n = size("n")
u, f = vector("u f", n)
A, B = matrix("A B", n, n)


def test_a_statement_false_from_size_two_on_is_refuted_at_two():
    claim = Obligation(same(A * B, B * A))
    evidence = points(claim, LIGHT)
    assert evidence.verdict is Verdict.REFUTED
    assert evidence.witness.size == "n = 2"
    assert replay(claim, evidence.witness.values, 512, evidence.witness.size).breaks is True


def test_a_true_statement_names_the_sizes_it_was_tried_at():
    evidence = points(
        Obligation(Eq(inner(u, A * u), 0), (Premise("skew", same(A.T, -A)),)), LIGHT
    )
    assert evidence.verdict is Verdict.SUPPORTED
    assert evidence.scope.startswith("n = 1; n = 2; n = 3")


def test_the_claims_own_sizes_are_used():
    claim = Obligation(same(A * B, B * A), sizes={n: (1,)})
    evidence = points(claim, LIGHT)
    assert evidence.verdict is Verdict.SUPPORTED
    assert evidence.scope.startswith("n = 1:")


def test_premises_nobody_meets_at_one_size_do_not_spoil_the_others():
    unit = [Premise(str(v), Eq(inner(v, v), 1)) for v in (u, f)]
    orthogonal = Premise("orthogonal", Eq(inner(u, f), 0))
    claim = Obligation(Lt(inner(u + f, u + f), 3), (*unit, orthogonal), sizes={n: (1, 2)})
    evidence = points(claim, LIGHT)
    assert evidence.verdict is Verdict.SUPPORTED
    assert evidence.scope.startswith("n = 2:")


def test_a_norm_is_no_linear_function():
    evidence = points(Obligation(Eq(norm(u + f), norm(u) + norm(f))), LIGHT)
    assert evidence.verdict is Verdict.REFUTED


def test_the_triangle_inequality_is_supported():
    claim = Obligation(Le(norm(u + f), norm(u) + norm(f)), sizes={n: (1, 2)})
    assert points(claim, LIGHT).verdict is Verdict.SUPPORTED


def test_sizes_are_read_from_a_label():
    assert read_sizes("n = 2, l = 3") == {"n": 2, "l": 3}
    assert read_sizes("") == {}
    with pytest.raises(ClaimError, match="gives no sizes"):
        read_sizes("n = two")


def test_an_abstract_witness_needs_its_size():
    assert replay(Obligation(same(A * B, B * A)), {}).breaks is None
