"""For P = 0 the start θ₃* that tends to -y₁ is known exactly, for every 0 < θ₂ < π.

θ₃* = π + 2 arctan( (sin θ₂ / 7) · ₂F₁(4/3, 4/3; 13/6; s) / ₂F₁(1/3, 1/3; 7/6; s) ) with
s = sin²(θ₂/2). In u = cot(θ₃/2), w = tan(θ₂/2) the two angles obey the Riccati equation
u' = (2/3)(u² - 2u/w - 1)/(1 + w²), and u = -(3/2)(1 + w²)ψ'/ψ makes it linear; the solution
that is regular at w = 0 is hypergeometric in s.
"""

from sympy import Rational, cos, cot, pi, sqrt, tan

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Lt,
    Ne,
    Source,
    equals,
    real,
)

place = Source("consensus-is-all-you-get", "Theorem 5.1")
third, c2, s2, c3, s3 = real("theta3 c2 s2 c3 s3")
u, w, psi, slope, bend, s = real("u w psi psi1 psi2 s")
phi, phi1, phi2, up = real("phi phi1 phi2 U")
beyond = real("delta")
k, ck, cnext, dk, dnext = real("k c_k c_next d_k d_next")

# The tangent of half an angle turns the flow into a rational one; time is counted in √2.
sine2, cosine2 = 2 * w / (1 + w**2), (1 - w**2) / (1 + w**2)
sine3, cosine3 = 2 * u / (1 + u**2), (u**2 - 1) / (u**2 + 1)
second_speed = -sine2 / 2
third_speed = (-sine3 + sine2 * cosine3 - cosine2 * sine3) / 3
w_speed = (1 + w**2) / 2 * second_speed
u_speed = -(1 + u**2) / 2 * third_speed
riccati = Rational(2, 3) * (u**2 - 2 * u / w - 1) / (1 + w**2)
linear = (1 + w**2) * bend + (2 * w + 4 / (3 * w)) * slope - 4 * psi / (9 * (1 + w**2))

w_not_zero = Assumption("θ₂ is not 0", Ne(w, 0))
psi_not_zero = Assumption("ψ does not vanish", Ne(psi, 0))
substitution = Assumption(
    "u is -(3/2)(1 + w²)ψ'/ψ", Eq(u, -Rational(3, 2) * (1 + w**2) * slope / psi)
)
solves_linear = Assumption("ψ solves the linear equation", Eq(linear, 0))
solves_riccati = Assumption("u solves the Riccati equation", Eq(up, riccati))

half_angles = Claim(
    source=place,
    given=(
        Assumption("(c₂, s₂) is a point of the circle", Eq(c2**2 + s2**2, 1)),
        Assumption("so is (c₃, s₃)", Eq(c3**2 + s3**2, 1)),
        Assumption("θ₂ is not an odd multiple of π", Ne(c2, 0)),
        Assumption("θ₃ is not a multiple of 2π", Ne(s3, 0)),
    ),
    says=And(
        Eq(2 * s2 * c2, sine2.subs(w, s2 / c2)),
        Eq(c3**2 - s3**2, cosine3.subs(u, c3 / s3)),
    ),
    controls=(Control("cot is used for both", Eq(2 * s2 * c2, cosine3.subs(u, s2 / c2))),),
    remark="cᵢ = cos(θᵢ/2) and sᵢ = sin(θᵢ/2): the left sides are sin θ₂ and cos θ₃.",
)

second_token = Claim(
    source=place,
    start=w_speed,
    chain=(equals(-w / 2),),
    controls=(Control("θ₂/2 itself falls so", Eq(second_speed, -w / 2)),),
    remark="So w falls as e^(-t/2): the pace of the second token, at the weight ½.",
)

riccati_equation = Claim(
    source=place,
    given=(w_not_zero,),
    start=u_speed / w_speed,
    chain=(equals(riccati),),
    controls=(
        Control(
            "the weights do not matter",
            Eq(u_speed / w_speed, (u**2 - 2 * u / w - 1) / (1 + w**2)),
        ),
        Control("the last sign is plus", Eq(u_speed / w_speed, riccati + 2 / (1 + w**2))),
    ),
    remark=(
        "2/3 is the ratio of a weight of the third token to that of the second: the number of "
        "heads, √(n + 1) and the dimension have cancelled."
    ),
)

u_slope = -Rational(3, 2) * (
    2 * w * slope / psi + (1 + w**2) * bend / psi - (1 + w**2) * slope**2 / psi**2
)

