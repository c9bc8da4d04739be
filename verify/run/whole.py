"""Files written whole or not at all: a full disk or a kill leaves what was there before."""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file, which keeps its permissions; a link keeps what it links to.

    What was there stays until all of the new content is there. A pipe or a device, and a
    file whose folder takes no new ones, are written as they are. Half of a character becomes
    its escape, which JSON reads back. Raises `OSError`.
    """
    data = content if isinstance(content, bytes) else content.encode(errors="backslashreplace")
    if is_stream(path):
        path.write_bytes(data)
        return
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
        if target.exists():
            shutil.copymode(target, part)
        os.replace(part, target)
    except PermissionError:
        part.unlink(missing_ok=True)
        target.write_bytes(data)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def is_stream(path: Path) -> bool:
    """Tell a pipe or a device, also one that is a file now, from a file or a place for one."""
    if path.is_absolute() and path.parts[1:2] == ("dev",):  # /dev/stdout, /dev/fd/63
        return True
    return path.exists() and not path.is_file() and not path.is_dir()
