"""Files as people send them, made on the spot."""

from __future__ import annotations

import io
import random
import zipfile

from PIL import Image, ImageDraw

MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 64
MOV = b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  " + b"\x00" * 64
M4A = b"\x00\x00\x00\x1cftypM4A \x00\x00\x00\x00M4A mp42isom" + b"\x00" * 64
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64
MP3 = b"ID3\x04\x00\x00" + b"\x00" * 64
PDF = b"%PDF-1.7\n" + b"\x00" * 64
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\x00" * 200


def scene(seed: int) -> Image.Image:
    """A photo of something: soft patches of colour."""
    chance = random.Random(seed)  # noqa: S311 (a picture is no secret)
    small = Image.new("RGB", (12, 9))
    small.putdata([tuple(chance.randrange(256) for _ in range(3)) for _ in range(108)])
    return small.resize((800, 600), Image.Resampling.BICUBIC)


def page(seed: int) -> Image.Image:
    """A photo of a document: the same letterhead, other lines."""
    chance = random.Random(seed)  # noqa: S311 (a picture is no secret)
    image = Image.new("RGB", (600, 800), (235, 233, 228))
    draw = ImageDraw.Draw(image)
    draw.rectangle((260, 30, 340, 100), fill=(60, 60, 60))
    for top in range(130, 130 + 28 * 22, 22):
        left, end = 50, 50 + chance.randint(150, 500)
        while left < end:
            width = chance.randint(8, 35)
            draw.rectangle((left, top, left + width, top + 7), fill=(40, 40, 45))
            left += width + 6
    return image


def saved(image: Image.Image, form: str = "JPEG", **options: int) -> bytes:
    """A picture as the bytes of a file."""
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def photo(seed: int = 1, quality: int = 90) -> bytes:
    """A photo as LINE hands it over."""
    return saved(scene(seed), quality=quality)


def zipped(*names: str) -> bytes:
    """A zip file with parts of these names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, b"<x/>")
    return file.getvalue()


DOCX = zipped("[Content_Types].xml", "_rels/.rels", "word/document.xml")
XLSX = zipped(
    "docProps/app.xml", "docProps/core.xml", "xl/theme/theme1.xml", "xl/workbook.xml", "[Content_Types].xml"
)
PPTX = zipped("[Content_Types].xml", "ppt/presentation.xml")
DOCM = zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
