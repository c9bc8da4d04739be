"""The command `verify figures`: the figures of a source, drawn anew from their numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_FIGURES = "A source, as consensus or gpt2, or the path of a folder with a figures.py."
_SCALE = "The share of the full work; for gpt2 small, xl or tiny."
_MODEL = "A network in the public GPT-2 layout, for figures that take one."


def figures_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_FIGURES)],
    out: Annotated[Path, typer.Option(metavar="FOLDER")] = Path("figures"),
    seed: Annotated[int, typer.Option(min=0, help="The seed of every draw.")] = 0,
    scale: Annotated[str, typer.Option(metavar="SCALE", help=_SCALE)] = "",
    model: Annotated[str | None, typer.Option(metavar="FOLDER", help=_MODEL)] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files there.")] = False,
) -> None:
    """Draw the figures of a source as SVG and PNG, with their numbers as CSV.

    A command that was interrupted goes on when it is repeated.

    Exit status: 0 all are written; 2 there are no such figures, the folder cannot be written,
    or a file is there already and --force is not given.
    """
    from verify.show.terminal import usage

    written: list[str] = []
    with usage(lambda: _interrupted(written)):
        from verify.show.galleries import content_of, pictures_of
        from verify.show.pictures import write_all

        pictures = pictures_of(name, seed, scale, model=model)
        asked = repr((name, seed, scale, model, content_of(name)))
        for picture, files in write_all(pictures, out, force, asked):
            kinds = ", ".join(file.suffix for file in files)
            typer.echo(f"{out / picture.name}: {kinds}  {picture.title}")
            written.append(picture.name)


def _interrupted(written: list[str]) -> str:
    kept = f"; {len(written)} written" if written else ""
    return f"interrupted{kept}. The same command goes on"
