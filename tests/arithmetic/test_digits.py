from __future__ import annotations

from fractions import Fraction

import mpmath
import sympy

from verify.arithmetic import MP, compile_tape
from verify.notation import real

x = real("x")


def test_digits_are_those_asked_for_and_no_global_precision_moves():
    before = mpmath.mp.dps
    value = compile_tape([sympy.exp(x)], [x]).play(MP(100), {x: 1})[0]
    assert mpmath.mp.dps == before
    with mpmath.workdps(120):
        assert abs(value - mpmath.e) < mpmath.mpf(10) ** -98


def test_fractions_enter_with_all_digits():
    value = compile_tape([3 * x], [x]).play(MP(40), {x: Fraction(1, 3)})[0]
    assert abs(value - 1) < mpmath.mpf(10) ** -39


def test_a_real_function_outside_its_domain_is_nan():
    for function in (sympy.sqrt, sympy.log, sympy.acosh):
        assert mpmath.isnan(compile_tape([function(x)], [x]).play(MP(20), {x: -2})[0])


def test_two_precisions_do_not_disturb_each_other():
    tape = compile_tape([x / 3], [x])
    low, high = tape.play(MP(5), {x: 1})[0], tape.play(MP(50), {x: 1})[0]
    assert tape.play(MP(5), {x: 1})[0] == low != high
