"""The whole report, on networks whose answers are known both ways."""

import io
import json
import math
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console
from safetensors.numpy import save_file
from typer.testing import CliRunner

from tests.models.samples import SMALLEST, lively
from verify.cli import app
from verify.models import ModelError, Shape, random_weights
from verify.models.instruments import Options, falls, measure
from verify.models.weights import named_tensors
from verify.show.instruments import print_report, sentences
from verify.verdict import Truth

SHAPE = Shape(4, 16, 1, vocabulary=30, positions=12)
IDS = [3, 1, 4, 15, 9, 2]


def attending(c):
    """Return a network whose attention averages alike over all tokens, with V = cI."""
    weights = random_weights(SHAPE, 1, np.float64, std=0.5)
    for block in weights.blocks:
        for matrix in (block.qkv, block.up, block.down):
            matrix[:] = 0
        block.qkv[:, 32:] = c * np.eye(16)
        block.out[:] = np.eye(16)
    return weights


def shown(report, shape=SHAPE):
    console = Console(width=80, record=True, file=io.StringIO())
    print_report(console, "a network", shape, report)
    return console.export_text()


def test_a_network_that_does_nothing_changes_no_instrument():
    report = measure(attending(0), IDS, Options(nulls=1))
    assert report.falls == 0
    assert report.null_falls == (0,)
    assert len({layer.energy for layer in report.layers}) == 1
    assert len({layer.clusters for layer in report.layers}) == 1
    assert all(maps.slopes.factor == pytest.approx(1, abs=1e-8) for maps in report.maps)
    assert all(abs(maps.lognorm.high) < 1e-12 for maps in report.maps)
    assert report.layers[-1].longest <= report.layers[-1].bound * (1 + 1e-9)


def test_energy_rises_where_tokens_attract_and_falls_where_they_repel():
    drawn, driven = (measure(attending(c), IDS, Options(nulls=0)) for c in (0.5, -0.5))
    assert drawn.falls == 0
    assert driven.falls > 0
    assert drawn.layers[-1].energy > drawn.layers[0].energy
    assert driven.layers[1].energy < driven.layers[0].energy
    assert all(maps.lognorm.low > 0.499 for maps in drawn.maps)
    assert all(maps.lognorm.high < -0.499 for maps in driven.maps)


def test_strong_attraction_makes_one_cluster_and_none_makes_many():
    together, apart = (measure(attending(c), IDS, Options(nulls=0)) for c in (50, 0))
    assert together.layers[-1].clusters[0] < apart.layers[-1].clusters[0]
    assert apart.layers[-1].clusters[1] == len(IDS)


def test_a_report_of_lively_weights_keeps_the_bound_and_another_bound_is_seen():
    report = measure(lively(), [1, 2, 3, 4], Options())
    assert report.within_bound is True
    tight = tuple(replace(layer, bound=layer.longest / 2) for layer in report.layers)
    assert replace(report, layers=tight).within_bound is False
    assert "ABOVE" in " ".join(sentences(replace(report, layers=tight)))
    assert "ABOVE" not in " ".join(sentences(report))


def test_the_table_fits_its_columns_and_says_what_is_certified():
    text = shown(measure(lively(), [1, 2, 3, 4], Options()))
    assert max(map(len, text.splitlines())) <= 80
    words = " ".join(text.split())
    for told in (
        "Certified: hemisphere and bound",
        "Certified: mu2 and norm",
        "null: Gaussian",
    ):
        assert told in words


def test_the_same_seed_gives_the_same_report():
    one, two = (measure(lively(), [1, 2, 3], Options(seed=5)) for _ in range(2))
    assert repr(one) == repr(two)


def test_overflow_is_unknown_and_never_a_pass():
    weights = lively()
    weights.blocks[0].down[:] = 3e38
    report = measure(weights, [1, 2, 3], Options(nulls=1))
    assert report.falls is None
    assert report.within_bound is None
    assert report.null_falls == ()
    assert report.layers[1].hemisphere.holds is Truth.UNKNOWN
    assert report.layers[1].clusters == (None, None, None)
    assert math.isnan(report.maps[1].slopes.factor)
    text = shown(report, SMALLEST)
    assert "unknown" in text
    assert "energy: unknown" in text


def test_falls_beyond_rounding_are_counted():
    assert falls([1.0, 2.0, 1.5, 1.4], 1e-9) == 2
    assert falls([1.0, 1.0 - 1e-12], 1e-9) == 0
    assert falls([1.0, math.nan], 1e-9) is None


def test_the_table_fits_a_narrow_terminal_and_can_leave_eigenvalues_out():
    text = shown(measure(lively(), [1, 2, 3], Options()), SMALLEST)
    assert max(map(len, text.splitlines())) <= 80
    assert "VO complex" in text
    assert "…" not in text
    quick = shown(measure(lively(), [1, 2, 3], Options(spectra=False)), SMALLEST)
    assert "complex" not in quick


def test_what_cannot_be_measured_is_refused():
    for ids in ([1], [[1, 2]], []):
        with pytest.raises(ModelError, match="two tokens or more"):
            measure(lively(), ids)
    for cosine in (1.0, -1.0, 3.0, math.nan):
        with pytest.raises(ModelError, match="cosine"):
            measure(lively(), [1, 2], Options(cosine=cosine))
    with pytest.raises(ModelError, match="beta"):
        measure(lively(), [1, 2], Options(beta=-1))


def test_the_command_reads_a_folder_and_asks_for_its_tokenizer(tmp_path):
    weights = lively()
    save_file(
        {n: np.ascontiguousarray(t) for n, t in named_tensors(weights).items()},
        tmp_path / "model.safetensors",
    )
    config = {"model_type": "gpt2", "n_layer": 2, "n_embd": 12, "n_head": 3, "n_inner": 20}
    config |= {"vocab_size": 40, "n_positions": 16}
    (tmp_path / "config.json").write_text(json.dumps(config))
    runner = CliRunner()
    options = ["--tokens", "1,2,3", "--double", "--quick"]
    good = runner.invoke(app, ["model", str(tmp_path), *options])
    assert good.exit_code == 0
    assert "2 layers, width 12" in " ".join(good.output.split())
    bad = runner.invoke(app, ["model", str(tmp_path), "--prompt", "hello"])
    assert bad.exit_code == 2
    assert "there is no tokenizer" in " ".join(bad.output.split())


def test_the_command_prints_the_table_and_fails_in_words():
    runner = CliRunner()
    good = runner.invoke(app, ["model", "random:tiny", "--tokens", "1,2,3", "--quick"])
    assert good.exit_code == 0
    assert "energy" in good.output
    for arguments, rule in (
        (["/nowhere"], "no such file"),
        (["random:tiny", "--tokens", "1,x"], "token numbers"),
        (["random:tiny", "--tokens", "1,512"], "knows 0 to 511"),
        (["random:tiny", "--tokens", "1", "--prompt", "a b"], "not both"),
        (["random:gigantic"], "names no shape"),
    ):
        bad = runner.invoke(app, ["model", *arguments])
        assert bad.exit_code == 2
        assert rule in bad.output.replace("\n", " ")
