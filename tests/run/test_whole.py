import json
import os
import resource
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from verify.run.whole import is_stream, write_whole


def test_a_new_file_has_the_usual_permissions_and_an_old_one_keeps_its_own(
    tmp_path: Path,
) -> None:
    (tmp_path / "usual").write_text("")
    write_whole(tmp_path / "new", "é")
    assert (tmp_path / "new").read_bytes() == "é".encode()
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode
    (tmp_path / "new").chmod(0o640)
    write_whole(tmp_path / "new", b"second")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    assert (tmp_path / "new").read_text() == "second"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["new", "usual"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("file")
    for text in ("first", "second"):  # a link to nowhere, and to a file
        write_whole(tmp_path / "link", text)
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "file").read_text() == text


def test_a_name_as_long_as_names_may_be_is_written(tmp_path: Path) -> None:
    write_whole(tmp_path / ("a" * 255), "text")
    assert [file.read_text() for file in tmp_path.iterdir()] == ["text"]


def test_half_of_a_character_is_read_back_from_json(tmp_path: Path) -> None:
    text = json.dumps("é and half of a character: \ud800", ensure_ascii=False)
    write_whole(tmp_path / "file", text)
    assert json.loads((tmp_path / "file").read_bytes()) == json.loads(text)


def test_a_pipe_gets_the_text_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()))
    reader.start()
    write_whole(pipe, "text")
    reader.join(10)
    assert got == ["text"]
    assert is_stream(pipe)
    assert is_stream(Path("/dev/stdout"))
    assert not is_stream(tmp_path)
    assert not is_stream(tmp_path / "nowhere")


def test_on_a_full_disk_what_was_there_stays(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("before")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    former = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))
        with pytest.raises(OSError, match="File too large"):
            write_whole(file, "x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, former)
    assert [file.read_text() for file in tmp_path.iterdir()] == ["before"]


ENDLESS = """
import sys
from pathlib import Path
from verify.run.whole import write_whole
print("begins", flush=True)
while True:
    for letter in "ab":
        write_whole(Path(sys.argv[1]), letter * 3_000_000)
"""


def test_a_kill_leaves_one_text_or_the_other(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("a" * 3_000_000)
    for _ in range(3):
        words = [sys.executable, "-c", ENDLESS, str(file)]
        with subprocess.Popen(words, stdout=subprocess.PIPE) as started:
            assert started.stdout is not None
            started.stdout.readline()
            started.kill()
        text = file.read_text()
        assert len(text) == 3_000_000
        assert len(set(text)) == 1
