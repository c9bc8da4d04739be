"""Behind a normalization the damping weights brake with constant force: ‖x‖ falls by γ a layer.

The block then reads x/‖x‖ instead of x and adds -γ x/‖x‖: dry friction, which stops a small
state, and not the factor 1 - γ.
"""

from sympy import Abs

from verify import Assumption, Claim, Control, Eq, Gt, Source, norm, real, size, vector

n = size("n")
gamma = real("gamma")
x = vector("x", n)
after = x - (gamma / norm(x)) * x
place = Source("curse-of-euler", "The Essence of the Curse")

away = Assumption("the state is not zero", Gt(norm(x), 0))

dry_friction = Claim(
    source=place,
    given=(away,),
    says=Eq(norm(after), Abs(norm(x) - gamma)),
    controls=(
        Control(
            "the norm falls by the factor 1 - γ", Eq(norm(after), Abs(1 - gamma) * norm(x))
        ),
        Control("the norm always falls by γ", Eq(norm(after), norm(x) - gamma)),
    ),
    sizes={n: (1, 2)},
    remark=(
        "The normalization is x/‖x‖, the root mean square up to a factor. x ≠ 0 is there "
        "because the statement divides by ‖x‖."
    ),
)
