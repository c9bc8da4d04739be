"""The process that a worker of a scheduler asks: several claims at a time, and when it dies."""

import io
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from verify.effort import QUICK
from verify.run.bundle import Bundle, bundle, shipped
from verify.run.engine import identity
from verify.run.errands import Errand, Job, Listing
from verify.run.frames import put, take
from verify.run.remote import MinderLost, Office, OtherEngine, answered, closed, packed
from verify.run.session import check_subject
from verify.run.workers import Limits
from verify.verdict import Verdict

PARTS = ("literal", "repaired")
WANTED = [Verdict.REFUTED, Verdict.PROVED]


def errand(part: str) -> bytes:
    return pickle.dumps(Errand(f"euler.three_fates.{part}", check_subject, QUICK))


@pytest.fixture
def office() -> Iterator[Office]:
    asked = Bundle("proofs", ("euler.three_fates",), False)
    one = Office(pickle.dumps(Job(identity("proofs"), asked, Limits(60, 4))), 2)
    yield one
    one.close()


def test_one_process_answers_several_threads_and_another_follows_it(office: Office) -> None:
    line = office.open()
    found: dict[str, Verdict] = {}

    def ask(part: str) -> None:
        found[part] = pickle.loads(line.ask(errand(part))).value.verdict

    threads = [threading.Thread(target=ask, args=(part,)) for part in PARTS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [found[part] for part in PARTS] == WANTED
    unknown = pickle.loads(line.ask(errand("unheard_of")))
    assert unknown.failure == "a worker does not know it"
    listed = pickle.loads(line.ask(pickle.dumps(Listing()))).value
    assert {card.name for card in listed.found} >= set(PARTS)
    line.process.kill()
    with pytest.raises(MinderLost):
        line.ask(errand("literal"))
    line.process.wait(10)
    assert office.open().process.poll() is None


def test_who_waits_is_told_that_the_process_died(office: Office) -> None:
    line = office.open()
    killer = threading.Timer(0.3, line.process.kill)
    killer.start()
    with pytest.raises(MinderLost):
        line.ask(errand("literal"))
    office.close()
    with pytest.raises(MinderLost, match="over"):
        office.open()


def test_a_worker_of_another_version_answers_nothing() -> None:
    with pytest.raises(OtherEngine):
        answered("some run", [b""], packed("another engine", "proofs", b""))
    closed("some run")


def test_a_worker_imports_nothing_that_checks() -> None:
    code = (
        "import sys, verify.run.remote; print('sympy' in sys.modules, 'numpy' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert told.stdout.split() == ["False", "False"]


def test_an_answer_in_a_pipe_is_whole_or_none() -> None:
    pipe = io.BytesIO()
    put(pipe, 7, b"yes")
    whole = pipe.getvalue()
    assert take(io.BytesIO(whole)) == (7, b"yes")
    for short in (b"", whole[:5], whole[:-1]):
        with pytest.raises(EOFError):
            take(io.BytesIO(short))


@pytest.mark.parametrize(
    ("selection", "whole"),
    [((), True), (("euler",), False), (("euler", "flow.vacuity"), False)],
)
def test_what_ships_needs_no_reading(selection: tuple[str, ...], whole: bool) -> None:
    assert shipped(selection, "proofs") == Bundle("proofs", selection, whole)


@pytest.mark.parametrize(
    "word", ["three and not literal", "euler.three_fates.literal", "mine.py", "nonsense"]
)
def test_other_words_wait_for_the_reading(word: str) -> None:
    assert shipped((word,), "proofs") is None
    assert shipped(("euler", word), "proofs") is None


def test_one_claim_is_sent_by_its_id() -> None:
    from verify.discover import discover

    name = "euler.three_fates.literal"
    assert bundle(discover([name])) == Bundle("proofs", (name,), False)
    assert bundle(discover(["euler.three_fates"])).words == ("euler.three_fates",)
