"""The command line. Heavy imports wait until a command needs them: help comes at once."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from verify.environment import SETTINGS
from verify.figures_command import figures_command
from verify.model_command import model_command
from verify.show import signs
from verify.show.terminal import STREAM, check_writable, fail, screen, tell, usage

if TYPE_CHECKING:
    from verify.effort import Effort
    from verify.run.compare import Snapshot

app = typer.Typer(
    name="verify",
    help="State a theorem once; get a verdict that says how far the evidence goes.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

_SELECT = (
    "An id, a prefix of one, an expression ('three and not literal'), or a path to a claim "
    "file or folder; file.py::name for one claim. Without one, all that ships. A claim file is "
    "Python and runs with your rights."
)
_RUN = "A number of the ledger, newest, baseline (./baseline.json), or a record's file."
Select = Annotated[list[str] | None, typer.Argument(metavar="[SELECT]...", help=_SELECT)]
One = Annotated[str, typer.Argument(metavar="ID", help="An id, or file.py::name.")]
Quick = Annotated[bool, typer.Option("--quick", help="Search less; no mutants.")]
Seed = Annotated[int, typer.Option(min=0, help="The seed of every draw.")]
Seconds = Annotated[float, typer.Option(min=0.01, help="Seconds a claim may take.")]
Jobs = Annotated[int | None, typer.Option(min=1, help="Processes. [default: one a CPU]")]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Of a Dask scheduler whose workers do it."),
]
Shards = Annotated[
    int,
    typer.Option(
        min=1,
        help="Split draws so; of a long claim lines, members, controls, needs, trajectories.",
    ),
]
Resume = Annotated[bool, typer.Option("--resume", help="Take what is unchanged.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit 3 when something stays open.")]
Slower = Annotated[float, typer.Option(min=1, help="Times as long that count as worse.")]
Write = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the verdicts down as the baseline.")
]
Baseline = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Exit 1 when a verdict of FILE is lost.")
]
Json = Annotated[
    Path | None, typer.Option("--json", metavar="FILE", help="Record the run; - prints it.")
]
Kept = Annotated[
    str,
    typer.Option(
        "--run", metavar="RUN", help="A number of the ledger, newest, or a record's file."
    ),
]
Atlas = Annotated[Path | None, typer.Option(metavar="FOLDER", help="Write the atlas there.")]


def main() -> None:
    """Run the command line."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)  # before they are imported
    signs.register()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=signs.NAME)  # a terminal without Unicode still gets its answer
    app()


@app.command("run")
def run_command(
    select: Select = None,
    quick: Quick = False,
    seed: Seed = 0,
    jobs: Jobs = None,
    scheduler: Scheduler = None,
    shards: Shards = 1,
    time_limit: Seconds = 180.0,
    resume: Resume = False,
    strict: Strict = False,
    json: Json = None,
    atlas: Atlas = None,
    baseline: Baseline = None,
    write_baseline: Write = None,
) -> None:
    """Check claims and print a verdict on each.

    Exit status: 0 every claim got the verdict it expects; 1 some claim did not; 2 bad usage or
    a claim file to repair; 3 with --strict, something stayed undecided or was not attempted.
    """
    begin = time.perf_counter()
    for option, file in (("--json", json), ("--write-baseline", write_baseline)):
        if file is not None and file != STREAM:
            check_writable(option, file)
    tally: list[str] = []
    with usage(lambda: _interrupted(tally)):
        former = _former(baseline)
        if atlas is not None:
            from verify.show.atlas.folders import check

            check(atlas)  # before the work, not after it
        from verify.run.workers import Limits
        from verify.run_command import Asked, checked

        effort, limits = _effort(quick, seed), Limits(time_limit)
        asked = Asked(tuple(select or ()), effort, limits, jobs, scheduler, shards, resume)
        outcome = checked(asked, tally)
    from verify.show.keeping import print_worse, write, write_site
    from verify.show.table import print_run

    lost = write(outcome, json, write_baseline)
    if atlas is not None:
        lost += write_site(outcome, atlas, select or (), former)
    console = screen(errors=STREAM in (json, write_baseline))
    print_run(console, outcome, time.perf_counter() - begin)
    worse = former is not None and print_worse(console, former, outcome)
    for line in lost:
        tell(line)
    status = outcome.exit_status(strict) or int(worse)
    raise typer.Exit(2 if lost and not outcome.interrupted else status)


def _interrupted(tally: Sequence[str]) -> str:
    if not tally:
        return "interrupted before a claim was finished"
    count = "1 claim is" if len(tally) == 1 else f"{len(tally)} claims are"
    return f"interrupted; {count} kept, and --resume goes on"


@app.command("list")
def list_command(select: Select = None) -> None:
    """List claims: ids, readings, sources, expected verdicts."""
    with usage():
        from verify.run.lists import listed
        from verify.show.table import list_lines, print_problems

        discovery = listed(select or ())
        console = screen()
        console.print(list_lines(discovery.found, console.width))
        count = len(discovery.found)
        console.print(f"\n{count} {'claim' if count == 1 else 'claims'}")
        print_problems(console, discovery.problems)
    raise typer.Exit(2 if discovery.problems else 0)


@app.command("show")
def show_command(
    name: One,
    quick: Quick = False,
    seed: Seed = 0,
    time_limit: Seconds = 180.0,
    full: Annotated[bool, typer.Option("--full", help="Cut nothing; show queries.")] = False,
) -> None:
    """Show one claim in full: statement, derivation, evidence, witness, place in the source."""
    with usage():
        from verify.run.session import run
        from verify.run.single import one, twins
        from verify.run.workers import Limits
        from verify.show.page import print_claim
        from verify.show.progress import waiting
        from verify.show.table import print_problems

        with waiting("reading the claim"):
            meant = one(name)
            repaired = twins(name, meant.found[0].id)
        outcome = run(meant, _effort(quick, seed), Limits(time_limit), 1)
        console = screen()
        for item in outcome.outcomes:
            print_claim(console, item, repaired, full)
        print_problems(console, outcome.problems)
    raise typer.Exit(outcome.exit_status())


