"""LegT is Hurwitz at N = 3, 8 and 48, though its energy ‖c‖² has no strict decay.

A + Aᵀ has rank two, so A has the logarithmic norm 0, which proves nothing here. The rational
T⁻¹AT, T = diag √(2n + 1), has the same eigenvalues, and an exact characteristic polynomial.
"""

from proofs.state_space.legt import scaled_legt
from verify import Claim, Control, Family, Ge, Lt, Source
from verify.notation import abscissa, array

place = Source("five-conditions", "Start With a Stable Matrix")


def hurwitz_at(N: int) -> Claim:
    """State that every eigenvalue of LegT of size N has a negative real part."""
    system = array(scaled_legt(N))
    return Claim(
        source=place,
        says=Lt(abscissa(system), 0),
        controls=(Control("a mode decays no faster than the energy", Ge(abscissa(system), 0)),),
        remark="'It's proved analytically, before any training': of the matrix at its start.",
    )


hurwitz = Family(hurwitz_at, sizes=tuple({"N": N} for N in (3, 8, 48)))
