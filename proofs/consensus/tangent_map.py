"""T_x π_W · X = (1/|x|_W) (I - x xᵀW / |x|²_W) X, where π_W(x) = x/|x|_W and |x|²_W = xᵀWx.

At y on the ellipsoid yᵀWy = 1 it is the projection I - y yᵀW onto {Y : yᵀWY = 0}. In any
dimension.
"""

from sympy import sqrt

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Gt,
    Implies,
    Source,
    differential,
    identity,
    inner,
    matrix,
    real,
    same,
    size,
    vector,
    zero,
)

n = size("n")
c = real("c")
x, X, y, Y = vector("x X y Y", n)
W = matrix("W", n)
KEY = "consensus-is-all-you-get"
place = Source(KEY, "Equation (3)")
remark_2_1 = Source(KEY, "Remark 2.1")

square = inner(x, W * x)
image = x / sqrt(square)
derivative = differential(image, x, X)
printed = (X - (inner(x, W * X) / square) * x) / sqrt(square)
projection = identity(n) - y * y.T * W

symmetric = Assumption("W is symmetric", same(W.T, W))
positive = Assumption("x has a positive length in W", Gt(square, 0))
on_it = Assumption("y lies on the ellipsoid", Eq(inner(y, W * y), 1))

eq_3 = Claim(
    source=place,
    given=(symmetric, positive),
    needs=(symmetric,),
    says=same(derivative, printed),
    controls=(
        Control(
            "the projection is Euclidean",
            same(derivative, (X - (inner(x, X) / square) * x) / sqrt(square)),
        ),
        Control(
            "the length is forgotten", same(derivative, X - (inner(x, W * X) / square) * x)
        ),
    ),
    sizes={n: (1, 2)},
)

any_matrix = Claim(
    source=place,
    given=(positive,),
    says=same(
        derivative,
        (X - ((inner(x, W * X) + inner(X, W * x)) / (2 * square)) * x) / sqrt(square),
    ),
    controls=(Control("W may stand alone", same(derivative, printed)),),
    sizes={n: (1, 2)},
    remark="Without symmetry (W + Wᵀ)/2 takes the place of W.",
)

on_the_ellipsoid = Claim(
    source=place,
    given=(on_it,),
    needs=(on_it,),
    says=same(printed.xreplace({x: y}), projection * X),
    controls=(
        Control(
            "W stands on the other side of y yᵀ",
            same(printed.xreplace({x: y}), X - W * y * y.T * X),
        ),
    ),
    sizes={n: (1, 2)},
    remark="On the ellipsoid |y|_W = 1, and (3) becomes (I - y yᵀW) X.",
)

lands_in_the_ellipsoid = Claim(
    source=Source(KEY, "Equation (2)"),
    given=(positive,),
    says=Eq(inner(image, W * image), 1),
    controls=(Control("the image has Euclidean length 1", Eq(inner(image, image), 1)),),
    sizes={n: (1, 2)},
)

constraint = Claim(
    source=remark_2_1,
    given=(symmetric,),
    needs=(symmetric,),
    says=Eq(differential(inner(y, W * y), y, Y), 2 * inner(y, W * Y)),
    controls=(
        Control("the factor is 1", Eq(differential(inner(y, W * y), y, Y), inner(y, W * Y))),
    ),
    sizes={n: (1, 2)},
    remark="So T_y of the ellipsoid is {Y : yᵀWY = 0}: what keeps yᵀWy to first order.",
)

into_the_tangent_space = Claim(
    source=remark_2_1,
    given=(on_it,),
    needs=(on_it,),
    says=Eq(inner(y, W * (projection * X)), 0),
    controls=(
        Control("it is orthogonal to y", Eq(inner(y, projection * X), 0)),
        Control("any multiple of y may go", Eq(inner(y, W * (X - c * y)), 0)),
    ),
    sizes={n: (1, 2)},
)

keeps_the_tangent_space = Claim(
    source=remark_2_1,
    says=Implies(Eq(inner(y, W * X), 0), same(projection * X, X)),
    controls=(
        Control(
            "it keeps what is orthogonal to y",
            same(projection * X, X),
            given=(Assumption("X is orthogonal to y", Eq(inner(y, X), 0)),),
        ),
    ),
    sizes={n: (2,)},
)

idempotent = Claim(
    source=remark_2_1,
    given=(on_it,),
    needs=(on_it,),
    says=same(projection * projection, projection),
    controls=(Control("it is a reflection", same(projection * projection, identity(n))),),
    sizes={n: (1, 2)},
)

kernel = Claim(
    source=remark_2_1,
    given=(on_it,),
    needs=(on_it,),
    says=same(projection * (c * y), zero(n)),
    controls=(Control("the kernel is empty", same(projection * y, y)),),
    sizes={n: (1, 2)},
    remark="The projection forgets multiples of y, and (next to it) keeps tangent vectors.",
)

invariance = Claim(
    source=Source(KEY, "Equation (7)"),
    given=(symmetric,),
    needs=(symmetric,),
    says=Eq(
        differential(inner(y, W * y), y, X - inner(y, W * X) * y),
        2 * inner(y, W * X) * (1 - inner(y, W * y)),
    ),
    controls=(
        Control(
            "every ellipsoid is kept",
            Eq(differential(inner(y, W * y), y, X - inner(y, W * X) * y), 0),
        ),
    ),
    sizes={n: (1, 2)},
    remark=(
        "X stands for Σⱼ αᵢⱼ U yⱼ. The ellipsoid is kept; next to it the field repels where "
        "yᵀWX < 0, so an integration that never normalizes drifts off and may show a consensus "
        "that is not there."
    ),
)
