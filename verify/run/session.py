"""A run: every selected claim checked, its verdict held against the expected one."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from verify.claim import Family
from verify.discover import Problem, Subject
from verify.effort import THOROUGH, Effort
from verify.files.cards import Listed
from verify.result import Result
from verify.run.digest import fingerprint
from verify.run.engine import versions
from verify.run.readings import Selected, without
from verify.run.staff import Hands, Processes, answers_of, long_ones, longest_first
from verify.run.transitive import Transitive, cycle, transitive
from verify.run.workers import USUAL, Answer, Assignment, Limits, Work
from verify.verdict import Verdict

Keep = Callable[[Listed, Result, bool], None]


@dataclass(frozen=True)
class Outcome:
    """What a run says of one claim."""

    found: Listed
    result: Result
    transitive: Transitive

    @property
    def expects(self) -> Verdict:
        """Return the verdict the claim's author expects; `undecided` for an unchecked one."""
        return Verdict.UNDECIDED if self.found.expects is None else self.found.expects

    @property
    def met(self) -> bool:
        """Tell whether the claim got what it expects; what is not attempted expects nothing."""
        return not self.result.attempted or self.result.meets(self.expects)


@dataclass(frozen=True)
class Run:
    """What became of the claims of a run, by id."""

    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    effort: Effort
    interrupted: bool = False
    unfinished: tuple[str, ...] = ()  # ids that Ctrl-C cut off
    selection: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()  # ids whose results an earlier run gave
    versions: Mapping[str, str] = field(default_factory=versions)  # of the libraries

    def exit_status(self, strict: bool = False) -> int:
        """Return 0 when every claim got what it expects; 130, 2, 1, 3 in this order otherwise.

        130 for an interrupted run, 2 for a claim file to repair, 1 for an unexpected verdict,
        3 (when strict) for something undecided or not attempted.
        """
        if self.interrupted:
            return 130
        if self.problems:
            return 2
        if not all(outcome.met for outcome in self.outcomes):
            return 1
        open_ends = any(o.result.verdict is Verdict.UNDECIDED for o in self.outcomes)
        return 3 if strict and open_ends else 0


def check_subject(subject: Subject, effort: Effort) -> Result:
    """Return the engine's result on one subject; the engine is imported by the first call."""
    from verify.checker import check
    from verify.show.statements import statement_latex

    result, mark = check(subject, effort), fingerprint(subject)
    first = subject.at(0) if isinstance(subject, Family) else None
    says = statement_latex(subject, first)
    return replace(result, digest=mark.digest, holds_code=mark.holds_code, statement=says)


def load_engine() -> None:
    """Import the engine now, so that workers made by fork have it at once."""
    import verify.checker  # noqa: F401


def run(
    discovery: Selected,
    effort: Effort = THOROUGH,
    limits: Limits = USUAL,
    jobs: int | None = None,
    done: Callable[[Listed, Result], None] = lambda found, result: None,
    work: Work = check_subject,
    known: Mapping[str, Result] | None = None,
    keep: Keep = lambda found, result, settled: None,
    hands: Hands | None = None,
    shards: int = 1,
    times: Mapping[str, float] | None = None,
) -> Run:
    """Return the outcomes of the discovered claims, in their order whatever `jobs` is.

    Cards of claims that workers elsewhere have read serve those `hands` as well.
    The results in `known`, by id, are taken as they are. `done` is told of each finished claim,
    in order; `keep` as soon as it is finished, and whether the check came to its own end. Past
    a limit a claim is `undecided`; an error about the claim itself is a problem as well. Ctrl-C
    keeps what is finished. The work is that of `hands`, else of `jobs` processes. The draws of
    one claim, and all pieces of a long one, are split among `shards` of them. `times` are
    seconds that claims took before.
    """
    known = known or {}
    left = without(discovery, known)
    if hands is None:
        hands = Processes(jobs or os.cpu_count() or 1)
        if work is check_subject and any(f.expects is not None for f in left.found):
            load_engine()
    order = longest_first(left.found, times or {}, hands.size)
    took = [(times or {}).get(item.id, 0.0) for item in left.found]
    assignment = Assignment(work, effort, limits, order=order, seconds=took)
    answers = {name: Answer(result) for name, result in known.items()}
    long = long_ones(left.found, times or {}, min(hands.size, shards))
    answers |= _answers(left, hands, assignment, done, keep, shards, long)
    return concluded(discovery, answers, effort, tuple(known))


def _answers(
    discovery: Selected,
    hands: Hands,
    assignment: Assignment,
    done: Callable[[Listed, Result], None],
    keep: Keep,
    shards: int,
    long: set[int],
) -> dict[str, Answer]:
    """Return the answers of the workers by id; those that Ctrl-C cut off are not there."""
    found: tuple[Listed, ...] = discovery.found
    kept: set[int] = set()

    def finished(place: int, answer: Answer) -> None:
        kept.add(place)
        keep(found[place], _result(answer), isinstance(answer.value, Result))

    def in_turn(place: int, answer: Answer) -> None:
        done(found[place], _result(answer))

    told = replace(assignment, done=in_turn, at_once=finished)
    answers = answers_of(hands, discovery, told, shards, long)
    for place, answer in enumerate(answers):
        if answer is not None and place not in kept:  # finished while Ctrl-C came
            finished(place, answer)
    return {
        item.id: answer
        for item, answer in zip(found, answers, strict=True)
        if answer is not None
    }


def concluded(
    discovery: Selected,
    answers: Mapping[str, Answer],
    effort: Effort,
    taken: tuple[str, ...],
) -> Run:
    """Return the run that some answers, by id, amount to."""
    found = discovery.found
    results = {name: _result(answer) for name, answer in answers.items()}
    uses = {item.id: item.uses for item in found}
    problems = list(discovery.problems)
    problems += [p for f in found if f.id in answers for p in _problems(f, answers[f.id])]
    problems += [_circle(item, uses) for item in found if cycle(item.id, uses)]
    verdicts = {name: result.verdict for name, result in results.items()}
    outcomes = tuple(
        Outcome(item, results[item.id], transitive(item.id, verdicts, uses))
        for item in found
        if item.id in results
    )
    cut = tuple(item.id for item in found if item.id not in results)
    return Run(outcomes, tuple(problems), effort, bool(cut), cut, discovery.selection, taken)


def _result(answer: Answer) -> Result:
    if isinstance(answer.value, Result):
        return answer.value
    because = answer.failure or f"the check returned {answer.value!r}"
    return replace(Result(Verdict.UNDECIDED, because), seconds=answer.seconds)


def _problems(found: Listed, answer: Answer) -> list[Problem]:
    result = _result(answer)
    if answer.problem:
        return [Problem(found.file, found.line, found.name, answer.problem)]
    if result.verdict is not Verdict.VACUOUS or found.expects is Verdict.VACUOUS:
        return []
    remedy = "Repair the assumptions, or write expects=vacuous."
    text = f"{result.because.removesuffix('.')}. {remedy}"
    return [Problem(found.file, found.line, found.name, text)]


def _circle(found: Listed, uses: dict[str, tuple[str, ...]]) -> Problem:
    way = " → ".join(cycle(found.id, uses))
    text = f"it rests on itself: {way}. Take one of these out of uses."
    return Problem(found.file, found.line, found.name, text)
