"""A claim whose check hangs costs its own verdict and nothing else."""

import json
import subprocess
import sys
from pathlib import Path

FILE = '''
"""One family whose second member never comes, and its honest neighbor."""

from verify import Claim, Control, Family, Ge, Gt, real

x = real("x")


def member(k):
    while k > 1:
        pass
    return Claim(says=Gt(x**2 + k, 0), controls=(Control("above 2", Gt(x**2 + k, 2)),))


hangs = Family(member, sizes=({"k": 1}, {"k": 2}))
honest = Claim(says=Ge(x**2, 0), controls=(Control("above 1", Ge(x**2, 1)),))
'''


def test_a_claim_that_hangs_is_undecided_and_its_neighbor_is_proved(tmp_path):
    (tmp_path / "forever.py").write_text(FILE)
    verify = Path(sys.executable).parent / "verify"
    words = [verify, "run", "forever.py", "--quick", "--time-limit", "4", "--json", "run.json"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    claims = {c["id"]: c for c in json.loads((tmp_path / "run.json").read_text())["claims"]}
    assert claims["forever.hangs"]["verdict"] == "undecided"
    assert "time limit" in claims["forever.hangs"]["because"]
    assert claims["forever.honest"]["verdict"] == "proved"
    assert done.returncode == 1
