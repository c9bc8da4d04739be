"""What is seen while claims run: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from verify.files.cards import Listed
from verify.result import Result
from verify.show.words import duration

Done = Callable[[Listed, Result], None]
_EVERY = 5.0  # seconds between two lines


@contextmanager
def waiting(what: str, console: Console | None = None) -> Iterator[None]:
    """Say on a terminal, on standard error, what a person waits for; elsewhere say nothing."""
    console = console or Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield
        return
    columns = (SpinnerColumn("line"), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(  # what claim files print goes where they print it
        *columns,
        console=console,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as bar:
        bar.add_task(what, total=None)
        yield


@contextmanager
def progress(total: int, console: Console | None = None) -> Iterator[Done]:
    """Give the function that is told of each finished claim; it writes to standard error."""
    console = console or Console(stderr=True, highlight=False)
    if console.is_terminal:
        with _bar(total, console) as done:
            yield done
    else:
        yield _lines(total, console)


@contextmanager
def _bar(total: int, console: Console) -> Iterator[Done]:
    columns = (
        BarColumn(20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[last]}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("claims", total=total, last="reading the engine")

        def done(found: Listed, result: Result) -> None:
            bar.update(task, advance=1, last=f"{result.verdict} {found.id}")

        yield done


@contextmanager
def stages(console: Console | None = None) -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that is told a stage of a long work, how much is done, and of how much.

    On a terminal it moves a bar on standard error; elsewhere it writes a line every few
    seconds, and one at the end of a stage.
    """
    console = console or Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield _stage_lines(console)
        return
    columns = (BarColumn(20), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TextColumn("{task.description}"), console=console) as bar:
        task = bar.add_task("", total=None)

        def tell(what: str, done: int, whole: int) -> None:
            bar.update(task, completed=done, total=whole, description=what)

        yield tell


def _stage_lines(console: Console) -> Callable[[str, int, int], None]:
    silent_until = time.monotonic() + _EVERY

    def tell(what: str, done: int, whole: int) -> None:
        nonlocal silent_until
        if done < whole and time.monotonic() < silent_until:
            return
        silent_until = time.monotonic() + _EVERY
        text = f"{what}: {whole} done" if done == whole else f"{what}: {done} of {whole}"
        console.print(text, markup=False)

    return tell


def _lines(total: int, console: Console) -> Done:
    """Return what writes the first claim, then one every few seconds; a report has all."""
    count, silent_until = 0, 0.0

    def done(found: Listed, result: Result) -> None:
        nonlocal count, silent_until
        count += 1
        if time.monotonic() < silent_until:
            return
        silent_until = time.monotonic() + _EVERY
        verdict = str(result.verdict) if result.attempted else "not attempted"
        text = f"[{count}/{total}] {verdict} {found.id} {duration(result.seconds)}"
        console.print(text, markup=False, soft_wrap=True)

    return done
