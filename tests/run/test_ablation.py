from verify.claim import Assumption, Claim, Control, Source, Unchecked
from verify.effort import QUICK
from verify.logic import Gt, Lt
from verify.notation import real
from verify.run.ablation import AblationTable, ablate_subject

x, y = real("x y")
positive = Assumption("x is positive", Gt(x, 0))
idle = Assumption("y is positive", Gt(y, 0))
claim = Claim(says=Gt(3 * x, 0), given=(positive, idle), controls=(Control("c", Lt(x, 9)),))


def test_an_idle_assumption_is_told_from_a_needed_one() -> None:
    table = ablate_subject(claim, QUICK)
    rows = {row.assumption: row for row in table.rows}
    assert rows["x is positive"].result == "needed"
    assert rows["x is positive"].witness is not None
    assert rows["y is positive"].result == "not needed"
    assert table.minimal == (("x is positive",),)


def test_nothing_to_drop_is_an_empty_table() -> None:
    assert ablate_subject(Unchecked(Source("a", "b"), "s", "r"), QUICK) == AblationTable(())
    free = Claim(says=Gt(x**2 + 1, 0), controls=claim.controls)
    assert ablate_subject(free, QUICK) == AblationTable(())
