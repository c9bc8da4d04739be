"""What a check returns about one claim: the verdict, and everything it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from verify.verdict import Evidence, Verdict, Witness, Worst


@dataclass(frozen=True)
class ControlResult:
    """Whether a false twin fell, and by which witness."""

    name: str
    fell: bool
    because: str
    witness: Witness | None = None
    in_floats: bool = False  # only floating point contradicts it


@dataclass(frozen=True)
class AblationResult:
    """What happens to a claim when one assumption is dropped."""

    assumption: str
    result: str  # "needed", "not needed", "not needed (observed)", "undecided"
    because: str
    witness: Witness | None = None


@dataclass(frozen=True)
class MutantResult:
    """The fate of one automatic mutant of a statement."""

    name: str  # "a factor 2 on the term h*lambda, line 1"
    statement: str
    fate: str  # "killed", "true", "weakened", ...: see verify.mutants
    verdicts: tuple[tuple[str, Verdict], ...]  # what each checker said of it
    because: str = ""


@dataclass(frozen=True)
class Result:
    """The answer about one claim or family."""

    verdict: Verdict
    because: str
    scope: str = ""
    witness: Witness | None = None
    worst: Worst | None = None
    evidence: tuple[Evidence, ...] = ()
    controls: tuple[ControlResult, ...] = ()
    ablation: tuple[AblationResult, ...] = ()
    mutants: tuple[MutantResult, ...] = ()
    seconds: float = 0.0
    attempted: bool = True
    digest: str = ""  # of the claim's content; "" when its check did not come back
    holds_code: bool = False  # the claim holds Python of its own, which no digest shows
    statement: str = ""  # what the claim says, in LaTeX; "" when its check did not come back

    def meets(self, expects: Verdict) -> bool:
        """Tell whether the verdict is the expected one.

        `refuted`, `vacuous` and `undecided` are met by themselves only; a positive verdict is
        met by itself or a stronger one.
        """
        if expects <= Verdict.UNDECIDED:
            return self.verdict is expects
        return self.verdict >= expects

    def _repr_html_(self) -> str:
        from verify.show.notebook import result_html

        return result_html(self)

    def _repr_latex_(self) -> str:
        from verify.show.notebook import result_latex

        return result_latex(self)
