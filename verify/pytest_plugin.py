"""`pytest --claims PATH`: one test per claim.

Loaded in every pytest run where the package is installed, so nothing heavy is imported here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from verify.discover import Found, Problem
    from verify.run.session import Outcome

Raised = pytest.ExceptionInfo[BaseException]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of this plugin."""
    group = parser.getgroup("flowproof", "claims that are checked as tests")
    group.addoption(
        "--claims",
        action="append",
        default=[],
        metavar="SELECT",
        help="a claim file or folder, an id or a prefix of one: one test per claim",
    )
    group.addoption("--claims-quick", action="store_true", help="search less; no mutants")
    group.addoption("--claims-seed", type=int, default=0, metavar="N", help="seed of the draws")
    group.addoption(
        "--claims-time-limit",
        type=float,
        default=180.0,
        metavar="S",
        help="seconds a claim may take",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Collect the claims alone when `--claims` names them and nothing else is named."""
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    if config.getoption("--claims") and not named:
        config.args[:] = []


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Add one item per claim and one per problem of a claim file."""
    selection = config.getoption("--claims")
    if selection:
        items += list(_items(session, selection))


def _items(session: pytest.Session, selection: list[str]) -> Iterator[pytest.Item]:
    from verify.discover import discover
    from verify.errors import FlowproofError

    try:
        discovery = discover(selection)
    except FlowproofError as error:
        raise pytest.UsageError(f"--claims: {error}") from None
    for found in discovery.found:
        file = ClaimFile.from_parent(session, path=Path(found.file))
        yield ClaimItem.from_parent(file, name=found.name, found=found)
    for problem in discovery.problems:
        file = ClaimFile.from_parent(session, path=Path(problem.file))
        name = f"line {problem.line}" + f" ({problem.claim})" * bool(problem.claim)
        yield ProblemItem.from_parent(file, name=name, problem=problem)


class ClaimFile(pytest.File):
    """A claim file in the report; its items are made from what was discovered."""

    def collect(self) -> list[pytest.Item]:
        """Return nothing: this is a name to report under."""
        return []


class NotMet(Exception):
    """A claim did not get the verdict it expects, or its file must be written differently."""


class ClaimItem(pytest.Item):
    """A test that passes when a claim gets the verdict it expects."""

    def __init__(self, *, found: Found, **rest: Any) -> None:
        super().__init__(**rest)
        self.found = found
        self.extra_keyword_matches.add(found.id)

    def runtest(self) -> None:
        """Check the claim in a worker."""
        from dataclasses import replace

        from verify.discover import Discovery
        from verify.effort import QUICK, THOROUGH
        from verify.run.session import run
        from verify.run.workers import Limits

        option = self.config.getoption
        effort = QUICK if option("--claims-quick") else THOROUGH
        effort = replace(effort, seed=option("--claims-seed"))
        alone = Discovery((self.found,), (), tuple(option("--claims")))
        done = run(alone, effort, Limits(option("--claims-time-limit")), jobs=1)
        for outcome in done.outcomes:
            if not outcome.result.attempted:
                pytest.skip(outcome.result.because)
            if not outcome.met:
                raise NotMet(_explained(outcome))
        if done.problems:
            raise NotMet("\n".join(str(problem) for problem in done.problems))
        if done.interrupted:
            raise KeyboardInterrupt

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None
    ) -> Any:
        """Return what a person must know, without a Python traceback."""
        if isinstance(excinfo.value, NotMet):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[str, int, str]:
        """Return file, line and variable."""
        return self.found.file, self.found.line - 1, self.found.name


class ProblemItem(pytest.Item):
    """A test that fails: a claim file must be written differently."""

    def __init__(self, *, problem: Problem, **rest: Any) -> None:
        super().__init__(**rest)
        self.problem = problem

    def runtest(self) -> None:
        """Fail with the problem."""
        raise NotMet(str(self.problem))

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None
    ) -> Any:
        """Return the problem, without a Python traceback."""
        return str(excinfo.value)

    def reportinfo(self) -> tuple[str, int, str]:
        """Return file, line and name."""
        return self.problem.file, self.problem.line - 1, self.name


def _explained(outcome: Outcome) -> str:
    from verify.show.statements import point

    found, result = outcome.found, outcome.result
    lines = [
        f"{found.id} is {result.verdict}, and its author expects {outcome.expects}.",
        f"because: {result.because}",
    ]
    if result.scope:
        lines.append(f"scope: {result.scope}")
    if result.witness is not None:
        lines.append(f"witness: {point(result.witness)}")
    return "\n".join([*lines, f"{found.file}:{found.line}"])
