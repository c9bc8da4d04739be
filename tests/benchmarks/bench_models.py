"""The forward pass of GPT-2 against its matrix products alone, and against onnxruntime."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

import numpy as np

from tests.benchmarks.measure import Row, compare
from tests.models.reference import session
from verify.models import PRESETS, Shape, Weights, Workspace, embed, logits, random_weights, run
from verify.models.forward import advance
from verify.models.memory import free_memory
from verify.models.weights import copied

TOKENS = 64
XL_TOKENS = 25


def benchmark() -> Iterator[Row]:
    """Yield GPT-2 small, 64 tokens (target 1.6), and one pass of the XL shape."""
    weights = random_weights(PRESETS["small"], 0)
    ids = np.random.default_rng(1).integers(0, weights.shape.vocabulary, (1, TOKENS))
    buffers = Workspace.of(weights.shape, 1, TOKENS, weights.dtype)

    def ours() -> np.ndarray:
        return logits(weights, run(weights, embed(weights, ids), workspace=buffers))

    other = session(weights, 1, TOKENS)
    expected = other(ids, None)[0]
    error = np.abs(ours() - expected).max() / np.abs(expected).max()
    if not error < 1e-4:
        raise RuntimeError(f"the scores differ from onnxruntime's by {error:.1e}")
    products = _products(weights)
    yield compare(f"GPT-2 small, {TOKENS} tokens / its products", ours, products, 1.6, 9)
    yield compare(
        f"GPT-2 small, {TOKENS} tokens / onnxruntime", ours, lambda: other(ids), 1.6, 9
    )
    yield _xl()


def _products(weights: Weights) -> Callable[[], None]:
    """Return the matrix products of a pass, into buffers, in the faster of the two layouts."""
    shape, rng = weights.shape, np.random.default_rng(2)
    sizes = (shape.width, 3 * shape.width, shape.vocabulary)
    x, qkv, scores = (rng.standard_normal((TOKENS, size), dtype=np.float32) for size in sizes)
    tall = rng.standard_normal((shape.inner, TOKENS), dtype=np.float32)
    out = np.empty((shape.width, TOKENS), np.float32)
    heads = qkv.reshape(TOKENS, 3, shape.heads, -1).transpose(1, 2, 0, 3)
    weighed = np.empty((shape.heads, TOKENS, TOKENS), np.float32)
    mixed = np.empty((TOKENS, shape.heads, shape.head_width), np.float32).transpose(1, 0, 2)

    def products() -> None:
        for block in weights.blocks:
            np.matmul(block.qkv.T, x.T, out=tall[: 3 * shape.width])
            np.matmul(heads[0], heads[1].swapaxes(1, 2), out=weighed)
            np.matmul(weighed, heads[2], out=mixed)
            np.matmul(block.out.T, x.T, out=tall[: shape.width])
            np.matmul(block.up.T, x.T, out=tall)
            np.matmul(block.down.T, tall, out=out)
        np.matmul(x, weights.tokens.T, out=scores)

    return products


def _xl() -> Row:
    """Return one pass of the XL shape beside the time its work takes at the peak of SGEMM."""
    xl = PRESETS["xl"]
    free = free_memory()
    layers = xl.layers if free is None or free > 1.3 * xl.bytes() else 8
    one = Shape(1, xl.width, xl.heads, vocabulary=2, positions=XL_TOKENS)
    first = random_weights(one, 0).blocks[0]
    blocks = [first, *(copied(first, np.float32) for _ in range(layers - 1))]
    buffers = Workspace.of(one, 1, XL_TOKENS, np.float32)
    x = np.random.default_rng(0).standard_normal((1, XL_TOKENS, xl.width), dtype=np.float32)

    def layered() -> None:
        for block in blocks:
            advance(block, x, buffers)

    seconds = _seconds(layered, 4)
    matrices = sum(np.size(m) for m in (first.qkv, first.out, first.up, first.down)) * layers
    at_peak = 2 * XL_TOKENS * matrices / _peak()
    what = (
        f"XL pass, {layers} layers, {XL_TOKENS} tokens, {4 * matrices / 1e9:.1f} GB, "
        f"{at_peak / seconds:.0%} of peak"
    )
    return Row(what, seconds, at_peak)


def _peak() -> float:
    """Return the floating-point operations a second of a large square product."""
    n = 1536
    a, b = np.random.default_rng(0).standard_normal((2, n, n), dtype=np.float32)
    out = np.empty_like(a)
    return 2 * n**3 / _seconds(lambda: np.matmul(a, b, out=out), 5)


def _seconds(work: Callable[[], object], repeats: int) -> float:
    work()
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)
