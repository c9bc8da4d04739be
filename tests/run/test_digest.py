import subprocess
import sys
from dataclasses import replace

import sympy

from verify.claim import Assumption, Claim, Control, Family, Source, below
from verify.logic import Gt, Lt
from verify.notation import real
from verify.run.digest import digest
from verify.verdict import Verdict

And, Or = sympy.And, sympy.Or
x, y = real("x y")
positive = Assumption("x is positive", Gt(x, 0))
base = Claim(
    says=Or(Lt(x, y), And(Gt(x, y), Lt(y, 0))),
    given=(positive,),
    controls=(Control("it is large", Gt(x, 5)),),
)


def test_what_a_claim_says_changes_its_digest() -> None:
    changed = [
        replace(base, says=Lt(x, 2)),
        replace(base, given=()),
        replace(base, needs=(positive,)),
        replace(base, given=(Assumption("x is positive", Gt(x, 1)),)),
        replace(base, controls=(Control("it is large", Gt(x, 6)),)),
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
    def summed() -> Claim:
        k = sympy.Dummy("k", integer=True, positive=True)
        return replace(base, says=Lt(x, sympy.Sum(x**k, (k, 1, 3))))

    assert digest(summed()) == digest(summed())


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
