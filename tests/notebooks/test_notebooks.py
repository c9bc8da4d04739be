"""Every notebook runs, is kept without output, and stays a story one can read."""

import os
import re
from pathlib import Path

import jupyter_client
import nbclient
import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parent.parent.parent / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]
WIDGETS = "application/vnd.jupyter.widget-state+json"
CELLS = 30


@pytest.fixture(scope="module")
def kernel():
    """Start one kernel for all notebooks: reading the libraries takes longer than they do."""
    manager = jupyter_client.KernelManager(kernel_name="python3", transport="ipc")
    manager.start_kernel(env=os.environ | {"PYTHONWARNINGS": "", "MPLBACKEND": ""})
    yield manager
    manager.shutdown_kernel(now=True)
    manager.cleanup_resources()


def executed(notebook, manager, folder):
    """Run a notebook from an empty namespace, with sliders, and return it with its output."""
    client = nbclient.NotebookClient(
        notebook, km=manager, timeout=120, store_widget_state=True, resources={}
    )
    client.resources["metadata"] = {"path": str(folder)}
    notebook.cells.insert(0, nbformat.v4.new_code_cell("%reset -f"))
    try:
        client.execute()
    finally:
        client.kc.stop_channels()
    del notebook.cells[0]
    return notebook


def outputs(notebook):
    """Return what the cells print, what sliders show included."""
    state = notebook.metadata.get("widgets", {}).get(WIDGETS, {}).get("state", {})
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return shown + [o for widget in state.values() for o in widget["state"].get("outputs", [])]


def htmls(shown):
    return "\n".join(str(output.get("data", {}).get("text/html", "")) for output in shown)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_a_notebook_runs_draws_and_warns_of_nothing(path, kernel, tmp_path):
    shown = outputs(executed(nbformat.read(path, 4), kernel, tmp_path))
    broken = ["\n".join(o["traceback"]) for o in shown if o["output_type"] == "error"]
    assert not broken, broken[0]
    assert not [o["text"] for o in shown if o.get("name") == "stderr"]
    assert [o for o in shown if "image/png" in o.get("data", {})], "it draws nothing"
    verdicts = re.findall(r'<b style="[^"]*">(\w+)</b>', htmls(shown))
    assert len(verdicts) >= 3
    # one story shows on purpose what a control that cannot fail does
    assert verdicts.count("undecided") == (path.stem == "your_own_theorem")


def test_an_error_behind_a_slider_is_not_lost(kernel, tmp_path):
    cell = (
        "from verify.show.drawing import explore\nexplore(lambda h: 1 / 0, h=(0.0, 1.0, 0.5))"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    shown = outputs(executed(notebook, kernel, tmp_path))
    assert [o["ename"] for o in shown if o["output_type"] == "error"] == ["ZeroDivisionError"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_a_notebook_is_kept_without_output_and_is_short(path):
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    assert len(notebook.cells) < CELLS
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert notebook.cells[0].source.startswith("# "), "the story has a title"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_a_notebook_imports_claims_and_solves_nothing_itself(path):
    code = "\n".join(c.source for c in nbformat.read(path, 4).cells if c.cell_type == "code")
    roots = set(re.findall(r"^(?:from|import) (\w+)", code, re.MULTILINE))
    assert roots <= {"numpy", "proofs", "verify"}
    assert "proofs" in roots or "Claim(" in code


def test_there_are_eight_stories():
    assert len(NOTEBOOKS) == 8
