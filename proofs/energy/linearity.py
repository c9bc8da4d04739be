"""The rate Ė is linear in V: V and -V never both lower the energy, and never both raise it.

If the law of V does not change under V → -V, as for independent centered Gaussian entries, then
half of the draws lower the energy at any position where Ė is not 0. Failure is generic.
"""

from proofs.energy.vocabulary import beta, d, energy_rate, n
from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ne,
    Source,
    matrix,
    real,
)

c, e = real("c e")
V, U = matrix("V U", d)
article = Source("metastable-states", "The Universal Failure of Monotone Energy")
warm = Assumption("β is not zero", Ne(beta, 0))
small = {d: (2,), n: (1,)}  # what is proved holds for every size

linear = Claim(
    source=article,
    given=(warm,),
    says=Eq(energy_rate(c * V + e * U), c * energy_rate(V) + e * energy_rate(U)),
    controls=(
        Control("the square of c counts", Eq(energy_rate(c * V), c**2 * energy_rate(V))),
    ),
    sizes=small,
)

sign_flip = Claim(
    source=article,
    given=(warm,),
    says=Eq(energy_rate(-V), -energy_rate(V)),
    controls=(Control("the sign does not matter", Eq(energy_rate(-V), energy_rate(V))),),
    sizes=small,
    uses=(linear,),
    remark=(
        "So V lowers the energy iff -V raises it, and a law that is symmetric under V → -V "
        "lowers it with probability ½: no rotation, and no training, is needed to explain "
        "that the energy of a trained model is not monotone."
    ),
)
