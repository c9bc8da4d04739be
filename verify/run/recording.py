"""A run on its way into the ledger, and what it takes from earlier ones.

The ledger is a convenience: when it fails, the run says so once and goes on without it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from verify.discover import Discovery
from verify.effort import Effort
from verify.files.cards import Listed, card
from verify.result import Result
from verify.run.cache import Cache, cache_folder
from verify.run.digest import Code, Fingerprint, content, contents
from verify.run.engine import engine_version, versions
from verify.run.ledger import Finished, Key, Ledger
from verify.run.opening import PLACE, open_ledger
from verify.run.plain import from_json, to_json
from verify.run.readings import Selected, remember, remember_list

Tell = Callable[[str], None]


@contextlib.contextmanager
def recording(
    discovery: Selected,
    effort: Effort,
    resume: bool = False,
    tell: Tell = lambda text: None,
    whole: str = "",
    path: Path = PLACE,
) -> Iterator[Recording]:
    """Give the recording of a run that begins now, with what it need not check again.

    With `resume`, a claim is not checked again when its content, the engine, the libraries, the
    effort and the seed are those of a check that came to its own end; that needs the claims
    themselves. `tell` is told what a person should know about the ledger, in one line each.
    When all of a package was read, that is remembered under `whole`, its content before it was
    read.
    """
    ledger, notice = open_ledger(path)
    if notice:
        tell(notice)
    book = Recording(ledger, discovery, effort, tell)
    book.begin(resume, whole)
    try:
        yield book
    finally:
        book.end()


class Recording:
    """Writes each finished claim down; `known` are the results of earlier runs that hold.

    `times` are the seconds that claims took when they were last checked, by id.
    """

    def __init__(
        self,
        ledger: Ledger | None,
        discovery: Selected,
        effort: Effort,
        tell: Tell,
    ) -> None:
        self.known: dict[str, Result] = {}
        self.times: dict[str, float] = {}
        self._ledger = ledger
        self._tell = tell
        self._discovery = discovery
        self._effort = effort
        self._run = 0
        self._whole = ""  # the content of the package, if all of it was read for the first time
        self._code = Code()
        self._cache = Cache(cache_folder())
        self._took: dict[str, float] = {}
        self._contents: dict[str, str] = {}  # of finished claims

    def begin(self, resume: bool, whole: str = "") -> None:
        """Write down that the run begins, and take what holds from earlier ones."""
        if self._ledger is None:
            return
        found = self._discovery.found
        self._code = Code(time.time())

        def begin(ledger: Ledger) -> None:
            self.times = self._cache.times() | ledger.times()
            self._run = begun(ledger, self._effort, self._discovery.selection)
            if resume and isinstance(self._discovery, Discovery):
                known = contents(self._discovery.found)
                self.known = take(ledger, self._run, keys_of(known, self._effort), found)
                self._contents = {name: known[name] for name in self.known}
            if whole and not self._discovery.selection and ledger.reading(whole) is None:
                self._whole = whole
                remember_list(self._cache, whole, found, self._discovery.problems)

        self._tell_of_failure(begin)

    def keep(self, found: Listed, result: Result, settled: bool) -> None:
        """Write one finished claim down; a check that was cut off is not taken up again."""
        self._took[found.id] = result.seconds

        def keep(ledger: Ledger) -> None:
            self._contents[found.id] = self._content(found, result)
            (key,) = keys_of({found.id: self._contents[found.id]}, self._effort).values()
            text = json.dumps(to_json(result), ensure_ascii=False, allow_nan=False)
            verdict, seconds = str(result.verdict), result.seconds
            words = (verdict, result.attempted, settled, seconds, _expected(found), text)
            ledger.keep(self._run, Finished(key, *words))

        self._tell_of_failure(keep)

    def end(self) -> None:
        """Write down that the run is over, and close the ledger."""

        def end(ledger: Ledger) -> None:
            ledger.end(self._run)
            found = self._discovery.found
            if self._whole and self._contents.keys() >= {item.id for item in found}:
                cards = [card(item, self._contents[item.id]) for item in found]
                remember(ledger, self._whole, cards, self._discovery.problems)

        self._tell_of_failure(end)
        if self._took and not self._discovery.selection:  # claims that ship, and no others
            self._cache.remember_times(self._took)
        if self._ledger is not None:
            self._ledger.close()

    def _content(self, found: Listed, result: Result) -> str:
        """Return what a result depends on, "" of a check that was cut off before it said so.

        It is not taken up again; and to look at its claim here may hang or crash as it did.
        """
        if not result.digest:
            return ""
        return content(Fingerprint(result.digest, result.holds_code), found.file, self._code)

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
