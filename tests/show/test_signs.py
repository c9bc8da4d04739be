import os
import subprocess
import sys

import pytest

from verify.show import signs


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("≤", "<="),
        ("≠", "!="),
        ("✓", "ok"),
        ("✗", "NO"),
        ("λ", "lambda"),
        ("Θ", "Theta"),
        ("ℯ", "e"),
        ("²", "^2"),
        ("ö", "o"),
        ("‖", "||"),
        ("語", "?"),
    ],
)
def test_a_sign_is_spelled_in_ascii(sign: str, text: str) -> None:
    signs.register()
    assert sign.encode("ascii", errors=signs.NAME) == text.encode()


def test_what_the_encoding_has_stays_as_it_is() -> None:
    signs.register()
    assert "ö ≤ 1".encode("latin-1", errors=signs.NAME) == "ö <= 1".encode("latin-1")
    assert "ö ≤ 1".encode(errors=signs.NAME) == "ö ≤ 1".encode()


def test_relations_and_marks_differ_on_a_terminal_without_unicode() -> None:
    code = "import verify.cli as c; c.app = lambda: print('d \u2264 1 \u2717'); c.main()"
    plain = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-c", code], env=plain, capture_output=True)
    assert done.stdout.split() == [b"d", b"<=", b"1", b"NO"]