@app.command("ablate")
def ablate_command(
    name: One, quick: Quick = False, seed: Seed = 0, time_limit: Seconds = 300.0
) -> None:
    """Drop each assumption of one claim in turn, and say which are needed."""
    with usage():
        from verify.run.ablation import AblationTable, ablate_subject
        from verify.run.session import load_engine
        from verify.run.single import one
        from verify.run.staff import again
        from verify.run.workers import Assignment, Limits, work_on
        from verify.show.page import print_ablation

        meant = one(name)
        (found,) = meant.found
        load_engine()
        asked = Assignment(ablate_subject, _effort(quick, seed), Limits(time_limit))
        (answer,) = work_on([found.subject], asked, recall=again(meant))
    if answer is None:
        raise typer.Exit(130)
    if not isinstance(answer.value, AblationTable):
        fail(f"{found.id}: {answer.failure}", 3)
    print_ablation(screen(), found, answer.value)


@app.command("replay")
def replay_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A record that run wrote.")],
    select: Select = None,
) -> None:
    """Replay every witness of a recorded run, and say whether each still breaks its claim.

    Exit status: 0 each does; 1 one does not; 2 the record cannot be read.
    """
    with usage():
        from verify.discover import named
        from verify.run.lists import selected
        from verify.run.replay import replay_apart
        from verify.run.snapshots import of_record, read_record
        from verify.show.replays import print_replays

        record = read_record(file)
        ids = of_record(record, str(file)).entries
        if select:
            found = selected(select)
            asked = {item.id for item in found.found}
            chosen = [entry for entry in record["claims"] if entry["id"] in asked]
            if not chosen:
                fail(
                    f"{file} holds no claim of {' '.join(select)}. Run those, or leave it out.",
                    2,
                )
            record = {**record, "claims": chosen}
        else:
            found = named(ids)
        rows = list(replay_apart(record, found))
    print_replays(screen(), rows)
    raise typer.Exit(0 if all(row.breaks for row in rows) else 1)


@app.command("diff")
def diff_command(
    old: Annotated[str, typer.Argument(metavar="[OLD]", help=_RUN)] = "baseline",
    new: Annotated[str, typer.Argument(metavar="[NEW]", help=_RUN)] = "newest",
    slower: Slower = 2.0,
) -> None:
    """Say what changed between two runs, worst first.

    Exit status: 0 nothing got worse; 1 a verdict was lost or weakened, a claim is newly
    refuted, missing or slower; 2 there is no such run.
    """
    with usage():
        from verify.run.compare import differences
        from verify.run.snapshots import snapshot
        from verify.show.differences import print_differences

        before, after = snapshot(old), snapshot(new)
        found = differences(before, after, slower)
    print_differences(screen(), before, after, found)
    raise typer.Exit(int(any(one.change.worse for one in found)))


@app.command("history")
def history_command(name: One) -> None:
    """Show one claim's verdicts over time, from the ledger of this folder."""
    with usage():
        from verify.run.single import one
        from verify.run.snapshots import history
        from verify.show.differences import print_history

        own = "::" in name and Path(name.partition("::")[0]).exists()
        rows, runs = history(one(name).found[0].id if own else name)
    print_history(screen(), rows, runs)


app.command("figures")(figures_command)
app.command("model")(model_command)


@app.command("atlas")
def atlas_command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to write it.")],
    select: Select = None,
    of: Kept = "newest",
    baseline: Baseline = None,
) -> None:
    """Write a run as a static site that opens in a browser and loads nothing.

    Claims of your own appear with their formulas when their files are named.
    """
    with usage():
        from verify.show.atlas.folders import check
        from verify.show.atlas.site import write_atlas
        from verify.show.kept import baseline as read_baseline
        from verify.show.kept import kept

        check(folder)
        former = read_baseline(baseline)
        record, found = kept(of, select or ())
        count = write_atlas(folder, record, found, former)
    told = "1 claim" if count == 1 else f"{count} claims"
    typer.echo(f"{told}. Open {folder / 'index.html'}")


@app.command("export")
def export_command(
    form: Annotated[str, typer.Argument(metavar="FORM", help="latex, bibtex or markdown.")],
    select: Select = None,
    of: Kept = "newest",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Not to the screen.")] = None,
    baseline: Baseline = None,
) -> None:
    """Write a run as a LaTeX table, the BibTeX of its sources, or a Markdown summary."""
    with usage():
        from verify.show.exports import export
        from verify.show.kept import baseline as read_baseline
        from verify.show.kept import kept

        former = read_baseline(baseline)
        text = export(form, *kept(of, select or ()), former)
    if out is None:
        typer.echo(text, nl=False)
    else:
        from verify.show.keeping import write_text

        check_writable("--out", out)
        if lost := write_text(out, text):
            fail(lost[0], 2)


def _effort(quick: bool, seed: int) -> Effort:
    from dataclasses import replace

    from verify.effort import QUICK, THOROUGH

    return replace(QUICK if quick else THOROUGH, seed=seed)


def _former(baseline: Path | None) -> Snapshot | None:
    """Return the baseline to hold a run against, read before the run, which may replace it."""
    from verify.run.snapshots import of_record, read_record

    return None if baseline is None else of_record(read_record(baseline), baseline.name)
