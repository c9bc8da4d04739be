import csv
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from verify.show.pictures import Picture, PictureError, checked, render, table, write_all


def line(figure, columns):
    axes = figure.add_subplot()
    axes.plot(columns["t"], columns["x"])
    axes.set(xlabel="$t$", ylabel="$x$")


def columns():
    return {"t": np.array([0.0, 0.1, 0.2]), "x": np.array([1.0, 1 / 3, 1e-300])}


PICTURE = Picture("decay", "A decay", "It falls.", columns, line, 3.0, 2.0)


def written(pictures, folder, force=False):
    return [files for _, files in write_all(pictures, folder, force)]


def test_a_picture_is_written_as_svg_png_and_csv(tmp_path):
    ((svg, png, table_file),) = written([PICTURE], tmp_path / "new" / "folder")
    assert svg.read_text().startswith("<?xml")
    assert png.read_bytes().startswith(b"\x89PNG")
    assert [file.suffix for file in (svg, png, table_file)] == [".svg", ".png", ".csv"]
    assert sorted(file.name for file in svg.parent.iterdir()) == [
        "decay.csv",
        "decay.png",
        "decay.svg",
    ]


def test_the_table_keeps_every_digit(tmp_path):
    ((_, _, file),) = written([PICTURE], tmp_path)
    with file.open(newline="") as text:
        rows = list(csv.reader(text))
    assert rows[0] == ["t", "x"]
    assert [[float(entry) for entry in row] for row in rows[1:]] == [
        [0.0, 1.0],
        [0.1, 1 / 3],
        [0.2, 1e-300],
    ]


def test_text_and_gaps_are_kept_in_the_table():
    text = table({"matrix": ["a, b", 'say "c"'], "error": [None, np.float32(0.5)], "n": [1, 2]})
    assert text == 'matrix,error,n\n"a, b",,1\n"say ""c""",0.5,2\n'


def test_the_same_table_gives_the_same_bytes():
    assert render(PICTURE, columns()) == render(PICTURE, columns())
    other = {**columns(), "x": np.array([1.0, 0.5, 0.25])}
    assert render(PICTURE, other) != render(PICTURE, columns())


def test_a_file_that_exists_is_kept_unless_force_is_given(tmp_path):
    mine = tmp_path / "decay.csv"
    mine.write_text("mine")
    later = replace(PICTURE, name="other")
    with pytest.raises(PictureError, match=r"decay\.csv.*--force"):
        written([later, PICTURE], tmp_path)
    assert mine.read_text() == "mine"
    assert not (tmp_path / "other.svg").exists()
    written([PICTURE], tmp_path, force=True)
    assert mine.read_text().startswith("t,x")


def test_a_command_that_was_cut_off_goes_on_without_force(tmp_path):
    made = []

    def counted(name):
        def compute():
            made.append(name)
            return columns()

        return replace(PICTURE, name=name, compute=compute)

    both = [counted("one"), counted("two")]
    (_, files) = next(write_all(both, tmp_path, asked="seed 0"))  # and no more: cut off
    with pytest.raises(PictureError, match="force"):
        next(write_all(both, tmp_path, asked="seed 1"))
    assert [kept for _, kept in write_all(both, tmp_path, asked="seed 0")][:1] == [files]
    assert made == ["one", "two"]
    assert not list(tmp_path.glob(".*"))  # the note is gone, and a whole set needs --force
    with pytest.raises(PictureError, match="force"):
        next(write_all(both, tmp_path, asked="seed 0"))


def test_a_picture_that_was_replaced_since_is_not_taken_for_the_same(tmp_path):
    both = [PICTURE, replace(PICTURE, name="other")]
    next(write_all(both, tmp_path, asked="seed 0"))
    (tmp_path / "decay.csv").write_text("t,x\n")
    with pytest.raises(PictureError, match="decay"):
        next(write_all(both, tmp_path, asked="seed 0"))


def test_nothing_is_computed_before_the_folder_is_known_to_be_writable(tmp_path):
    (tmp_path / "file").write_text("")

    def never():
        raise AssertionError("computed")

    with pytest.raises(PictureError, match="--out"):
        written([replace(PICTURE, compute=never)], tmp_path / "file" / "folder")
    with pytest.raises(PictureError, match="--out"):
        written([replace(PICTURE, compute=never)], tmp_path / "file")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_without_the_right_to_write_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(PictureError, match="--out"):
        written([PICTURE], tmp_path)


def test_a_picture_that_fails_leaves_no_file(tmp_path):
    def fails(figure, columns):
        raise ZeroDivisionError

    with pytest.raises(PictureError, match="decay cannot be drawn: ZeroDivisionError"):
        written([replace(PICTURE, draw=fails)], tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), np.float64("nan")])
def test_what_is_not_finite_is_never_drawn(tmp_path, wrong):
    hole = replace(PICTURE, compute=lambda: {"t": [0.0, 1.0], "x": [1.0, wrong]})
    with pytest.raises(PictureError, match=r"decay: x is (nan|inf) in row 2"):
        written([hole], tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wrong", [{}, {"t": []}, {"t": [0.0, 1.0], "x": [1.0]}])
def test_columns_have_one_length(wrong):
    with pytest.raises(PictureError, match="one length"):
        checked("decay", wrong)


@pytest.mark.parametrize("name", ["", "a/b", "../x", "a b", "a.b"])
def test_a_picture_has_a_name_for_files(name):
    with pytest.raises(PictureError, match="names files"):
        replace(PICTURE, name=name)


def test_a_picture_says_what_it_shows():
    with pytest.raises(PictureError, match="caption is empty"):
        replace(PICTURE, caption=" ")


def test_two_pictures_of_one_name_are_refused(tmp_path):
    with pytest.raises(PictureError, match="decay: two pictures"):
        written([PICTURE, PICTURE], tmp_path)


def test_the_caption_is_in_the_picture():
    longer = replace(PICTURE, caption="Another caption.")
    assert render(longer, columns())[0] != render(PICTURE, columns())[0]


def test_a_relative_folder_is_below_the_working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ((svg, *_),) = written([PICTURE], Path("out"))
    assert svg.resolve() == tmp_path / "out" / "decay.svg"
