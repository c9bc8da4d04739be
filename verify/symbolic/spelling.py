"""Expressions spelled as rational functions: each function value becomes a letter.

An identity between rational functions in the letters, modulo the relations the letters satisfy
(r² = p for r = √p, s² + c² = 1, m² = u² for m = |u|), is an identity of the expressions. The
converse fails: two values that agree for a reason no relation records get two letters, and an
identity between them is not found. √x √y and √(xy) are such a pair, and rightly so: they
differ when x and y are negative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import sympy

from verify.symbolic.angles import argument_of_exp, levels, multiple, rotated
from verify.symbolic.heads import CONSTANTS, ODD, Letter, is_known, rewritten
from verify.symbolic.lattice import common_basis
from verify.symbolic.rational import Fraction, NotScalar, Ring, fraction, rational, reduced
from verify.symbolic.texts import text

Nonnegative = Callable[[Any, "Speller"], bool]


def never(polynomial: Any, speller: Speller) -> bool:
    """Tell nothing about the sign of a polynomial."""
    return False


@dataclass
class Speller:
    """The letters met so far, in the order they were made.

    `positive` tells which polynomials in the letters are known to be > 0 wherever the statement
    is about; √(fg) = √f √g and log(fg) = log f + log g are used for such f only.
    """

    positive: Nonnegative = never
    letters: dict[sympy.Symbol, Letter] = field(default_factory=dict)
    spelled: dict[Any, Any] = field(default_factory=dict)

    def spell(self, expressions: Iterable[Any]) -> list[Any]:
        """Return expressions as rational functions of letters.

        All expressions that will meet have to be given together: exponentials share letters
        only within one call. Raises `NotScalar` for what is no real scalar.
        """
        wholes = [rewritten(sympy.sympify(expression)) for expression in expressions]
        for level in levels(wholes):
            self._spell_exponentials([a for a in level if argument_of_exp(a) is not None])
            self._spell_angles([a for a in level if isinstance(a, sympy.sin | sympy.cos)])
        return [self.of(whole) for whole in wholes]

    def of(self, whole: Any) -> Any:
        """Return one rewritten expression in letters."""
        if whole not in self.spelled:
            self.spelled[whole] = self._of_node(whole)
        return self.spelled[whole]

    def normal(self, spelled: Any) -> Fraction:
        """Return the normal form of a spelled expression, modulo its letters' relations."""
        free = set(spelled.free_symbols)
        pending = list(free)
        while pending:
            letter = self.letters.get(pending.pop())
            new = letter.equals.free_symbols - free if letter and letter.power else set()
            free |= new
            pending.extend(new)
        ring = Ring.over(sorted(free, key=self._place))
        whole = fraction(spelled, ring)
        above, below = (self._reduce(p, ring) for p in (whole.numerator, whole.denominator))
        numerator = above.numerator * below.denominator
        return reduced(ring, numerator, above.denominator * below.numerator)

    def meaning(self, spelled: Any) -> Any:
        """Return a spelled expression in the claim's letters again."""
        return spelled.xreplace({x: letter.meaning for x, letter in self.letters.items()})

    def _place(self, letter: sympy.Symbol) -> tuple[int, str]:
        made = self.letters.get(letter)
        return made.place if made else -1, letter.name

    def _reduce(self, polynomial: Any, ring: Ring) -> Fraction:
        whole = Fraction(ring, polynomial, ring.context.constant(1))
        for symbol in reversed(ring.letters):
            letter = self.letters.get(symbol)
            if letter is not None and letter.power:
                whole = _lowered(whole, symbol, letter)
        return whole

    def _of_node(self, whole: Any) -> Any:
        if whole.is_Rational:
            return whole
        if whole.is_Symbol:
            if not whole.is_real:
                raise NotScalar(f"{whole} is no real letter")
            return whole
        if whole.is_Add or whole.is_Mul:
            return whole.func(*(self.of(argument) for argument in whole.args))
        if whole.is_Pow and whole.exp.is_Integer:
            return self.of(whole.base) ** whole.exp
        if whole.is_Pow and whole.exp.is_Rational and whole.base is not sympy.E:
            return self._root(self.of(whole.base), int(whole.exp.q)) ** whole.exp.p
        if argument_of_exp(whole) is not None:
            self._spell_exponentials([whole])
            return self.spelled[whole]
        if isinstance(whole, sympy.sin | sympy.cos):
            self._spell_angles([whole])
            return self.spelled[whole]
        return self._of_function(whole)

    def _of_function(self, whole: Any) -> Any:
        if whole in CONSTANTS:
            return self._letter("constant", (), whole)
        if isinstance(whole, sympy.Abs):
            return self._modulus(self.of(whole.args[0]))
        if isinstance(whole, sympy.log) and len(whole.args) == 1:
            return self._logarithm(self.of(whole.args[0]))
        if isinstance(whole, sympy.Max | sympy.Min):
            arguments = sorted({self._tidy(self.of(a)) for a in whole.args}, key=str)
            return self._letter(type(whole).__name__.lower(), tuple(arguments), type(whole))
        if isinstance(whole, ODD):
            return self._odd(whole)
        if isinstance(whole, sympy.Piecewise):
            return self._letter("piecewise", (whole,), whole)
        if whole.is_Pow:
            return self._power(whole)
        if is_known(whole) and whole.args:
            arguments = [self._tidy(self.of(a)) for a in whole.args]
            return self._letter(type(whole).__name__, tuple(arguments), type(whole))
        raise NotScalar("{} is no scalar that the symbolic routes know", whole)

    def _tidy(self, spelled: Any) -> Any:
        return self.normal(spelled).expression()

    def _letter(
        self,
        head: str,
        arguments: tuple[Any, ...],
        value: Any,
        power: int = 0,
        equals: Any = None,
    ) -> sympy.Symbol:
        meaning = value
        if isinstance(value, type):
            meaning = value(*(self.meaning(a) for a in arguments))
        for letter in self.letters.values():
            same = (letter.head, letter.arguments, letter.power) == (head, arguments, power)
            if same and (arguments or letter.meaning == meaning):
                return letter.symbol
        symbol = sympy.Symbol(f"[{text(meaning)}]")
        while symbol in self.letters:
            symbol = sympy.Symbol(f"{symbol.name}'")
        self.letters[symbol] = Letter(
            symbol, head, arguments, meaning, power, equals, len(self.letters)
        )
        return symbol

    def _spell_exponentials(self, atoms: list[Any]) -> None:
        atoms = [atom for atom in atoms if atom not in self.spelled]
        if not atoms:
            return
        split = [self._without_logs(self.of(argument_of_exp(atom))) for atom in atoms]
        basis = common_basis([rest for rest, _ in split])
        letters = [self._letter("exp", (g,), sympy.exp) for g in basis.generators]
        for atom, row, (_, powers) in zip(atoms, basis.coordinates, split, strict=True):
            product = sympy.Mul(*(x**k for x, k in zip(letters, row, strict=True)))
            self.spelled[atom] = product * powers

    def _without_logs(self, spelled: Any) -> tuple[Any, Any]:
        """Return an exponent without its terms k log u, and the product of the u^k."""
        rest, powers = self._tidy(spelled), sympy.S.One
        for symbol in sorted(rest.free_symbols & set(self.letters), key=str):
            letter, times = self.letters[symbol], rest.coeff(symbol).as_coeff_Add()[0]
            if letter.head == "log" and times.is_Integer:
                rest -= times * symbol
                powers *= letter.arguments[0] ** times
        return rest, powers

    def _spell_angles(self, atoms: list[Any]) -> None:
        atoms = [atom for atom in atoms if atom not in self.spelled]
        if not atoms:
            return
        turned = [self._without_turns(self.of(atom.args[0])) for atom in atoms]
        basis = common_basis([rest for rest, _ in turned])
        pairs = [self._cos_sin(generator) for generator in basis.generators]
        for atom, (_, turn), row in zip(atoms, turned, basis.coordinates, strict=True):
            c, s = self._turned(turn)
            for (cosine, sine), times in zip(pairs, row, strict=True):
                c, s = rotated((c, s), multiple(cosine, sine, times))
            self.spelled[atom] = c if isinstance(atom, sympy.cos) else s

    def _without_turns(self, angle: Any) -> tuple[Any, Any]:
        """Return an angle as a rest and a rational multiple of pi."""
        whole = self.normal(angle)
        pi = next((x.symbol for x in self.letters.values() if x.meaning is sympy.pi), None)
        if pi not in whole.ring.letters or not whole.denominator.is_constant():
            return whole.expression(), sympy.S.Zero
        key = tuple(1 if letter == pi else 0 for letter in whole.ring.letters)
        turn = rational(whole.numerator.to_dict().get(key, 0) or sympy.S.Zero)
        return sympy.expand(whole.expression() - turn * pi), turn

    def _turned(self, turn: Any) -> tuple[Any, Any]:
        values = []
        for function in (sympy.cos, sympy.sin):
            value = function(turn * sympy.pi)
            if value.has(sympy.cos, sympy.sin):
                values.append(self._letter(f"{function.__name__} of a turn", (turn,), value))
            else:
                values.append(self.of(value))
        return values[0], values[1]

    def _cos_sin(self, angle: Any) -> tuple[Any, Any]:
        cosine = self._letter("cos", (angle,), sympy.cos)
        return cosine, self._letter("sin", (angle,), sympy.sin, 2, 1 - cosine**2)

    def _root(self, base: Any, degree: int) -> Any:
        """Return the principal root of a spelled base; factors known positive are split off."""
        whole = self.normal(base)
        if whole.numerator.is_zero():
            return sympy.S.Zero
        lead, factors = whole.factors()
        outside, inside = self._root_of_number(abs(rational(lead)), degree), sympy.S.One
        for factor, power in factors:
            f = whole.ring.expression(factor)
            times, rest = divmod(power, degree)
            if self.positive(f, self):
                part = self._root_letter(f, degree) if rest else sympy.S.One
                outside *= f**times * part**rest
            elif degree % 2 == 0:
                outside *= self._modulus(f) ** times if times else 1
                inside *= f**rest
            else:
                inside *= f**power
        if rational(lead) < 0:
            inside = -inside
        if inside == 1:
            return outside
        if inside.is_Rational and inside < 0:
            raise NotScalar(f"the root of {self.meaning(base)} is not real")
        return outside * self._root_letter(self._tidy(inside), degree)

    def _root_of_number(self, value: Any, degree: int) -> Any:
        root = sympy.S.One
        for prime, power in sympy.factorrat(value).items():
            times, rest = divmod(power, degree)
            letter = self._root_letter(sympy.Integer(prime), degree) if rest else sympy.S.One
            root *= sympy.Integer(prime) ** times * letter**rest
        return root

    def _root_letter(self, base: Any, degree: int) -> Any:
        meaning = self.meaning(base) ** sympy.Rational(1, degree)
        return self._letter("root", (base,), meaning, degree, base)

    def _modulus(self, spelled: Any) -> Any:
        whole = self.normal(spelled)
        if whole.numerator.is_zero():
            return sympy.S.Zero
        lead, factors = whole.factors()
        product = abs(rational(lead))
        for factor, power in factors:
            f = whole.ring.expression(factor)
            if power % 2 == 0 or self.positive(f, self):
                product *= f**power
            else:
                product *= self._letter("abs", (f,), sympy.Abs, 2, f**2) ** power
        return product

    def _logarithm(self, spelled: Any) -> Any:
        """Return log u in letters; only for u > 0, which `definedness` demands."""
        whole = self.normal(spelled)
        if whole.numerator.is_zero():
            raise NotScalar("the logarithm of zero is undefined")
        lead, factors = whole.factors()
        total, inside = sympy.S.Zero, sympy.sign(rational(lead))
        for prime, power in sympy.factorrat(abs(rational(lead))).items():
            total += power * self._log_letter(sympy.Integer(prime))
        for factor, power in factors:
            f = whole.ring.expression(factor)
            letter = self.letters.get(f)
            if letter is not None and letter.head == "exp":
                total += power * letter.arguments[0]
            elif self.positive(f, self):
                total += power * self._log_letter(f)
            elif power % 2 == 0:
                total += power * self._logarithm(self._modulus(f))
            else:
                inside *= f**power
        return total if inside == 1 else total + self._log_letter(self._tidy(inside))

    def _log_letter(self, base: Any) -> Any:
        letter = self.letters.get(base)
        if letter is not None and letter.head == "root" and letter.arguments[0].is_Rational:
            return self._logarithm(letter.arguments[0]) / letter.power
        return self._letter("log", (base,), sympy.log)

    def _odd(self, whole: Any) -> Any:
        argument = self.normal(self.of(whole.args[0]))
        if argument.numerator.is_zero():
            return sympy.S.Zero
        sign = 1 if argument.numerator.leading_coefficient() > 0 else -1
        inside = sympy.expand(sign * argument.expression())
        return sign * self._letter(type(whole).__name__, (inside,), type(whole))

    def _power(self, whole: Any) -> Any:
        """Return b**(n + k) as b**(k + 1) b**(n - 1): right also at b = 0, since n >= 1."""
        base, exponent = self._tidy(self.of(whole.base)), whole.exp
        shift, rest = exponent.as_coeff_Add()
        if rest.is_Symbol and rest.is_integer and rest.is_positive and shift >= -1:
            below = self._letter("power", (base, rest - 1), self.meaning(base) ** (rest - 1))
            return base ** (shift + 1) * below
        inner = self._tidy(self.of(exponent))
        meaning = self.meaning(base) ** self.meaning(inner)
        return self._letter("power", (base, inner), meaning)


def _lowered(whole: Fraction, symbol: sympy.Symbol, letter: Letter) -> Fraction:
    """Return a fraction with powers of a letter reduced by its relation."""
    ring, place = whole.ring, whole.ring.letters.index(symbol)
    if whole.numerator.degrees()[place] < letter.power:
        return whole
    value = fraction(letter.equals, ring)
    parts: dict[int, Any] = {}
    for powers, coefficient in whole.numerator.to_dict().items():
        times, rest = divmod(int(powers[place]), letter.power)
        key = (*powers[:place], rest, *powers[place + 1 :])
        term = ring.context.from_dict({key: coefficient})
        parts[times] = parts.get(times, 0) + term
    most = max(parts)
    above = sum(
        part * value.numerator**times * value.denominator ** (most - times)
        for times, part in parts.items()
    )
    return Fraction(ring, above, whole.denominator * value.denominator**most)
