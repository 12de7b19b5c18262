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
PIXELS: Final = {"JPEG": 64_000_000}
"""A JPEG is read at a fraction of its size; anything else is read whole, at up to four bytes a pixel."""
OTHER_PIXELS: Final = 25_000_000
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
        image.draft("L", (_DRAFT, _DRAFT))
        upright = ImageOps.exif_transpose(image)  # many programs turn a picture when they save it anew
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


def _on_white(image: Image.Image) -> Image.Image:
    """A picture without transparency: what would shine through is white, as in a chat."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image
    image = image.convert("RGBA")
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image)
