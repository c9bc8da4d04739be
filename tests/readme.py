"""The transcripts of the README. `python -m tests.readme` runs its commands and writes them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from contextlib import chdir
from pathlib import Path
from unittest.mock import patch
from warnings import catch_warnings, simplefilter

from typer.testing import CliRunner

from verify.cli import app

README = Path(__file__).parent.parent / "README.md"
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
FILES = re.compile(r"```python\n# (\S+\.py)\n(.*?)```", re.DOTALL)
PLAIN = {"COLUMNS": "80", "NO_COLOR": "1"}
PLACE = re.compile(r"/\S*/(proofs/\S+)")


def transcripts(text: str) -> list[list[str]]:
    """Return the commands of each console block."""
    blocks = CONSOLE.findall(text)
    return [[line[2:] for line in block.splitlines() if line[:2] == "$ "] for block in blocks]


def write_files(text: str, folder: Path) -> None:
    """Write the claim files that the README shows."""
    for name, content in FILES.findall(text):
        (folder / name).write_text(content)


def run(command: str, folder: Path) -> str:
    """Return what a command prints at 80 columns, places made relative.

    It runs in this process, which has the engine already: to start Python costs more than most
    commands.
    """
    with chdir(folder), patch.dict(os.environ, PLAIN), catch_warnings():
        simplefilter("ignore")
        return _tidy(CliRunner().invoke(app, command.split()[1:]).stdout)


def run_apart(command: str, folder: Path) -> str:
    """Return the same of a process of its own, as a person starts it."""
    words = [str(Path(sys.executable).parent / "verify"), *command.split()[1:]]
    environment = os.environ | PLAIN | {"PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return _tidy(done.stdout)


def _tidy(printed: str) -> str:
    lines = (line.rstrip() for line in PLACE.sub(r"\1", printed).splitlines())
    return "\n".join(lines).strip("\n")


def rewritten(text: str) -> str:
    """Return the README with fresh output under every command."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(text, folder)

        def block(match: re.Match[str]) -> str:
            commands = [line for line in match[1].splitlines() if line[:2] == "$ "]
            shown = [f"{line}\n{run(line[2:], folder)}" for line in commands]
            return "```console\n" + "\n\n".join(shown) + "\n```"

        return CONSOLE.sub(block, text)


def timeless(text: str) -> list[str]:
    """Return the words of a text, with durations left out."""
    return re.sub(r"\b\d+(\.\d+)? (s|min \d+ s)\b", "", text).split()


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text()))
