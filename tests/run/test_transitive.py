from verify.run.transitive import Transitive, cycle, transitive
from verify.verdict import Verdict

P, C, R, U = Verdict.PROVED, Verdict.CERTIFIED, Verdict.REFUTED, Verdict.UNDECIDED


def test_a_claim_that_rests_on_nothing_keeps_its_verdict() -> None:
    assert transitive("a", {"a": P}, {}) == Transitive(P)


def test_the_weakest_on_the_way_counts_however_far() -> None:
    verdicts = {"a": P, "b": P, "c": C, "d": P}
    uses = {"a": ("b", "d"), "b": ("c",)}
    assert transitive("a", verdicts, uses) == Transitive(C, "c")


def test_a_refuted_lemma_is_fatal() -> None:
    assert transitive("a", {"a": P, "b": R}, {"a": ("b",)}) == Transitive(R, "b")


def test_a_claim_weaker_than_its_lemmas_is_its_own_weakest() -> None:
    assert transitive("a", {"a": C, "b": P}, {"a": ("b",)}) == Transitive(C)


def test_a_lemma_that_was_not_run_establishes_nothing() -> None:
    assert transitive("a", {"a": P}, {"a": ("b",)}) == Transitive(U, "b (not run)")


def test_a_circle_proves_nothing() -> None:
    uses = {"a": ("b",), "b": ("c",), "c": ("a",)}
    assert transitive("a", {"a": P, "b": P, "c": P}, uses).verdict is U
    assert cycle("a", uses) == ("a", "b", "c", "a")
    assert cycle("d", {**uses, "d": ("a",)}) == ()


def test_a_shared_lemma_is_no_circle() -> None:
    assert cycle("a", {"a": ("b", "c"), "b": ("d",), "c": ("d",)}) == ()
