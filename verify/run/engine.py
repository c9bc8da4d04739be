"""Which engine gave a verdict: a fingerprint of its sources and of its libraries."""

from __future__ import annotations

import functools
import hashlib
import platform
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from verify.files.places import package_folder

LIBRARIES = ("sympy", "numpy", "python-flint", "mpmath", "scipy", "z3-solver")
_HOME = Path(__file__).resolve().parent.parent


def versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that verdicts rest on."""
    return {
        "python": platform.python_version(),
        **{name: version_of(name) for name in LIBRARIES},
    }


def version_of(name: str) -> str:
    """Return the version of an installed distribution, "unknown" when there is none."""
    try:
        return version(name)
    except PackageNotFoundError:  # run from a source folder that was never installed
        return "unknown"


@functools.cache
def engine_version() -> str:
    """Return 16 hex digits that change with any file of the engine and with any library.

    Read once a process, at the first call: a run is by the engine it started with.
    """
    text = f"{content_of(python_files(_HOME), _HOME)} {versions()}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def identity(package: str) -> str:
    """Return what answers on this machine rest on: engine, libraries, claims that ship."""
    home = package_folder(package)
    claims = content_of(python_files(home), home) if home else "none"
    return f"{engine_version()} {claims}"


def python_files(folder: Path) -> list[Path]:
    """Return the Python files below a folder, sorted."""
    return sorted(path for path in folder.rglob("*.py") if path.is_file())


def content_of(files: Iterable[Path], home: Path) -> str:
    """Return 16 hex digits of the names, below `home`, and the content of some files."""
    whole = hashlib.sha256()
    for path in files:
        text = path.read_bytes()
        whole.update(f"{path.relative_to(home).as_posix()} {len(text)}\n".encode())
        whole.update(text)
    return whole.hexdigest()[:16]
