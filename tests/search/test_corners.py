import itertools

import sympy

from verify.notation import real
from verify.search.corners import blocks_of, corners

MATRIX = [sympy.Symbol(f"A[{i},{j}]", real=True) for i in (1, 2) for j in (1, 2)]
VECTOR = [sympy.Symbol(f"x[{i}]", real=True) for i in (1, 2)]


def first(letters, count):
    return [tuple(p[x] for x in letters) for p in itertools.islice(corners(letters), count)]


def matrices(count=60):
    return [sympy.Matrix(2, 2, list(row)) for row in first(MATRIX, count)]


def test_the_first_corner_is_zero():
    assert first(real("x y z"), 1) == [(0, 0, 0)]


def test_corners_are_different_and_the_same_every_time():
    points = first(real("x y z"), 400)
    assert len(set(points)) == 400
    assert points == first(real("x y z"), 400)


def test_all_small_values_of_two_letters_come_early():
    small = set(itertools.product((0, 1, -1), repeat=2))
    assert small <= set(first(real("x y"), 40))


def test_coordinates_with_one_stem_are_one_block():
    blocks = blocks_of([*MATRIX, *VECTOR, *real("h k")])
    assert sorted(map(len, blocks)) == [1, 1, 2, 4]


def test_matrices_run_through_the_special_ones():
    found = matrices()
    assert any(m == sympy.eye(2) for m in found)
    assert any(m**2 == sympy.zeros(2) and m != sympy.zeros(2) for m in found)
    assert any(-m == m.T and m != sympy.zeros(2) for m in found)
    assert any(m.rank() == 1 for m in found)
    assert any(m.T * m == sympy.eye(2) and m.det() == 1 and abs(m[0, 0]) < 1 for m in found)
    assert any(not m.is_diagonalizable() for m in found)


def test_two_vectors_meet_equal_opposite_and_orthogonal():
    other = [sympy.Symbol(f"y[{i}]", real=True) for i in (1, 2)]
    pairs = [(row[:2], row[2:]) for row in first([*VECTOR, *other], 300)]
    nonzero = [(u, v) for u, v in pairs if any(u) and any(v)]
    assert any(u == v for u, v in nonzero)
    assert any(all(p == -q for p, q in zip(u, v, strict=True)) for u, v in nonzero)
    assert any(sum(p * q for p, q in zip(u, v, strict=True)) == 0 for u, v in nonzero)


def test_no_letters_have_one_corner():
    assert list(corners([])) == [{}]
