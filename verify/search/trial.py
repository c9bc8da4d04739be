"""One exact point, tried: does it meet the premises, and does the statement hold there?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sympy

from verify.arithmetic import decide_tree
from verify.obligation import Obligation
from verify.verdict import Truth


@dataclass(frozen=True)
class Trial:
    """What exact or ball arithmetic says about one point."""

    point: Mapping[sympy.Symbol, Any]
    premises: Truth
    statement: Truth = Truth.UNKNOWN
    how: str = ""  # the arithmetic that decided, or why none could
    gap: str = ""
    failed: str = ""  # the first premise that is not met, or not decided

    @property
    def breaks(self) -> bool:
        """Tell whether the point is a counterexample."""
        return self.premises is Truth.TRUE and self.statement is Truth.FALSE

    @property
    def undefined(self) -> bool:
        """Tell whether the statement has no meaning at a point that meets every premise."""
        open_question = self.premises is Truth.TRUE and self.statement is Truth.UNKNOWN
        return open_question and not self.how.startswith("open")


def trial(obligation: Obligation, point: Mapping[sympy.Symbol, Any], bits: int) -> Trial:
    """Return what is decided at an exact point; premises first, and no further if one fails."""
    unknown = ""
    for premise in obligation.given:
        met = decide_tree(premise.says, point, bits).truth
        if met is Truth.FALSE:
            return Trial(point, Truth.FALSE, failed=premise.name)
        unknown = unknown or (premise.name if met is Truth.UNKNOWN else "")
    if unknown:
        return Trial(point, Truth.UNKNOWN, failed=unknown)
    answer = decide_tree(obligation.says, point, bits)
    return Trial(point, Truth.TRUE, answer.truth, answer.how, answer.gap)
