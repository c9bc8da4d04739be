"""The constant that bounds a driven state holds with room to spare on random systems.

C² = max(V₀, βU²/α)/λ_min(P) for V = ⟨x, Px⟩, AᵀP + PA = -I and the sharp gain β of a rate α.
The inputs are those that push the energy up as fast as they can: u = U sign(BᵀPx).
"""

import numpy as np
from scipy.linalg import expm
from sympy import Rational

from proofs.state_space.bounded_evolution import constant
from proofs.state_space.sharp_gain import dissipates
from verify import Claim, Control, Gt, Lt, Source, experiment, measured, observed
from verify.linalg.lyapunov import lyapunov, sharp_gain

place = Source("five-conditions", "Bounded Evolution: The Fifth Failure")
STATES, SYSTEMS, STEPS, STEP = 4, 12, 400, 0.05


def system(rng):
    """Return a random Hurwitz matrix, with abscissa -1/2, and a random column."""
    A = rng.standard_normal((STATES, STATES))
    shift = np.linalg.eigvals(A).real.max() + 0.5
    return A - shift * np.eye(STATES), rng.standard_normal((STATES, 1))


def held(A, B):
    """Return the step of x' = Ax + Bu for an input that is held: e^AΔ and its input column."""
    whole = np.zeros((STATES + 1, STATES + 1))
    whole[:STATES, :STATES], whole[:STATES, STATES:] = A, B
    power = expm(STEP * whole)
    return power[:STATES, :STATES], power[:STATES, STATES]


def longest(A, B, P):
    """Return the largest norm of a state that starts at rest and is pushed by U = 1."""
    step, column = held(A, B)
    push, x, seen = (B.T @ P)[0], np.zeros(STATES), 0.0
    for _ in range(STEPS):
        x = step @ x + column * (1.0 if push @ x >= 0 else -1.0)
        seen = max(seen, float(np.linalg.norm(x)))
    return seen


def bound(A, B, P):
    """Return C for a start at rest, U = 1, and half of the largest rate."""
    alpha = 0.5 / np.linalg.eigvalsh(P).max()  # λ_min(P⁻¹Q) for Q = I is 1/λ_max(P)
    return float(np.sqrt(sharp_gain(A, B, P, alpha) / alpha / np.linalg.eigvalsh(P).min()))


@experiment("the longest state of twelve random systems, as the largest share of its bound C")
def share(rng):
    found = []
    for _ in range(SYSTEMS):
        A, B = system(rng)
        P = lyapunov(A).P
        found.append(longest(A, B, P) / bound(A, B, P))
    return np.array([max(found)])


within = Claim(
    source=place,
    expects=observed,
    says=Lt(measured(share), Rational(3, 4)),
    controls=(
        Control("a tenth of C is enough", Lt(measured(share), Rational(1, 10))),
        Control("the bound is passed", Gt(measured(share), 1)),
    ),
    uses=(constant, dissipates),
    remark="The bound is rigorous; how far the states stay below it is only measured.",
)
