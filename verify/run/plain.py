"""Results and cards as plain data, and back: what JSON can hold, and nothing that runs.

A dataclass becomes the dictionary of its fields, a tuple a list, a verdict its word. What is
read is checked against the types of the fields: data of another shape is refused, never guessed
at.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import math
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from verify.verdict import Verdict

T = TypeVar("T")


def parsed(text: str | bytes) -> Any:
    """Return what a JSON text says; raise `ValueError` for every other text.

    JSON has no NaN, no infinity and no lists in lists without end, whatever Python reads.
    """
    try:
        return json.loads(text, parse_constant=_no_number, parse_float=_finite)
    except RecursionError:
        raise ValueError("its lists stand too deep in each other.") from None


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number of JSON.")


def _finite(word: str) -> float:
    number = float(word)
    return number if math.isfinite(number) else _no_number(word)  # 1e999


def to_json(value: Any) -> Any:
    """Return a dataclass as dictionaries, lists, texts and numbers; `from_json` inverts it."""
    return _plain(value)


def from_json(cls: type[T], data: Any) -> T:
    """Return the `cls` that `to_json` wrote.

    A field that has a default may be missing: an earlier version did not know it. Raises
    `ValueError` for data of any other shape: an unknown field, a word that is no verdict, a
    number where a text belongs.
    """
    wanted: Any = cls
    value: T = _reader(wanted)(data)
    return value


def within(cls: type[T], data: Any) -> T:
    """Return the `cls` in data that may say more: later versions add to what is written."""
    if type(data) is not dict:
        raise _unfit(data, "a dictionary")
    wanted: Any = cls
    names = {field.name for field in dataclasses.fields(wanted)}
    return from_json(cls, {key: item for key, item in data.items() if key in names})


def _plain(value: Any) -> Any:
    if isinstance(value, Verdict):
        return str(value)
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in _fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise ValueError(f"{value!r}: only texts, numbers, verdicts and tuples of them are data.")


def _fields(value: Any) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(value)


Reader = Callable[[Any], Any]


@functools.cache
def _reader(wanted: Any) -> Reader:
    """Return the function that reads one type: made once a type, for there is much to read."""
    origin, inner = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (types.UnionType, typing.Union):
        (other,) = [choice for choice in inner if choice is not type(None)]
        read = _reader(other)
        return lambda data: None if data is None else read(data)
    if origin is tuple:
        return _tuples(inner)
    if origin is not None and issubclass(origin, Mapping):
        return _dictionaries(_reader(inner[1]))
    if dataclasses.is_dataclass(wanted):
        return _dataclasses(wanted)
    if wanted is Any:
        return lambda data: data
    return _verdict if wanted is Verdict else _float if wanted is float else _atoms(wanted)


def _tuples(inner: tuple[Any, ...]) -> Reader:
    if inner[-1] is Ellipsis:
        one = _reader(inner[0])

        def read_all(data: Any) -> Any:
            if type(data) is not list:
                raise _unfit(data, "a list")
            return tuple([one(item) for item in data])

        return read_all
    each = [_reader(wanted) for wanted in inner]

    def read_each(data: Any) -> Any:
        if type(data) is not list or len(data) != len(each):
            raise _unfit(data, f"a list of {len(each)}")
        return tuple([read(item) for read, item in zip(each, data, strict=True)])

    return read_each


def _dictionaries(read: Reader) -> Reader:
    def read_dictionary(data: Any) -> Any:
        if type(data) is not dict:
            raise _unfit(data, "a dictionary")
        return {key: read(item) for key, item in data.items()}

    return read_dictionary


def _dataclasses(wanted: Any) -> Reader:
    hints = typing.get_type_hints(wanted)
    fields = dataclasses.fields(wanted)
    readers = {field.name: _reader(hints[field.name]) for field in fields}
    needed = {field.name for field in fields if not _may_lack(field)}

    def read_dataclass(data: Any) -> Any:
        if type(data) is not dict or not needed <= data.keys() <= readers.keys():
            raise _unfit(data, f"a {wanted.__name__} with {', '.join(readers)}")
        return wanted(**{name: readers[name](item) for name, item in data.items()})

    return read_dataclass


def _may_lack(field: dataclasses.Field[Any]) -> bool:
    """Tell whether data that an earlier version wrote may lack a field."""
    no = dataclasses.MISSING
    return field.default is not no or field.default_factory is not no


def _verdict(data: Any) -> Any:
    return Verdict.named(_reader(str)(data))


def _float(data: Any) -> Any:
    if type(data) not in (int, float) or not math.isfinite(data):
        raise _unfit(data, "a finite number")
    return float(data)


def _atoms(wanted: Any) -> Reader:
    def read_atom(data: Any) -> Any:
        if type(data) is not wanted:
            raise _unfit(data, f"a value of type {wanted.__name__}")
        return data

    return read_atom


def _unfit(data: Any, wanted: str) -> ValueError:
    return ValueError(f"{str(data)[:80]!r} stands where {wanted} belongs.")
