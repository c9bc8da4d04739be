"""Certificates checked again by other programs than the ones that wrote them."""

import sympy
import z3

from verify.verdict import Step


def z3_agrees(step: Step) -> bool:
    """Tell whether a fresh solver finds the SMT-LIB text of a step unsatisfiable."""
    assert step.language == "smt2"
    solver = z3.Solver(ctx=z3.Context())
    solver.from_string(step.identity)
    return solver.check() == z3.unsat


def identity_holds(text: str) -> bool:
    """Tell whether each block of a normal-form identity is zero modulo its relations.

    SymPy's polynomials do the work here, FLINT's did it first.
    """
    blocks = [block for block in _blocks(text) if block != ["nowhere"]]
    return all(_block_holds(block) for block in blocks)


def _blocks(text: str) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.startswith("where "):
            blocks.append([])
        else:
            blocks[-1].append(line)
    return [block for block in blocks if block]


def _block_holds(lines: list[str]) -> bool:
    relations = []
    for line in lines[:-1]:
        if "; " in line:
            left, right = line.rsplit("; ", 1)[1].split(" = ")
            relations.append((left, right))
    assert lines[-1].startswith("0 = "), lines
    total = sympy.sympify(lines[-1][4:])
    numerator = sympy.fraction(sympy.together(total))[0]
    for left, right in reversed(relations):
        power = sympy.sympify(left)
        gap = sympy.fraction(sympy.together(power - sympy.sympify(right)))[0]
        if not numerator.has(power.base):
            continue
        numerator = sympy.prem(sympy.expand(numerator), sympy.expand(gap), power.base)
    return sympy.expand(numerator) == 0
