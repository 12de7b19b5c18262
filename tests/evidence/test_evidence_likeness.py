"""The same picture is known again however it was saved; other pictures are not taken for it."""

from __future__ import annotations

import io
import itertools
import struct
import zlib

import pytest
from PIL import Image, ImageEnhance

from bot.evidence.likeness import ALIKE, alike, distance, likeness
from tests.evidence.files import HEIC, page, photo, saved, scene

KINDS = {"scenes": scene, "pages": page}


def like(data: bytes) -> str | None:
    return likeness(io.BytesIO(data))


def again(image: Image.Image):
    """The same picture as it comes back from elsewhere."""
    width, height = image.size
    yield "harder compressed", saved(image, quality=30)
    yield "half the size", saved(image.resize((width // 2, height // 2)), quality=60)
    yield "a thumbnail", saved(image.resize((240, 240 * height // width)), quality=50)
    yield "as PNG", saved(image, "PNG")
    yield "as WebP", saved(image, "WEBP", quality=50)
    yield "brighter", saved(ImageEnhance.Brightness(image).enhance(1.15), quality=85)
    yield "turned, and said so", turned(image)


def turned(image: Image.Image) -> bytes:
    """As a phone saves it that was held upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    image.transpose(Image.Transpose.ROTATE_90).save(file, "JPEG", quality=90, exif=exif)
    return file.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_saved_anew_is_alike(kind):
    for seed in range(8):
        image = KINDS[kind](seed)
        first = like(saved(image, quality=92))
        assert len(first) == 32
        far = {how: distance(first, like(data)) for how, data in again(image)}
        assert max(far.values()) <= ALIKE, (seed, far)
        assert all(alike(first, like(data)) for _, data in again(image))


@pytest.mark.parametrize("kind", KINDS)
def test_other_pictures_are_not_alike(kind):
    found = [like(saved(KINDS[kind](seed), quality=85)) for seed in range(24)]
    assert min(distance(one, other) for one, other in itertools.combinations(found, 2)) > ALIKE


def test_what_is_seen_through_is_white():
    clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    clear.paste((200, 0, 0, 255), (10, 10, 30, 30))
    shown = Image.new("RGB", (60, 40), "white")
    shown.paste((200, 0, 0), (10, 10, 30, 30))
    assert alike(like(saved(clear, "PNG")), like(saved(shown, "PNG")))


def huge() -> bytes:
    """A PNG of few bytes that says it has 900 million points."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"")) + part(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [b"", b"no picture", HEIC, photo()[:300], photo()[:20], huge(), b"GIF89a" + bytes(20)],
    ids=["empty", "text", "heic", "cut", "begun", "bomb", "broken"],
)
def test_what_cannot_be_read_is_like_nothing(data):
    found = like(data)
    assert found is None
    assert not alike(found, like(photo()))
    assert not alike(found, found)


def test_one_that_is_large_and_no_jpeg_is_not_tried():
    assert like(saved(Image.new("1", (6000, 5000)), "PNG")) is None
