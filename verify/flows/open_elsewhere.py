"""The route `open_elsewhere`: an open set of starts that a sink off the target draws in."""

from __future__ import annotations

from verify.arithmetic import decide_tree
from verify.effort import Effort
from verify.errors import UnsupportedFunction
from verify.flows.elsewhere import Reason, drawn_into_a_sink, missed
from verify.flows.room import with_room
from verify.flows.statements import AlmostAllTend
from verify.logic import by_name
from verify.obligation import Obligation
from verify.search.problem import names
from verify.search.starts import Start, starts
from verify.verdict import Evidence, Truth, Verdict, Witness

CHECK = "open elsewhere"
_STARTS = 16


def open_elsewhere(obligation: Obligation, effort: Effort) -> Evidence:
    """Return `refuted` with an exact start that a sink off the target draws in.

    The start meets the premises with room, and what draws it in draws in all starts near it: an
    open set. Finding none says nothing.
    """
    whole = obligation.spelled_out()
    says = whole.says
    assert isinstance(says, AlmostAllTend)
    letters = sorted({*says.flow.letters, *whole.letters()}, key=by_name)
    inner = with_room(whole, says.flow)
    if inner is None:
        because = "a premise about the state is an equation, or not known to be continuous"
        return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)
    for start in starts(letters, inner, _STARTS, effort):
        try:
            reason = _drawn_in(says, start)
        except UnsupportedFunction as error:  # no enclosure of such a field
            return Evidence(CHECK, Verdict.UNDECIDED, str(error), obligation.part)
        if reason is not None:
            witness = Witness(names(dict(start)), reason.how)
            because = f"the trajectory from {witness}, and from all starts near it, "
            because += reason.because
            return Evidence(
                CHECK, Verdict.REFUTED, because, obligation.part, witness=witness, tried=1
            )
    because = "no sink was found that draws in an open set of starts"
    return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)


def open_set_misses(whole: Obligation, start: Start, bits: int) -> Reason | None:
    """Return why an open set of admissible starts around one misses the target, else `None`."""
    says = whole.says
    assert isinstance(says, AlmostAllTend)
    inner = with_room(whole, says.flow)
    if inner is None:
        return None
    admissible = (decide_tree(premise.says, start, bits).truth for premise in inner)
    return _drawn_in(says, start) if all(t is Truth.TRUE for t in admissible) else None


def _drawn_in(says: AlmostAllTend, start: Start) -> Reason | None:
    reasons = (drawn_into_a_sink(says, start, end) for end in missed(says, start))
    return next((reason for reason in reasons if reason is not None), None)
