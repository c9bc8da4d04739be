"""The figures of GPT-2 on a tiny network: each is drawn, and an interrupted run goes on."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from proofs.gpt2 import figures

NAMES = [
    "figure_6_random",
    "figure_8_prompts",
    "figure_7_redrawn",
    "figure_7_attention_only",
    "table_3_words",
]


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_without_trained_weights_five_pictures_are_left_and_the_skip_is_told(here, capsys):
    assert [picture.name for picture in figures.pictures(0, "tiny")] == NAMES
    assert "skipped" in capsys.readouterr().err


def test_with_trained_weights_their_picture_comes_first(here):
    first = figures.pictures(0, "tiny", model="somewhere/network")[0]
    assert first.name == "figure_6_trained"
    assert "network" in first.caption


def test_every_picture_of_a_tiny_network_has_its_numbers(here):
    tables = [picture.compute() for picture in figures.pictures(0, "tiny")]
    for columns in tables:
        assert len({len(values) for values in columns.values()}) == 1
    energies = np.array(tables[0]["E"])
    assert (energies >= 0).all()
    assert (energies <= 2).all()
    assert tables[0]["E absolute"] != tables[0]["E"]


def test_passes_are_counted_in_whole_numbers():
    values = [1.0] * 21
    columns = {"pass": list(range(21)), "E": values, "prompt": ["1"] * 21}
    columns |= {"E absolute": values, "longest token": values}
    for draw in (figures.draw_passes, figures.draw_prompts):
        figure = Figure(figsize=(3, 3))
        draw(figure, columns)
        assert all(tick == int(tick) for tick in figure.axes[-1].get_xticks())


def test_an_interrupted_run_goes_on_with_the_same_numbers(here, monkeypatch):
    whole = figures.pictures(3, "tiny")[0].compute()
    kept = next(figures.KEPT.glob("tiny-3/random.npz"))
    kept.unlink()
    told = figures.Tables.progress

    def stop(self, name, done, total):
        if done == 7:
            raise KeyboardInterrupt
        told(self, name, done, total)

    with monkeypatch.context() as patch:
        patch.setattr(figures.Tables, "progress", stop)
        with pytest.raises(KeyboardInterrupt):
            figures.pictures(3, "tiny")[0].compute()
    assert 0 < int(np.load(kept)["done"]) <= 7
    assert figures.pictures(3, "tiny")[0].compute() == whole
