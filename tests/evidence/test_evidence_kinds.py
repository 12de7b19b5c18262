"""What a file is, is told by its content."""

from __future__ import annotations

import io
import tempfile

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.evidence import kinds
from tests.evidence import files

OFFICE = "application/vnd.openxmlformats-officedocument."
TAKEN = {
    "image/jpeg": files.photo(),
    "image/png": files.saved(files.scene(1), "PNG"),
    "image/gif": files.saved(files.scene(1), "GIF"),
    "image/webp": files.saved(files.scene(1), "WEBP"),
    "image/heic": files.HEIC,
    "application/pdf": files.PDF,
    f"{OFFICE}wordprocessingml.document": files.DOCX,
    f"{OFFICE}spreadsheetml.sheet": files.XLSX,
    f"{OFFICE}presentationml.presentation": files.PPTX,
    "video/mp4": files.MP4,
    "video/quicktime": files.MOV,
    "audio/mp4": files.M4A,
    "audio/mpeg": files.MP3,
}


def recognised(data: bytes):
    return kinds.recognised(io.BytesIO(data))


@pytest.mark.parametrize("media_type", TAKEN)
def test_what_is_taken_is_recognised(media_type):
    kind = recognised(TAKEN[media_type])
    assert kind is not None
    assert kind.media_type == media_type
    assert kinds.problem(kind, 1) is None


def test_every_kind_is_tested():
    assert set(TAKEN) == set(kinds.KINDS)


@pytest.mark.parametrize(
    "data",
    [
        files.EXE,
        b"\x7fELF" + bytes(60),
        b"#!/bin/sh\n",
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>",
        files.zipped("setup.exe"),
        files.zipped("[Content_Types].xml", "readme.txt"),
        files.zipped("[Content_Types].xml", "word/document.xml", "xl/workbook.xml"),
        files.DOCM,
        files.DOCX[:200],
        b"PK\x03\x04",
        b"PK\x05\x06" + bytes(18),
        b"Rar!\x1a\x07\x00" + bytes(60),
        b"plain text",
        b"\x00\x00\x00\x18ftyp",
    ],
)
def test_anything_else_is_not(data):
    assert kinds.problem(recognised(data), len(data)) == kinds.NOT_ALLOWED


def test_what_is_empty_or_too_large_for_its_kind_is_not_kept():
    picture, document = recognised(TAKEN["image/png"]), recognised(files.PDF)
    assert kinds.problem(recognised(b""), 0) == kinds.EMPTY
    assert kinds.problem(picture, kinds.PICTURE_BYTES) is None
    assert kinds.problem(picture, kinds.PICTURE_BYTES + 1) == kinds.TOO_LARGE
    assert kinds.problem(document, kinds.PICTURE_BYTES + 1) is None
    assert kinds.problem(document, kinds.FILE_BYTES + 1) == kinds.TOO_LARGE
    assert kinds.most_bytes("image") == kinds.PICTURE_BYTES
    assert kinds.most_bytes("file") == kinds.most_bytes("video") == kinds.FILE_BYTES


def test_a_list_of_contents_without_end_is_not_read(monkeypatch):
    """The library would make an object of each of its entries."""
    monkeypatch.setattr(kinds, "DIRECTORY", 100)
    assert recognised(files.DOCX) is None


def test_a_list_of_contents_of_the_large_kind_is_not_read():
    end = files.DOCX.rindex(b"PK\x05\x06")
    locator = b"PK\x06\x07" + bytes(16)
    assert recognised(files.DOCX[:end] + locator + files.DOCX[end:]) is None


@given(some.binary(max_size=200), some.sampled_from([b"", *TAKEN.values()]))
def test_it_never_raises(tail, head):
    with tempfile.TemporaryFile() as file:
        file.write(head[:64] + tail)
        kinds.recognised(file)
        assert file.tell() == 0
