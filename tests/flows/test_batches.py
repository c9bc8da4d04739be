"""The compiled velocities take one state as well as many."""

import numpy as np
import pytest

from verify import Flow, real
from verify.flows.batches import batch_velocity, classical_step

x, y, a = real("x y a")


def test_one_state_moves_as_it_does_among_others() -> None:
    field = batch_velocity(Flow({x: y, y: -a * x}), {a: 4})
    many = np.array([[1.0, 0.5], [0.0, 2.0]])
    assert field(many) == pytest.approx(np.array([[0.0, 2.0], [-4.0, -2.0]]))
    assert field(many[:, 0]) == pytest.approx(field(many)[:, 0])
    step = classical_step(field, many, 0.1)
    assert classical_step(field, many[:, 1], 0.1) == pytest.approx(step[:, 1])
