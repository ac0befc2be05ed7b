"""Photos: whatever was sent becomes two square pictures made anew, so nothing else of the file lives on."""

import hashlib
import io
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_FILE = 8 * 1024 * 1024  # bytes
MOST_PIXELS = 40_000_000
SMALLEST = 200  # pixels of the shorter side
SIZES = {"small": 160, "large": 480}
_KINDS = ("JPEG", "PNG", "WEBP")


class NoPhoto(ValueError):
    """The file cannot be used; the words are for the person who sent it."""


@dataclass(frozen=True)
class Made:
    """A photo ready to be stored; the digest is that of the large picture."""

    digest: str
    small: bytes
    large: bytes


def made(file: IO[bytes], size: int) -> Made:
    """The two pictures of a file of so many bytes; raises NoPhoto in words."""
    if size > LARGEST_FILE:
        raise NoPhoto(_("The file is larger than 8 MB. Choose a smaller one."))
    try:
        with Image.open(file, formats=_KINDS) as sent:
            if sent.width * sent.height > MOST_PIXELS:
                raise NoPhoto(_("The picture has too many pixels. Choose a smaller one."))
            if min(sent.size) < SMALLEST:
                raise NoPhoto(_("The picture is too small: each side needs at least 200 pixels."))
            upright = ImageOps.exif_transpose(sent).convert("RGBA")
    except NoPhoto:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NoPhoto(_("This is no picture that we can read. Use a JPEG, PNG or WebP file.")) from error
    paper = Image.new("RGBA", upright.size, "white")
    paper.alpha_composite(upright)
    small, large = (_square(paper.convert("RGB"), SIZES[name]) for name in ("small", "large"))
    return Made(hashlib.sha256(large).hexdigest()[:32], small, large)


def _square(picture: Image.Image, side: int) -> bytes:
    out = io.BytesIO()
    ImageOps.fit(picture, (side, side), centering=(0.5, 0.35)).save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
