"""A file that came whole becomes one that can be sent: pictures are made anew, so nothing else of them lives on."""

import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from ampersand.conversations.rules import files
from ampersand.conversations.rules.files import NotTaken

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2000  # pixels
_KINDS = ("JPEG", "PNG", "WEBP")


class NoFile(ValueError):
    """The file cannot be used; the words are for the person who sent it."""


@dataclass(frozen=True)
class Made:
    """What it is by its content, and its bytes as they are kept."""

    kind: str
    data: bytes


def made(data: bytes) -> Made:
    """The file as it is kept; raises NoFile in words."""
    try:
        kind = files.kind_of(data)
        return Made(kind, _picture(data) if kind == files.PICTURE else files.checked(data, kind))
    except NotTaken as refused:
        raise NoFile(words(refused.why)) from refused


def words(why: str) -> str:
    """Why a file is not taken, in words."""
    return {
        "unknown": _("This kind of file cannot be sent. Pictures (JPEG, PNG, WebP), PDF and recordings can."),
        "active": _("This PDF holds programs or other files. Print it into a new PDF, then send that."),
        "place": _("This recording says where it was made. Record it again with another program."),
        "broken": _("This file is not whole. Choose it again."),
        "large": _("The file is larger than 10 MB. Choose a smaller one."),
        "many": _("Five files at a time are enough. Send these first."),
    }[why]


def _picture(data: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(data), formats=_KINDS) as sent:
            if sent.width * sent.height > MOST_PIXELS:
                raise NoFile(_("The picture has too many pixels. Choose a smaller one."))
            upright = ImageOps.exif_transpose(sent).convert("RGBA")
    except NoFile:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NoFile(_("This is no picture that we can read. Use a JPEG, PNG or WebP file.")) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    paper = Image.new("RGBA", upright.size, "white")
    paper.alpha_composite(upright)
    out = io.BytesIO()
    paper.convert("RGB").save(out, "JPEG", quality=84, optimize=True)
    return out.getvalue()
