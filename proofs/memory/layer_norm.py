"""Layer normalization has norm √d rather than 1, turns vectors, and can merge opposite ones.

LN(x) = (x - mean)/√(variance + ε). It subtracts the mean first, which is no change of length:
LN(3, 1) = (1, -1). States at an obtuse angle may have one and the same image.
"""

from proofs.vocabulary import centered, dot, layer_norm, rms_norm
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Ge,
    Gt,
    Le,
    Lt,
    Ne,
    Source,
    real,
    refuted,
)

x, y = real("x1 x2"), real("y1 y2")
epsilon, gain, shift = real("epsilon a b")
place = Source("five-conditions", "What About Layer Normalization?")

small = Assumption("ε is positive", Gt(epsilon, 0))
uneven = Assumption("the coordinates of x differ", Ne(x[0], x[1]))
uneven_too = Assumption("the coordinates of y differ", Ne(y[0], y[1]))
obtuse = Assumption("the states are at an obtuse angle", Lt(dot(x, y), 0))
acute = Assumption("the states are at an acute angle", Gt(dot(x, y), 0))
rising = Assumption("the factor a is positive", Gt(gain, 0))
nonzero = Assumption("x is not zero", Gt(dot(x, x), 0))


def unit_norm_in(d: int) -> Claim:
    """State the essay's sentence for d coordinates."""
    state = real(f"x1:{d + 1}")
    image = layer_norm(state, epsilon)
    return Claim(
        source=place,
        reading="literal",
        expects=refuted,
        given=(small,),
        says=Eq(dot(image, image), 1),
        controls=(Control("the image is zero", Eq(dot(image, image), 0)),),
        remark="'It rescales the hidden state to have unit norm.'",
    )


def norm_in(d: int) -> Claim:
    """State the norm of the image for d coordinates."""
    state = real(f"x1:{d + 1}")
    image, middle = layer_norm(state, epsilon), centered(state)
    variance = dot(middle, middle) / d
    return Claim(
        source=place,
        reading="repaired",
        repairs=unit_norm,
        given=(small,),
        says=And(
            Eq(dot(image, image), d * variance / (variance + epsilon)),
            Lt(dot(image, image), d),
        ),
        controls=(
            Control("the norm is 1", Eq(dot(image, image), 1)),
            Control("the norm is √d exactly", Eq(dot(image, image), d)),
        ),
        remark="Gain 1 and bias 0. ε > 0 keeps the quotient defined.",
    )


unit_norm = unit_norm_in(2)
norm = Family(norm_in, sizes=({"d": 2}, {"d": 3}))

scalar_operation = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(uneven,),
    says=Eq(x[0] * layer_norm(x)[1], x[1] * layer_norm(x)[0]),
    controls=(Control("the state is left alone", Eq(layer_norm(x)[0], x[0])),),
    remark=(
        "'It changes the length of the vector. It says nothing about the direction.' The image "
        "of (3, 1) is (1, -1): the cosine of the angle between them is 1/√5."
    ),
)

without_the_mean = Claim(
    source=place,
    reading="repaired",
    repairs=scalar_operation,
    given=(nonzero,),
    says=Eq(x[0] * rms_norm(x)[1], x[1] * rms_norm(x)[0]),
    controls=(Control("the state is left alone", Eq(rms_norm(x)[0], x[0])),),
    remark=(
        "Root-mean-square normalization with one gain for all coordinates keeps the direction. "
        "x ≠ 0 is there because the statement divides by its norm."
    ),
)

directions_lost = Claim(
    source=place,
    reading="repaired",
    repairs=scalar_operation,
    given=(uneven, rising),
    needs=(rising,),
    says=And(
        Eq(layer_norm((gain * x[0] + shift, gain * x[1] + shift))[0], layer_norm(x)[0]),
        Eq(layer_norm((gain * x[0] + shift, gain * x[1] + shift))[1], layer_norm(x)[1]),
    ),
    controls=(
        Control("a shift is kept", Eq(layer_norm((x[0] + shift, x[1]))[0], layer_norm(x)[0])),
    ),
    remark="All of ax + b(1, 1) with a > 0 has one image: a half-plane for each x.",
)

not_closer = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(uneven, uneven_too, obtuse),
    says=Le(dot(layer_norm(x), layer_norm(y)), 0),
    controls=(Control("opposite stays opposite", Lt(dot(centered(x), centered(y)), 0)),),
    remark=(
        "'Two hidden states drifting apart in opposite directions are not brought closer "
        "together by rescaling.' (3, 1) and (-1, -3) are at an obtuse angle, and both have the "
        "image (1, -1). So have (10, 11, 12) and (-12, -11, -10), with cosine -361/365, in "
        "three dimensions."
    ),
)

not_farther = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(uneven, uneven_too, acute),
    says=Ge(dot(layer_norm(x), layer_norm(y)), 0),
    controls=(Control("the images agree", Eq(layer_norm(x)[0], layer_norm(y)[0])),),
    remark="The converse fails too: (3, 1) and (1, 3) have opposite images.",
)

angle = Claim(
    source=place,
    reading="repaired",
    repairs=not_closer,
    says=Eq(dot(centered(x), centered(y)), dot(x, y) - (x[0] + x[1]) * (y[0] + y[1]) / 2),
    controls=(
        Control("the inner product is kept", Eq(dot(centered(x), centered(y)), dot(x, y))),
        Control(
            "the means are subtracted once",
            Eq(dot(centered(x), centered(y)), dot(x, y) - (x[0] + x[1]) * (y[0] + y[1])),
        ),
    ),
    remark="The sign of this decides the angle of the images, not the sign of ⟨x, y⟩.",
)

angle_of_opposites = Claim(
    source=place,
    reading="repaired",
    repairs=not_farther,
    given=(uneven, rising),
    needs=(uneven, rising),
    says=Lt(dot(centered(x), centered((-gain * x[0], -gain * x[1]))), 0),
    controls=(
        Control(
            "the images cancel",
            Eq(dot(centered(x), centered((-gain * x[0], -gain * x[1]))), -dot(x, x)),
        ),
    ),
    remark="Exactly opposite states, y = -ax, do stay opposite.",
)

near_one_side = centered([entry + shift for entry in (10, 11, 12)])
near_the_other = centered([entry + shift for entry in (-12, -11, -10)])

merged = Claim(
    source=place,
    reading="repaired",
    repairs=not_closer,
    says=And(*(Eq(one, two) for one, two in zip(near_one_side, near_the_other, strict=True))),
    controls=(
        Control("the images are opposite", Eq(near_one_side[0], -near_the_other[0])),
        Control("the shift is left", Eq(near_one_side[1], shift)),
    ),
    remark="Whatever the shift b, both become (-1, 0, 1), which is what is then scaled.",
)
