import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import sympy

from verify import (
    abscissa,
    chance,
    ensembles,
    event,
    experiment,
    mean,
    measured,
    observable,
    order,
)
from verify.claim import Assumption, Claim, Control, Family, Source, Unchecked, below
from verify.files.kin import Found
from verify.kinds import Opaque
from verify.logic import Gt, Lt
from verify.notation import matrix, real
from verify.quantities import signs
from verify.run.digest import Code, contents, digest
from verify.run.spelling import Spelling
from verify.verdict import Verdict

And, Or = sympy.And, sympy.Or
x, y = real("x y")
positive = Assumption("x is positive", Gt(x, 0))
base = Claim(
    says=Or(Lt(x, y), And(Gt(x, y), Lt(y, 0))),
    given=(positive,),
    controls=(Control("it is large", Gt(x, 5)),),
)


A = matrix("A", 2, 2)
undrawn = Assumption("A is Hurwitz", Lt(abscissa(A), 0))
drawn = replace(undrawn, draws=ensembles.hurwitz)


def test_what_a_claim_says_changes_its_digest() -> None:
    changed = [
        replace(base, says=Lt(x, 2)),
        replace(base, given=()),
        replace(base, needs=(positive,)),
        replace(base, given=(Assumption("x is positive", Gt(x, 1)),)),
        replace(base, controls=(Control("it is large", Gt(x, 6)),)),
        replace(base, controls=(Control("it is large", Gt(x, 5), given=(drawn,)),)),
        replace(base, controls=(Control("it is large", Gt(x, 5), given=(undrawn,)),)),
        replace(base, expects=Verdict.REFUTED),
        replace(base, where={y: x**2}),
        replace(base, reading="literal"),
        replace(base, says=None, start=x, chain=(below(2),)),
    ]
    digests = [digest(base), *map(digest, changed)]
    assert len(set(digests)) == len(digests)


def test_where_and_why_a_claim_stands_leaves_its_digest() -> None:
    elsewhere = replace(base, remark="Note", source=Source("key", "p. 3"))
    assert digest(elsewhere) == digest(base)


def test_a_family_has_the_digest_of_its_members() -> None:
    def member(n: int) -> Claim:
        return replace(base, says=Lt(x, n))

    def other(n: int) -> Claim:
        return replace(base, says=Lt(x, n + 1))

    sizes = ({"n": 1}, {"n": 2})
    assert digest(Family(member, sizes)) == digest(Family(member, sizes))
    assert digest(Family(member, sizes)) != digest(Family(member, sizes[:1]))
    assert digest(Family(member, sizes)) != digest(Family(other, sizes))


def test_dummies_are_numbered_by_their_order() -> None:
    def summed() -> str:
        j, k = sympy.Dummy("k"), sympy.Dummy("k")
        return Spelling().spelled(sympy.Sum(x**k, (k, 1, 3)) + sympy.Sum(x**j / j, (j, 1, 3)))

    assert summed() == summed()


def test_the_digest_is_the_same_in_every_process() -> None:
    program = (
        "from tests.run.test_digest import base\n"
        "from verify.run.digest import digest\nprint(digest(base))"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        )
        assert done.stdout.strip() == digest(base)


class Experiment:
    """A value of Python that an expression holds; its code is no part of its name."""

    def __repr__(self) -> str:
        return "an experiment"


def test_a_claim_that_holds_code_depends_on_the_files_around_it(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text("first")
    held = replace(base, says=Lt(x, sympy.Function("f")(Opaque(Experiment()))))
    found = [Found("mine.a", base, str(file), 1), Found("mine.b", held, str(file), 2)]
    first = contents(found)
    file.write_text("second")
    second = contents(found)
    assert first["mine.a"] == second["mine.a"] == digest(base)
    assert first["mine.b"] != second["mine.b"]
    assert first["mine.b"].startswith(digest(held))


@event("it is positive")
def is_positive(draws):
    return draws[:, 0] > 0


@observable("the square", 0, 1)
def square(draws):
    return draws[:, 0] ** 2


@experiment("the error at a step")
def error_at(step):
    return step


@pytest.mark.parametrize(
    "quantity",
    [
        chance(is_positive, signs(1)),
        mean(square, signs(1)),
        order(error_at, real("tau")),
        measured(error_at),
    ],
    ids=["chance", "mean", "order", "measured"],
)
def test_a_quantity_depends_on_the_helpers_of_its_code(quantity, tmp_path: Path) -> None:
    file, helper = tmp_path / "mine.py", tmp_path / "helper.py"
    file.write_text("from helper import limit")
    helper.write_text("limit = 0")
    held = Claim(says=Lt(quantity, 1), controls=(Control("it is large", Gt(quantity, 5)),))
    found = [Found("mine.a", held, str(file), 1)]
    first = contents(found)
    helper.write_text("limit = 5")
    assert contents(found) != first


def test_a_reason_for_not_checking_is_part_of_an_unchecked_sentence() -> None:
    one = Unchecked(Source("a", "b"), "All is well.", "nobody can tell")
    assert digest(one) != digest(replace(one, reason="nobody has looked"))


def test_code_that_was_written_after_the_claims_were_read_is_a_content_of_its_own(
    tmp_path: Path,
) -> None:
    file = tmp_path / "mine.py"
    file.write_text("x = 1\n")
    now = file.stat().st_mtime
    settled = Code(now + 1).around(str(file))
    assert settled == Code(now + 1).around(str(file)) == Code().around(str(file))
    late = Code(now).around(str(file))
    assert late.startswith("unread")
    assert late not in {settled, Code(now).around(str(file))}
