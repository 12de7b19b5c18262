"""A smaller picture of one that is too large to be shown before it is opened."""

from __future__ import annotations

import io
import threading
import warnings
from typing import IO, Final

from PIL import Image, ImageOps

SIDE: Final = 1024
"""Pixels of its longer side."""
QUALITY: Final = 80
FORMATS: Final = ("JPEG", "PNG")
PIXELS: Final = {"JPEG": 100_000_000}
"""Of a JPEG, which is read at a fraction of its size."""
OTHER_PIXELS: Final = 25_000_000
"""Of anything else, which is read whole: up to 200 MB."""
_one_at_a_time = threading.Lock()


def preview(file: IO[bytes]) -> bytes | None:
    """Return a picture as a JPEG of some hundred kilobytes. None: it cannot be read, or is too large to try.

    Never raises. One picture of a process is read at a time, for the memory that it takes.
    """
    try:
        with _one_at_a_time, warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit is ours
            file.seek(0)
            return _preview(file)
    except Exception:  # noqa: BLE001 (whatever a broken picture makes a decoder do)
        return None
    finally:
        file.seek(0)


def _preview(file: IO[bytes]) -> bytes | None:
    with Image.open(file, formats=FORMATS) as image:
        if image.width * image.height > PIXELS.get(image.format or "", OTHER_PIXELS):
            return None
        image.draft("RGB", (SIDE, SIDE))
        small = ImageOps.exif_transpose(image)
    small.thumbnail((SIDE, SIDE))
    clear = small.convert("RGBA")
    shown = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    kept = io.BytesIO()
    shown.save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue()
