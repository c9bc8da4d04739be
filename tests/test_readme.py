"""What the README shows is what the commands print."""

import pytest

from tests.readme import CONSOLE, README, run, run_apart, timeless, transcripts, write_files

TEXT = README.read_text()


@pytest.mark.parametrize("number", range(len(transcripts(TEXT))))
def test_a_transcript_of_the_readme_is_what_the_commands_print(number, tmp_path):
    write_files(TEXT, tmp_path)
    shown = CONSOLE.findall(TEXT)[number]
    for command in transcripts(TEXT)[number]:
        printed = run(command, tmp_path)
        assert printed, command
        assert " ".join(timeless(printed)) in " ".join(timeless(shown)), printed


def test_the_readme_shows_a_refuted_claim_and_a_proof():
    assert any("✗ refuted" in block for block in CONSOLE.findall(TEXT))
    assert any("✓ proved" in block for block in CONSOLE.findall(TEXT))


def test_durations_are_the_only_thing_that_may_differ():
    assert timeless("ran 12.5 s, 3 claims") == timeless("ran 0.1 s, 3 claims")
    assert timeless("3 claims") != timeless("4 claims")


def test_a_command_prints_the_same_in_a_process_of_its_own(tmp_path):
    write_files(TEXT, tmp_path)
    command = "verify run momentum.py --quick"
    printed = run_apart(command, tmp_path)
    assert "2 claims" in printed
    assert timeless(printed) == timeless(run(command, tmp_path))