linear_equation = Claim(
    source=place,
    given=(w_not_zero, psi_not_zero, substitution, solves_linear),
    needs=(substitution, solves_linear),
    says=Eq(u_slope, riccati),
    controls=(Control("the slope of u is ψ'/ψ", Eq(u_slope, slope / psi)),),
    uses=(riccati_equation,),
    remark="u_slope is the derivative of -(3/2)(1 + w²)ψ'/ψ, with ψ' and ψ'' as letters.",
)

in_s = w**2 / (1 + w**2)
s_slope, s_bend = in_s.diff(w), in_s.diff(w, 2)
hypergeometric = s * (1 - s) * phi2 + (Rational(7, 6) - Rational(5, 3) * s) * phi1 - phi / 9

hypergeometric_equation = Claim(
    source=place,
    given=(
        w_not_zero,
        Assumption("φ solves the equation of ₂F₁(1/3, 1/3; 7/6; s)", Eq(hypergeometric, 0)),
        Assumption("s is w²/(1 + w²)", Eq(s, in_s)),
        Assumption("ψ is φ", Eq(psi, phi)),
        Assumption("ψ' is φ'(s) s'", Eq(slope, phi1 * s_slope)),
        Assumption(
            "ψ'' is φ''(s) s'² + φ'(s) s''", Eq(bend, phi2 * s_slope**2 + phi1 * s_bend)
        ),
    ),
    says=Eq(linear, 0),
    controls=(Control("φ alone solves it", Eq(linear.subs({slope: phi1, bend: phi2}), 0)),),
    remark="s = sin²(θ₂/2) runs over [0, 1) as θ₂ runs over [0, π).",
)

growth = Assumption(
    "the coefficients are those of ₂F₁(1/3, 1/3; 7/6; s)",
    Eq((k + 1) * (k + Rational(7, 6)) * cnext, (k + Rational(1, 3)) ** 2 * ck),
)
coefficient = (
    (k + 1) * k * cnext
    - k * (k - 1) * ck
    + Rational(7, 6) * (k + 1) * cnext
    - Rational(5, 3) * k * ck
    - ck / 9
)

series_solves = Claim(
    source=place,
    given=(growth,),
    needs=(growth,),
    says=Eq(coefficient, 0),
    controls=(Control("the coefficients are constant", Eq(coefficient.subs(cnext, ck), 0)),),
    remark=(
        "The coefficient of sᵏ in the equation, for every k at once: the series solves it to "
        "all orders. At s = 0 it is 1 and regular; the other solution behaves as s^(-1/6)."
    ),
)

indices = Claim(
    source=place,
    given=(
        Assumption("a power wʳ starts a solution", Eq(k * (k - 1) + Rational(4, 3) * k, 0)),
    ),
    says=Eq(k * (k + Rational(1, 3)), 0),
    controls=(Control("both solutions are regular at w = 0", Eq(k, 0)),),
    remark="r = 0 is the regular solution; r = -1/3 gives the trajectories that end at y₁.",
)

derivative_series = Claim(
    source=place,
    given=(
        growth,
        Assumption("dₖ is (21/2)(k + 1)cₖ₊₁", Eq(dk, Rational(21, 2) * (k + 1) * cnext)),
        Assumption(
            "dₖ₊₁ is (21/2)(k + 2)cₖ₊₂, and cₖ₊₂ follows cₖ₊₁",
            Eq(
                dnext * (k + Rational(13, 6)),
                Rational(21, 2) * (k + Rational(4, 3)) ** 2 * cnext,
            ),
        ),
    ),
    says=Eq((k + 1) * (k + Rational(13, 6)) * dnext, (k + Rational(4, 3)) ** 2 * dk),
    controls=(
        Control(
            "it has the parameters of the first",
            Eq((k + 1) * (k + Rational(7, 6)) * dnext, (k + Rational(1, 3)) ** 2 * dk),
        ),
    ),
    remark="The derivative of ₂F₁(1/3, 1/3; 7/6) is (2/21) ₂F₁(4/3, 4/3; 13/6).",
)

