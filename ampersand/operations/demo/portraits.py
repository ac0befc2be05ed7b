"""Portraits of people who do not exist: a head and shoulders in a few flat colours."""

import io
from functools import cache

from PIL import Image, ImageDraw

from ampersand.directory.photos import Made, made

SIDE = 640
COLOURS = (  # wall, coat, skin, hair
    ("#dfe6da", "#1f5140", "#e8c3a4", "#5b3a29"),
    ("#e9e2d2", "#2b5c93", "#c78f6a", "#2a2522"),
    ("#e4dde6", "#7c3f70", "#f0d2bb", "#b5652f"),
    ("#d9e4e4", "#1b6a70", "#8d5a3c", "#1d1a18"),
    ("#eee0d0", "#875a0c", "#f3d8c2", "#8f8a84"),
    ("#e2e4ec", "#565169", "#d9a982", "#3a2a20"),
)


@cache
def portrait(number: int) -> Made:
    """One of them, from 1 on."""
    wall, coat, skin, hair = COLOURS[(number - 1) % len(COLOURS)]
    picture = Image.new("RGB", (SIDE, SIDE), wall)
    draw, middle = ImageDraw.Draw(picture), SIDE // 2
    long_hair = number % 2
    draw.ellipse((middle - 150, 90, middle + 150, 430 + 90 * long_hair), fill=hair)
    draw.ellipse((middle - 250, 430, middle + 250, 960), fill=coat)
    draw.rectangle((middle - 46, 370, middle + 46, 480), fill=skin)
    draw.ellipse((middle - 112, 150, middle + 112, 425), fill=skin)
    draw.pieslice((middle - 126, 112, middle + 126, 330), 180, 360, fill=hair)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return made(io.BytesIO(file.getvalue()), len(file.getvalue()))
