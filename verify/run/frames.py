"""Answers in a pipe: the number of the errand, the length, the bytes."""

from __future__ import annotations

import struct
from typing import IO

_HEAD = struct.Struct("<QQ")


def put(pipe: IO[bytes], number: int, answer: bytes) -> None:
    """Write the answer to the errand of a number."""
    pipe.write(_HEAD.pack(number, len(answer)) + answer)
    pipe.flush()


def take(pipe: IO[bytes]) -> tuple[int, bytes]:
    """Return the next number and answer; raise `EOFError` when the other end is gone."""
    number, length = _HEAD.unpack(_exactly(pipe, _HEAD.size))
    return number, _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    found = pipe.read(length)
    if len(found) < length:
        raise EOFError
    return found