quotient = real("F")
boxed = Claim(
    source=place,
    given=(
        Assumption("F is the quotient of the two series", Eq(slope, quotient * psi * s_slope)),
        psi_not_zero,
    ),
    start=Rational(3, 2) * (1 + w**2) * slope / psi,
    chain=(
        equals(Rational(3, 2) * (1 + w**2) * quotient * s_slope, "ψ' = φ'(s) s'"),
        equals(Rational(3, 2) * sine2 * quotient, "s' = 2w/(1 + w²)²"),
    ),
    controls=(
        Control(
            "the factor is 1",
            Eq(Rational(3, 2) * (1 + w**2) * slope / psi, sine2 * quotient),
        ),
    ),
    uses=(linear_equation, hypergeometric_equation, derivative_series),
    remark=(
        "-u* = (3/2) sin θ₂ φ'/φ, and φ'/φ is 2/21 times the quotient of the display: the "
        "factor 1/7. With -u* = tan(θ₃*/2 - π/2) this is the formula."
    ),
)

offset = Claim(
    source=place,
    where={third: pi + beyond},
    given=(Assumption("the offset δ is no odd multiple of π", Ne(cos(beyond / 2), 0)),),
    says=Eq(cot(third / 2), -tan(beyond / 2)),
    controls=(Control("the sign is plus", Eq(cot(third / 2), tan(beyond / 2))),),
    remark="So u = cot(θ₃/2) is -tan of half the offset, which the closed form states.",
)

numerator = Rational(3, 2) * (1 + w**2) * slope + u * psi
numerator_slope = Rational(3, 2) * (2 * w * slope + (1 + w**2) * bend) + up * psi + u * slope


def gauss(a, b, c, value, first, second_one):
    """Return the left side of Gauss's equation for ₂F₁(a, b; c; s)."""
    return s * (1 - s) * second_one + (c - (a + b + 1) * s) * first - a * b * value


root = sqrt(1 - s)
chi1 = root * phi1 - phi / (2 * root)
chi2 = root * phi2 - phi1 / root - phi / (4 * root**3)
four, five, thirteen = Rational(4, 3), Rational(5, 6), Rational(13, 6)

euler_transformation = Claim(
    source=place,
    given=(
        Assumption("s is below 1", Lt(s, 1)),
        Assumption(
            "φ solves the equation of ₂F₁(4/3, 4/3; 13/6; s)",
            Eq(gauss(four, four, thirteen, phi, phi1, phi2), 0),
        ),
    ),
    says=Eq(gauss(five, five, thirteen, root * phi, chi1, chi2), 0),
    controls=(
        Control("φ itself solves it", Eq(gauss(five, five, thirteen, phi, phi1, phi2), 0)),
    ),
    remark=(
        "√(1 - s) ₂F₁(4/3, 4/3; 13/6; s) = ₂F₁(5/6, 5/6; 13/6; s): both are 1 at s = 0 and "
        "regular. The right side has a value at s = 1, that is at θ₂ = π."
    ),
)

first_integral = Claim(
    source=place,
    given=(w_not_zero, solves_linear, solves_riccati),
    needs=(solves_linear, solves_riccati),
    says=Eq(numerator_slope, Rational(2, 3) * (u - 2 / w) / (1 + w**2) * numerator),
    controls=(Control("N itself is kept", Eq(numerator_slope, 0)),),
    remark=(
        "N = (3/2)(1 + w²)ψ' + uψ obeys N' = gN with a g that does not depend on ψ, so the "
        "quotient of N for two solutions ψ is a first integral. N = 0 for the regular ψ is the "
        "trajectory of θ₃*."
    ),
)

g43, g13, g136, g76, g56 = real("G43 G13 G136 G76 G56")

limit_value = Claim(
    source=place,
    given=(
        Assumption("Γ(4/3) is Γ(1/3)/3", Eq(g43, g13 / 3)),
        Assumption("Γ(13/6) is (7/6)Γ(7/6)", Eq(g136, Rational(7, 6) * g76)),
        Assumption("Γ(1/3) is not 0", Ne(g13, 0)),
        Assumption("Γ(7/6) is not 0", Ne(g76, 0)),
    ),
    start=Rational(2, 7) * (g136 / g43**2) * (g56**2 / g76),
    chain=(equals(3 * g56**2 / g13**2),),
    controls=(
        Control(
            "the factor is 1",
            Eq(Rational(2, 7) * (g136 / g43**2) * (g56**2 / g76), g56**2 / g13**2),
        ),
    ),
    remark=(
        "By Gauss's sum the quotient of the series, times √(1 - s), tends to the quotient of "
        "Γ(13/6)/Γ(4/3)² and Γ(7/6)/Γ(5/6)² as s → 1, where sin θ₂ = 2√(s(1 - s)): the offset "
        "tends, as θ₂ → π, to 2 arctan(3Γ(5/6)²/Γ(1/3)²) = 0.97880…, not to π."
    ),
)
