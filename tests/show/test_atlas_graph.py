"""The drawing of what rests on what."""

from tests.show.atlas_samples import entry, made_up
from verify.show.atlas.graph import HIGH, WIDE, Graph, graph
from verify.show.atlas.leaves import leaves


def drawn(**uses: list[str]) -> Graph:
    record = made_up(*(entry(name, uses=of) for name, of in uses.items()))
    return graph(leaves(record, ()))


def places(drawing: Graph) -> dict[str, tuple[int, int]]:
    return {node.leaf.id: (node.x, node.y) for node in drawing.nodes}


def test_a_claim_stands_right_of_all_that_it_rests_on() -> None:
    at = places(drawn(a=[], b=["a"], c=["a", "b"], d=["c", "a"]))
    assert at["a"][0] < at["b"][0] < at["c"][0] < at["d"][0]


def test_no_two_claims_overlap() -> None:
    uses = {f"n{k}": [f"n{j}" for j in range(k) if (k * j) % 3 == 1] for k in range(1, 40)}
    spots = list(places(drawn(**uses)).values())
    for k, (x, y) in enumerate(spots):
        for other_x, other_y in spots[k + 1 :]:
            assert abs(x - other_x) >= WIDE or abs(y - other_y) >= HIGH


def test_claims_without_kin_are_left_out() -> None:
    assert drawn(a=[], b=[]).nodes == ()
    assert {node.leaf.id for node in drawn(a=[], b=["a"], c=[]).nodes} == {"a", "b"}


def test_a_circle_is_drawn_and_not_followed_for_ever() -> None:
    assert len(drawn(a=["b"], b=["a"], c=["c"]).nodes) == 2


def test_a_claim_out_of_the_run_is_no_node() -> None:
    assert drawn(a=["elsewhere"]).nodes == ()


def test_repairs_are_edges_of_their_own_kind() -> None:
    record = made_up(entry("a.bad"), entry("a.good", repairs="a.bad"))
    (edge,) = graph(leaves(record, ())).edges
    assert (edge.start, edge.end, edge.kind) == ("a.bad", "a.good", "repairs")


def test_a_claim_that_repairs_two_is_a_twin_of_both() -> None:
    both = entry("a.good", repairs="a.bad", also_repairs=["b.bad"])
    drawn_leaves = leaves(made_up(entry("a.bad"), entry("b.bad"), both), ())
    twins = {leaf.id: leaf.repaired_by for leaf in drawn_leaves}
    assert twins == {"a.bad": ("a.good",), "b.bad": ("a.good",), "a.good": ()}
    edges = graph(drawn_leaves).edges
    assert {(e.start, e.kind) for e in edges} == {("a.bad", "repairs"), ("b.bad", "repairs")}


def test_the_same_run_is_drawn_the_same() -> None:
    uses = {"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"]}
    assert drawn(**uses) == drawn(**dict(reversed(uses.items())))


def test_a_label_that_is_cut_keeps_its_end() -> None:
    long = "a.file_of_a_long_name.the_claim_itself"
    (node, *_) = drawn(**{long: [], "b": [long]}).nodes
    assert node.label.startswith("…")
    assert node.label.endswith(".the_claim_itself")
    assert len(node.label) == 30
