from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.arithmetic.agreement import disagreements, makes_up_a_value
from tests.arithmetic.corpus import CORPUS, NOWHERE
from verify.arithmetic import compile_tape
from verify.arithmetic.functions import FUNCTIONS

_ids = [f"{k}: {expression}" for k, (expression, _) in enumerate(CORPUS)]
_nowhere_ids = [f"{k}: {expression}" for k, (expression, _) in enumerate(NOWHERE)]


def _names() -> set[str]:
    tapes = [compile_tape([e], list(point)) for e, point in [*CORPUS, *NOWHERE]]
    return {step.name for tape in tapes for step in tape.code}


@pytest.mark.parametrize(("expression", "point"), CORPUS, ids=_ids)
def test_all_arithmetics_agree(expression, point):
    assert list(disagreements(expression, point)) == []


@pytest.mark.parametrize(("expression", "point"), NOWHERE, ids=_nowhere_ids)
def test_no_arithmetic_makes_up_a_value_where_there_is_none(expression, point):
    assert list(makes_up_a_value(expression, point)) == []


def test_the_corpus_meets_every_row_of_the_table():
    # `certainty`, `ordered` and `embed` are written by margins and decisions, never by a claim.
    assert set(FUNCTIONS) - _names() == {"certainty", "ordered", "embed", "truth"}


@pytest.mark.parametrize("column", ["floats", "digits", "balls"])
@pytest.mark.parametrize(("name", "twin"), [("sin", "cos"), ("besseli", "besselj")])
def test_a_wrong_entry_in_any_column_breaks_the_agreement(monkeypatch, column, name, twin):
    wrong = replace(FUNCTIONS[name], **{column: getattr(FUNCTIONS[twin], column)})
    monkeypatch.setitem(FUNCTIONS, name, wrong)
    caught = [e for e, point in CORPUS if list(disagreements(e, point))]
    assert caught


def test_a_wrong_exact_entry_breaks_the_agreement(monkeypatch):
    wrong = replace(FUNCTIONS["add"], exact=FUNCTIONS["sub"].exact)
    monkeypatch.setitem(FUNCTIONS, "add", wrong)
    assert any(list(disagreements(e, point)) for e, point in CORPUS)


def test_a_float_off_by_one_part_in_a_million_is_caught(monkeypatch):
    wrong = replace(FUNCTIONS["exp"], floats=lambda x: np.exp(x) * (1 + 1e-6))
    monkeypatch.setitem(FUNCTIONS, "exp", wrong)
    assert any(list(disagreements(e, point)) for e, point in CORPUS)
