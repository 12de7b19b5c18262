"""Whether two pictures show the same, told by what is in them: saved anew, smaller or in another format.

A picture is reduced to gray fields in rows and columns, and a bit says of each field whether its right (or
lower) neighbour is lighter: that survives compression and scaling, which a checksum does not.
"""

from __future__ import annotations

import threading
import warnings
from typing import IO, Final

from PIL import Image, ImageOps

FIELDS: Final = 8
"""A side: 2 × 64 bits, 32 characters."""
ALIKE: Final = 10
"""Of 128 bits. See `docs/decisions/0022-evidence.md` for how this was found."""
FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP")
PIXELS: Final = {"JPEG": 50_000_000}
"""Of a JPEG, which is read at a fraction of its size: 3 MB of memory, or 150 for a progressive one."""
OTHER_PIXELS: Final = 12_000_000
"""Of anything else, which is read whole: up to 190 MB."""
_DRAFT: Final = 256
_one_at_a_time = threading.Lock()


def likeness(file: IO[bytes]) -> str | None:
    """Return what a picture looks like, as 32 hex digits. None: it cannot be read, or is too large to try.

    Never raises. One picture of a process is read at a time, for the memory that it takes.
    """
    try:
        with _one_at_a_time, warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit is ours, below
            file.seek(0)
            return _likeness(file)
    except Exception:  # noqa: BLE001 (whatever a broken picture makes a decoder do)
        return None
    finally:
        file.seek(0)


def distance(one: str, other: str) -> int:
    """Return in how many of 128 bits two pictures differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def alike(one: str | None, other: str | None) -> bool:
    """Whether two pictures are probably the same one. What could not be read is like nothing."""
    return one is not None and other is not None and distance(one, other) <= ALIKE


def _likeness(file: IO[bytes]) -> str | None:
    with Image.open(file, formats=FORMATS) as image:
        if image.width * image.height > PIXELS.get(image.format or "", OTHER_PIXELS):
            return None
        turn = image.getexif()
        image.draft("L", (_DRAFT, _DRAFT))
        small = _reduced(image)
    small.getexif().update(turn)
    upright = ImageOps.exif_transpose(small)  # many programs turn a picture when they save it anew
    gray = _on_white(upright).convert("L")
    side = FIELDS + 1
    fields = gray.resize((side, side), Image.Resampling.LANCZOS).tobytes()
    bits = 0
    for step in (1, side):
        for row in range(FIELDS):
            for column in range(FIELDS):
                at = row * side + column
                bits = bits << 1 | (fields[at] < fields[at + step])
    return f"{bits:0{2 * FIELDS * FIELDS // 4}x}"


def _reduced(image: Image.Image) -> Image.Image:
    """The picture at a fraction of its size, in gray or with what shines through: for little memory."""
    clear = "A" in image.getbands() or "transparency" in image.info
    mode = "RGBA" if clear else "L"
    plain = image if image.mode == mode else image.convert(mode)
    return plain.reduce(max(1, min(image.size) // _DRAFT))


def _on_white(image: Image.Image) -> Image.Image:
    """What shines through is white, as in a chat."""
    if image.mode != "RGBA":
        return image
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
