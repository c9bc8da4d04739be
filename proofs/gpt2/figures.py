"""Figures 6 to 8 and Table 3 of the consensus paper: `verify figures gpt2 --scale small`.

A network of GPT-2's shape is passed again and again. States are kept in `.flowproof/gpt2`, so
that an interrupted command goes on where it was when it is repeated. The small scale takes four
minutes of one core, most of them for drawing weights anew at each pass.
"""

import sys
from functools import partial
from pathlib import Path

import numpy as np

from verify.models.experiments import experiments
from verify.show.pictures import INK, Picture
from verify.show.progress import stages

SCALES = ("small", "xl", "tiny")
STYLES = (("blue", "-"), ("red", "--"), ("green", "-."), ("gray", "-"), ("blue", ":"))
KEPT = Path(".flowproof") / "gpt2"
_SIGN = (
    "E = 1 - (1/ℓ) Σ ⟨y₁, yᵢ⟩/(|y₁||yᵢ|) is 0 at consensus only; with the absolute value, as "
    "equation (25) has it, also where tokens are opposite."
)
_RANDOM = (
    "Gaussian matrices of standard deviation 0.02, no biases; words get numbers by their "
    "checksum, as no tokenizer is given."
)
# The name of each picture, its table, its title and its caption.
RANDOM = (
    (
        *("figure_6_random", "random", "Random weights, the same at every pass"),
        f"{_SIGN} {_RANDOM}",
    ),
    (
        *("figure_8_prompts", "prompts", "Five prompts through the same random weights"),
        f"{_SIGN} Only a prompt's own tokens count; the table also has E with padding.",
    ),
    (
        *("figure_7_redrawn", "redrawn", "Random weights, drawn anew for every pass"),
        f"{_SIGN} {_RANDOM}",
    ),
    (
        *("figure_7_attention_only", "redrawn_attention_only"),
        "Weights drawn anew for every pass, without feed-forward networks",
        f"{_SIGN} {_RANDOM}",
    ),
    (
        *("table_3_words", "decoded", "Words read after some passes"),
        "The likeliest next word at each place of the prompt. A network with random weights "
        "and no tokenizer has numbers for words; what counts is how many differ.",
    ),
)


class Tables:
    """The tables of the experiments, each computed once, in their order."""

    def __init__(self, scale, seed, model):
        self.found = {}
        self.arguments = (scale, KEPT / f"{scale}-{seed}")
        self.keywords = {"resume": True, "seed": seed, "model": model}
        self.coming = None

    def __call__(self, name):
        """Return one table as columns; those before it are computed as well."""
        with stages() as tell:
            if self.coming is None:
                folder = self.arguments[1]
                folder.mkdir(parents=True, exist_ok=True)
                self.tell = tell
                self.coming = experiments(*self.arguments, self.progress, **self.keywords)
            self.tell = tell
            while name not in self.found:
                table = next(self.coming)
                self.found[table.name] = table
        table = self.found[name]
        return {c: [row[k] for row in table.rows] for k, c in enumerate(table.columns)}

    def progress(self, name, done, total):
        """Tell how far an experiment is."""
        self.tell(name, done, total)


def pictures(seed, scale, model=None):
    """Return Figures 6, 7 and 8 and Table 3; `model` is a folder with trained weights."""
    tables = Tables(scale, seed, model)
    if model is None:
        print("trained weights: skipped, none were given (--model FOLDER)", file=sys.stderr)
        return [_picture(tables, *row) for row in RANDOM]
    trained = (
        *("figure_6_trained", "original", "Trained weights, passed again and again"),
        f"{_SIGN} Weights of {Path(model).name}.",
    )
    return [_picture(tables, *row) for row in (trained, *RANDOM)]


def _picture(tables, name, table, title, caption):
    draw = DRAWN.get(table, draw_passes)
    return Picture(name, title, caption, partial(tables, table), draw)


def draw_passes(figure, columns):
    """Draw both versions of E, and the longest token, against the passes."""
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(2, 1))
    above.plot(columns["pass"], columns["E"], color=INK["blue"], label="E")
    above.plot(
        columns["pass"], columns["E absolute"], "--", color=INK["red"], label="E, absolute"
    )
    above.set_ylabel("E")
    above.set_ylim(bottom=min(0, *columns["E"]))
    above.legend()
    below.plot(columns["pass"], columns["longest token"], color=INK["gray"])
    below.set_ylabel("longest token")
    below.set_xlabel("passes")
    below.locator_params(axis="x", integer=True)


def draw_prompts(figure, columns):
    """Draw E of each prompt against the passes."""
    axes = figure.add_subplot()
    number, prompt = np.array(columns["pass"]), np.array(columns["prompt"])
    values = np.array(columns["E"], dtype=float)
    for k, (color, line) in zip(sorted(set(prompt)), STYLES, strict=False):
        mine = prompt == k
        axes.plot(number[mine], values[mine], line, color=INK[color], label=f"prompt {k}")
    axes.set_xlabel("passes")
    axes.locator_params(axis="x", integer=True)
    axes.set_ylabel("E")
    axes.set_ylim(bottom=min(0.0, float(values.min())))
    axes.legend(ncols=2)


def draw_words(figure, columns):
    """Draw how many different words are read after each number of passes."""
    axes = figure.add_subplot()
    places = np.arange(len(columns["passes"]))
    bars = axes.bar(places, columns["different words"], color=INK["blue"], width=0.6)
    axes.bar_label(bars)
    axes.set_xticks(places, [str(count) for count in columns["passes"]])
    axes.set_xlabel("passes")
    axes.set_ylabel("different words")


DRAWN = {"prompts": draw_prompts, "decoded": draw_words}
