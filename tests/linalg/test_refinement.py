import flint
import numpy as np

from verify.linalg.gershgorin import clusters
from verify.linalg.matrices import exact
from verify.linalg.refinement import covered, refined, schur_clusters, widest


def never(found):
    return False


def members(found):
    return sorted(len(cluster.members) for cluster in found)


def test_discs_of_a_diagonal_matrix_are_points():
    found = clusters(flint.acb_mat([[1, 0], [0, 2]]))
    assert found is not None
    assert members(found) == [1, 1]
    assert widest(found) == 0


def test_overlapping_discs_are_kept_together():
    found = clusters(flint.acb_mat([[0, 1, 0], [-1, 0, 0], [0, 0, 9]]))
    assert found is not None
    assert members(found) == [1, 2]
    pair = next(c for c in found if len(c.members) == 2)
    assert pair.ball.contains(flint.acb(0, 1))
    assert pair.ball.contains(flint.acb(0, -1))


def test_touching_discs_are_not_called_apart():
    # discs |z| ≤ 1 and |z - 2| ≤ 1 touch at 1, where both eigenvalues lie
    found = clusters(flint.acb_mat([[0, -1], [1, 2]]))
    assert found is not None
    assert members(found) == [2]


def test_a_shrunk_disc_still_holds_its_eigenvalue():
    rng = np.random.default_rng(11)
    for size in (1e-2, 1e-5, 1e-9):
        A = np.diag([0.0, 1.0, 1.5, -2.0]) + size * rng.standard_normal((4, 4))
        found = clusters(exact(A).balls(64))
        assert found is not None
        truth, _ = refined(exact(A).balls, 200, 4000, lambda f: len(f) == 4)
        assert members(found) == [1, 1, 1, 1]
        assert all(any(c.ball.contains(t.ball) for c in found) for t in truth)
        assert widest(found) < 40 * size * size + flint.arb("1e-18")


def test_a_matrix_that_is_not_finite_has_no_discs():
    assert clusters(flint.acb_mat([[flint.acb("nan"), 0], [0, 1]])) is None


def test_a_jordan_block_in_balls_stays_one_disc_with_its_number():
    J = flint.acb_mat(exact([[2, 1, 0], [0, 2, 1], [0, 0, 2]]).balls(64))
    found, _ = covered(lambda bits: J, 64, 256, never)
    assert members(found) == [3]
    assert found[0].ball.contains(2)
    assert found[0].radius < 0.1


def test_a_jordan_block_known_to_a_radius_has_an_honest_root_of_it():
    noise = flint.arb(0, 2.0**-30)
    J = flint.acb_mat(
        [[flint.acb(noise + int(j == i + 1)) for j in range(3)] for i in range(3)]
    )
    found, _ = covered(lambda bits: J, 64, 256, never)
    assert members(found) == [3]
    # the corner entry 2^-30 alone moves the eigenvalues to |λ| = 2^-10
    assert found[0].ball.contains(2.0**-10)
    assert found[0].radius < 2.0**-6


def test_close_eigenvalues_of_a_normal_matrix_are_told_apart():
    rng = np.random.default_rng(1)
    Q = np.linalg.qr(rng.standard_normal((4, 4)))[0]
    A = exact(Q @ np.diag([1.0, 1 + 1e-14, 1.0, 3.0]) @ Q.T)
    found, _ = refined(A.balls, 170, 2000, lambda f: len(f) == 4)
    assert members(found) == [1, 1, 1, 1]


def test_balls_that_are_wide_leave_the_discs_wide_and_stop_early():
    A = flint.acb_mat([[flint.acb(flint.arb(1, 0.5)), 1], [1, flint.acb(flint.arb(1.2, 0.5))]])
    found, bits = covered(lambda b: A, 64, 16_384, never)
    assert bits < 1000
    assert widest(found) >= 0.5


def test_schur_discs_hold_the_spectrum_of_random_matrices():
    rng = np.random.default_rng(2)
    A = exact(rng.standard_normal((6, 6)))
    found = schur_clusters(A.balls(64))
    assert sum(members(found)) == 6
    truth, _ = refined(A.balls, 100, 4000, lambda f: len(f) == 6)
    assert all(any(c.ball.overlaps(t.ball) for c in found) for t in truth)
