"""A run on its way into the ledger, and what it takes from earlier ones.

The ledger is a convenience: when it fails, the run says so once and goes on without it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from verify.discover import Discovery, Found
from verify.effort import Effort
from verify.files.cards import Card, Listed, card
from verify.result import Result
from verify.run.cache import Cache, cache_folder
from verify.run.digest import contents
from verify.run.engine import engine_version, versions
from verify.run.ledger import Finished, Key, Ledger
from verify.run.opening import PLACE, open_ledger
from verify.run.plain import from_json, to_json
from verify.run.readings import remember, remember_list

Tell = Callable[[str], None]


@contextlib.contextmanager
def recording(
    discovery: Discovery,
    effort: Effort,
    resume: bool = False,
    tell: Tell = lambda text: None,
    content: str = "",
    path: Path = PLACE,
) -> Iterator[Recording]:
    """Give the recording of a run that begins now, with what it need not check again.

    With `resume`, a claim is not checked again when its content, the engine, the libraries, the
    effort and the seed are those of a check that came to its own end. `tell` is told what a
    person should know about the ledger, in one line each. What was read is remembered under
    `content`, the package's before it was read.
    """
    ledger, notice = open_ledger(path)
    if notice:
        tell(notice)
    book = Recording(ledger, discovery, effort, tell)
    book.begin(resume, content)
    try:
        yield book
    finally:
        book.end()


class Recording:
    """Writes each finished claim down; `known` are the results of earlier runs that hold.

    `times` are the seconds that claims took when they were last checked, by id.
    """

    def __init__(
        self, ledger: Ledger | None, discovery: Discovery, effort: Effort, tell: Tell
    ) -> None:
        self.known: dict[str, Result] = {}
        self.times: dict[str, float] = {}
        self._ledger = ledger
        self._tell = tell
        self._discovery = discovery
        self._effort = effort
        self._run = 0
        self._keys: dict[str, Key] = {}
        self._cache = Cache(cache_folder())
        self._took: dict[str, float] = {}

    def begin(self, resume: bool, content: str = "") -> None:
        """Write down that the run begins, and take what holds from earlier ones."""
        if self._ledger is None:
            return
        self._keys = keys_of(contents(self._discovery.found), self._effort)

        def begin(ledger: Ledger) -> None:
            self.times = self._cache.times() | ledger.times()
            self._run = begun(ledger, self._effort, self._discovery.selection)
            if resume:
                self.known = take(ledger, self._run, self._keys, self._discovery.found)
            whole = content and not self._discovery.selection
            if whole and ledger.reading(content) is None:
                problems = self._discovery.problems
                remember(ledger, content, self._cards(), problems)
                remember_list(self._cache, content, self._discovery.found, problems)

        self._tell_of_failure(begin)

    def keep(self, found: Found, result: Result, settled: bool) -> None:
        """Write one finished claim down; a check that was cut off is not taken up again."""
        self._took[found.id] = result.seconds

        def keep(ledger: Ledger) -> None:
            text = json.dumps(to_json(result), ensure_ascii=False, allow_nan=False)
            verdict, seconds = str(result.verdict), result.seconds
            words = (verdict, result.attempted, settled, seconds, _expected(found), text)
            ledger.keep(self._run, Finished(self._keys[found.id], *words))

        self._tell_of_failure(keep)

    def end(self) -> None:
        """Write down that the run is over, and close the ledger."""
        self._tell_of_failure(lambda ledger: ledger.end(self._run))
        if self._took and not self._discovery.selection:  # claims that ship, and no others
            self._cache.remember_times(self._took)
        if self._ledger is not None:
            self._ledger.close()

    def _cards(self) -> Iterator[Card]:
        from verify.show.statements import statement_latex  # only where a reading is remembered

        for found in self._discovery.found:
            statement = statement_latex(found.subject, found.claim)
            yield card(found, self._keys[found.id].content, statement)

    def _tell_of_failure(self, action: Callable[[Ledger], None]) -> None:
        """Do something with the ledger; let go of it, and say why, when it fails."""
        if self._ledger is None:
            return
        try:
            action(self._ledger)
        except (sqlite3.Error, OSError, ValueError) as error:
            self._tell(f"the ledger: {error}. Going on without it.")
            with contextlib.suppress(sqlite3.Error):
                self._ledger.close()
            self._ledger = None


def keys_of(contents: Mapping[str, str], effort: Effort) -> dict[str, Key]:
    """Return for each claim, by id, all that its result depends on."""
    text = json.dumps(dataclasses.asdict(effort), sort_keys=True)
    return {name: Key(name, it, engine_version(), text) for name, it in contents.items()}


def begun(ledger: Ledger, effort: Effort, selection: Sequence[str]) -> int:
    """Write down that a run begins, and return its number."""
    plain = dataclasses.asdict(effort)
    return ledger.begin(engine_version(), plain, effort.seed, selection, versions())


def take(
    ledger: Ledger, run: int, keys: Mapping[str, Key], found: Iterable[Listed]
) -> dict[str, Result]:
    """Return the results of earlier runs that hold for these claims, and write the taking down.

    A result that this program cannot read does not hold.
    """
    one = next(iter(keys.values()), None)
    settled = ledger.settled(one.engine, one.effort) if one else {}
    known, taken = {}, {}
    for item in found:
        number, text = settled.get(keys[item.id], (0, ""))
        with contextlib.suppress(ValueError):
            known[item.id] = from_json(Result, json.loads(text))
            taken[number] = (item.id, _expected(item))
    ledger.take(run, taken)
    return known


def _expected(found: Listed) -> str | None:
    return None if found.expects is None else str(found.expects)
