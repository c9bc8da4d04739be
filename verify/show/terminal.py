"""How commands speak: to standard error in one line, with an exit status that means it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import Console


STREAM = Path("-")  # instead of a file: standard output


def screen(errors: bool = False) -> Console:
    """Return the console of standard output, or of standard error."""
    from rich.console import Console

    return Console(highlight=False, stderr=errors)


def check_writable(option: str, path: Path) -> None:
    """End the program with exit status 2 unless a file can be written; leave it as it is."""
    from verify.run.whole import is_stream

    target = Path(os.path.realpath(path))  # a link to nowhere stays a link to nowhere
    try:
        if is_stream(path):
            return  # who reads a pipe would take a try for the whole
        existed = target.exists()
        target.open("a").close()
        if not existed:
            target.unlink()
    except OSError as error:
        fail(f"{option} {path}: {error.strerror}. Name a file that can be written.", 2)


@contextmanager
def usage(interrupted: Callable[[], str] = lambda: "interrupted") -> Iterator[None]:
    """Turn errors about the input into exit status 2, and Ctrl-C into 130.

    `interrupted` says what Ctrl-C left.
    """
    from verify.errors import FlowproofError

    try:
        yield
    except FlowproofError as error:
        fail(str(error), 2)
    except KeyboardInterrupt:
        fail(interrupted(), 130)


def tell(message: str) -> None:
    """Say one line on standard error."""
    typer.echo(f"verify: {message}", err=True)


def fail(message: str, status: int) -> NoReturn:
    """Say why in one line, and end the program."""
    typer.echo(f"verify: {message}", err=True)
    raise typer.Exit(status)
