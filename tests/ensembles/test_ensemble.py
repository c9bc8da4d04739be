"""Laws of every ensemble: shapes, seeds, certificates of draws, and what bad input gets."""

import numpy as np
import pytest

import verify.ensembles as ensembles
from tests.ensembles.catalogue import ALL, RATIONAL, sizes
from verify.ensembles import Certificate, EnsembleError
from verify.ensembles.ensemble import decided
from verify.linalg.matrices import MatrixError
from verify.verdict import Truth

every_ensemble = pytest.mark.parametrize("ensemble", ALL, ids=lambda e: e.name)


def test_the_catalogue_holds_every_kind_once_asked_for():
    names = {ensemble.name for ensemble in ALL}
    assert len(names) >= 34
    assert {"ginibre", "goe", "orthogonal", "LegS, rotated", "dplr untied"} <= names


@every_ensemble
def test_float_draws_are_certified(ensemble):
    for n in sizes(ensemble, 8):
        for matrix in ensemble.draw(count=4, n=n, seed=n):
            certificate = ensemble.certificate(matrix)
            assert certificate, (n, certificate)
            assert certificate.distance <= 32 * n * 2.0**-52 * max(1, n**0.5)


@every_ensemble
def test_larger_float_draws_are_certified(ensemble):
    for n in [n for n in (16, 24) if ensemble.admits(n)]:
        assert ensemble.certificate(ensemble.draw(count=2, n=n, seed=5)[1])


@pytest.mark.parametrize("ensemble", RATIONAL, ids=lambda e: e.name)
def test_exact_draws_are_certified_at_distance_zero(ensemble):
    for n in sizes(ensemble, 5):
        for seed in range(3):
            certificate = ensemble.certificate(ensemble.exact(n, seed))
            assert certificate, (n, seed, certificate)
            assert certificate.distance == 0


@every_ensemble
def test_draws_have_the_stated_shape_and_repeat_with_the_seed(ensemble):
    n = sizes(ensemble, 8)[-1]
    first, again = (ensemble.draw(count=3, n=n, seed=11) for _ in range(2))
    assert first.shape in ((3, n, n), (3, 2, n, n))
    assert first.dtype in (np.float64, np.complex128)
    assert np.array_equal(first, again)


@every_ensemble
def test_nan_and_infinity_are_errors_and_not_certificates(ensemble):
    n = sizes(ensemble, 8)[-1]
    for bad in (np.nan, np.inf, -np.inf):
        matrix = ensemble.draw(count=1, n=n, seed=0)[0]
        matrix[..., 0, 0] = bad
        with pytest.raises(MatrixError, match="finite"):
            ensemble.certificate(matrix)


@every_ensemble
def test_an_oblong_or_empty_matrix_is_an_error(ensemble):
    pair = ensemble.name == "commuting pairs"
    for shape in ((2, 3), (0, 0)):
        matrix = np.ones((2, *shape) if pair else shape)
        with pytest.raises(MatrixError):
            ensemble.certificate(matrix)


@every_ensemble
@pytest.mark.parametrize(
    ("count", "n", "seed"), [(0, 4, 0), (1, 0, 0), (1, 4, -1), (1.0, 4, 0), (1, True, 0)]
)
def test_a_bad_count_size_or_seed_is_an_error(ensemble, count, n, seed):
    with pytest.raises(EnsembleError, match="at least"):
        ensemble.draw(count, n, seed)


def test_different_seeds_give_different_matrices():
    draws = [ensembles.ginibre.draw(1, 3, seed) for seed in range(20)]
    assert len({draw.tobytes() for draw in draws}) == 20


def test_unknown_is_not_a_pass():
    assert not Certificate(Truth.UNKNOWN, "orthogonal", "nobody looked")
    assert not decided("orthogonal", False, "it is not")
    assert decided("orthogonal", True, "it is")


def test_a_refused_size_says_why_and_what_to_write():
    with pytest.raises(EnsembleError, match=r"hadamard: n = 6\..*write 1, 2, 4"):
        ensembles.hadamard.draw(1, 6, 0)
    with pytest.raises(EnsembleError, match="degree 3"):
        ensembles.companion_of([1, 2, 3]).exact(4, 0)


@every_ensemble
@pytest.mark.parametrize("scale", [1e307, 1e-300, -1.0])
def test_a_scaled_draw_gets_a_certificate_and_no_exception(ensemble, scale):
    n = sizes(ensemble, 4)[-1]
    matrix = ensemble.draw(count=1, n=n, seed=1)[0]
    bounded = matrix / max(1.0, np.abs(matrix).max())
    certificate = ensemble.certificate(bounded * scale)
    assert certificate.holds in Truth
    assert certificate.distance >= 0


def test_no_pass_for_the_zero_matrix_but_where_it_belongs():
    zero = np.zeros((4, 4))
    passing = {e.name for e in ALL if e.name != "commuting pairs" and e.certificate(zero)}
    assert passing == {
        "ginibre",
        "complex ginibre",
        "goe",
        "skew",
        "normal",
        "toeplitz",
        "nilpotent",
        "schur",
        "dissipative",
    }


def test_no_pass_for_a_generic_matrix_but_where_it_belongs():
    generic = ensembles.ginibre.draw(1, 4, seed=6)[0] + 0.5 * np.eye(4)
    passing = {e.name for e in ALL if e.name != "commuting pairs" and e.certificate(generic)}
    assert passing == {"ginibre", "complex ginibre", "non-normal"}
