"""A full step, h = 1, overshoots the rest state iff λ < -1.

The exact content of "it overshoots": the sign of the state is reversed.
"""

from verify import Assumption, Claim, Control, Iff, Le, Lt, Ne, Source, real, refuted

lam, x = real("lambda x")
place = Source("curse-of-euler", "The Essence of the Curse")

decaying = Assumption("the mode decays", Lt(lam, 0))
away = Assumption("the state is not zero", Ne(x, 0))

literal = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(decaying, away),
    says=Lt(x * (x + lam * x), 0),
    controls=(Control("it reaches the rest state", Le(x * (x + lam * x), 0)),),
    remark="'The full plunge every time': a mode with -1 < λ < 0 comes nearer on its own side.",
)

repaired = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    given=(away,),
    needs=(away,),
    says=Iff(Lt(x * (x + lam * x), 0), Lt(lam, -1)),
    controls=(
        Control("overshooting is instability", Iff(Lt(x * (x + lam * x), 0), Lt(lam, -2))),
        Control("λ = -1 overshoots", Iff(Lt(x * (x + lam * x), 0), Le(lam, -1))),
    ),
)
