"""All |1 + λ| < 1 confines the eigenvalues of J to the disc of radius 1 about -1, and no more.

I + J has the eigenvectors of J, with eigenvalues 1 + λ. The disc lies strictly inside the half
plane Re λ < 0 where the exact flow decays, so a better integrator enlarges the stable set, and
stabilizes no λ with Re λ ≥ 0.
"""

from sympy import Abs, Rational, exp, im, re

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Iff,
    Le,
    Lt,
    Source,
    complex_number,
    identity,
    matrix,
    norm,
    real,
    refuted,
    same,
    size,
    vector,
)

n = size("n")
mu, rate = real("mu lambda")
lam = complex_number("lambda")
v = vector("v", n)
J, M = matrix("J M", n)
one = identity(n)
place = Source("five-conditions", "Reading the Eigenvalues")
intro = Source("five-conditions", "Chapter 1 Only Got Us Halfway There")

eigenvector = Assumption("v is an eigenvector of J", same(J * v, rate * v))
inside = Assumption("λ lies in the disc", Lt(Abs(1 + lam), 1))
outside = Assumption("Euler with h = 1 amplifies the mode", Gt(Abs(1 + lam), 1))
decaying = Assumption("the mode decays", Lt(re(lam), 0))
lasting = Assumption("the mode does not decay", Ge(re(lam), 0))
away = Assumption("the state is not zero", Gt(norm(v), 0))
orthogonal = Assumption("M keeps lengths", same(M.T * M, one))
eigen = Assumption("v is an eigenvector of M", same(M * v, mu * v))
bounded = Assumption("the step does not enlarge v", Le(norm(M * v), norm(v)))
falling = Assumption("the step shortens v", Lt(norm(M * v), norm(v)))

shift = Claim(
    source=place,
    given=(eigenvector,),
    needs=(eigenvector,),
    says=same((one + J) * v, (1 + rate) * v),
    controls=(Control("the eigenvalues are those of J", same((one + J) * v, rate * v)),),
    sizes={n: (1, 2)},
)

disc = Claim(
    source=place,
    says=Iff(Lt(Abs(1 + lam), 1), Lt(Abs(lam) ** 2, -2 * re(lam))),
    controls=(
        Control("the disc is centered at 0", Iff(Lt(Abs(1 + lam), 1), Lt(Abs(lam), 1))),
        Control("the half plane decides", Iff(Lt(Abs(1 + lam), 1), Lt(re(lam), 0))),
        Control("the factor 2 can go", Iff(Lt(Abs(1 + lam), 1), Lt(Abs(lam) ** 2, -re(lam)))),
    ),
)

not_too_big = Claim(
    source=place,
    given=(inside,),
    needs=(inside,),
    says=Lt(Abs(lam), 2),
    controls=(
        Control("it is below 1", Lt(Abs(lam), 1)),
        Control("the imaginary part is below 1/2", Lt(Abs(im(lam)), Rational(1, 2))),
    ),
    remark="'Not just don't be too big', says the essay: it may be as big as 2.",
)

perfect_integrator = Claim(
    source=intro,
    reading="literal",
    expects=refuted,
    given=(outside,),
    says=Ge(Abs(exp(lam)), 1),
    controls=(Control("the mode doubles", Ge(Abs(exp(lam)), 2)),),
    remark=(
        "'Even if you swapped Euler for a perfect integrator, you would still have a broken "
        "system.' For λ = -3, or -1 - 2i, Euler with h = 1 blows up and the exact flow decays."
    ),
)

exact_flow = Claim(
    source=intro,
    reading="repaired",
    repairs=perfect_integrator,
    says=Iff(Lt(Abs(exp(lam)), 1), Lt(re(lam), 0)),
    controls=(
        Control("the disc decides", Iff(Lt(Abs(exp(lam)), 1), Lt(Abs(1 + lam), 1))),
        Control("|λ| < 1 decides", Iff(Lt(Abs(exp(lam)), 1), Lt(Abs(lam), 1))),
    ),
)

disc_in_half_plane = Claim(
    source=intro,
    reading="repaired",
    repairs=perfect_integrator,
    given=(inside,),
    needs=(inside,),
    says=Lt(re(lam), 0),
    controls=(Control("the real part is at most -1/2", Le(re(lam), -Rational(1, 2))),),
    remark="Whatever Euler keeps, the exact flow keeps too.",
)

half_plane_not_in_disc = Claim(
    source=intro,
    reading="literal",
    expects=refuted,
    given=(decaying,),
    says=Lt(Abs(1 + lam), 1),
    controls=(Control("the state halves", Le(Abs(1 + lam), Rational(1, 2))),),
    remark="What Euler with h = 1 loses: every decaying mode outside the disc.",
)

no_integrator_helps = Claim(
    source=intro,
    reading="repaired",
    repairs=half_plane_not_in_disc,
    given=(lasting,),
    needs=(lasting,),
    says=Ge(Abs(exp(lam)), 1),
    controls=(Control("it grows strictly", Gt(Abs(exp(lam)), 1)),),
    remark="Here the essay is right: where Re λ ≥ 0 the system itself does not decay.",
)

strict_for_boundedness = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(away, eigen, bounded),
    says=Lt(Abs(mu), 1),
    controls=(Control("every vector is halved", Le(2 * norm(M * v), norm(v))),),
    sizes={n: (1, 2)},
    remark=(
        "'To be stable, all eigenvalues must lie strictly inside the unit circle': the "
        "identity and every rotation are stable, with their eigenvalues on the circle."
    ),
)

closed_disc = Claim(
    source=place,
    reading="repaired",
    repairs=strict_for_boundedness,
    given=(away, eigen, bounded),
    needs=(away, eigen, bounded),
    says=Le(Abs(mu), 1),
    controls=(Control("the circle is excluded", Lt(Abs(mu), 1)),),
    sizes={n: (1, 2)},
)

strict_for_decay = Claim(
    source=place,
    reading="repaired",
    repairs=strict_for_boundedness,
    given=(eigen, falling),
    needs=(eigen, falling),
    says=Lt(Abs(mu), 1),
    controls=(Control("the eigenvalue is at most 1/2", Le(Abs(mu), Rational(1, 2))),),
    sizes={n: (1, 2)},
    remark="For asymptotic stability the strict condition is right.",
)

lengths_kept = Claim(
    source=place,
    reading="repaired",
    repairs=strict_for_boundedness,
    given=(orthogonal,),
    needs=(orthogonal,),
    says=Eq(norm(M * (M * v)), norm(v)),
    controls=(Control("two steps change nothing", same(M * (M * v), v)),),
    sizes={n: (1, 2)},
    remark="A rotation neither decays nor grows.",
)
