"""A family over generations as it is drawn everywhere: shapes, lines of partners and children, and what lies between.

The symbols are those of McGoldrick, Gerson and Petry (Genograms): square, circle and other shapes, a cross for whoever
has died, a double edge for whose map it is; one stroke for a parting, two for a divorce; zigzag for tension.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, sin

from ampersand.core.charts import svg
from ampersand.core.charts.family_places import STEP, placed
from ampersand.core.charts.model import NO_PICTURE, Svg
from ampersand.core.charts.text import LINE, shorten

HALF, RADIUS, ROOM, MOST_WORDS = 20.0, 25.0, 88.0, 2
ROW_HEIGHT, TOP, DROP = 152.0, 34.0, 11.0
PARTNERS = ("married", "together", "separated", "divorced")
TIES = ("close", "very_close", "distant", "cut_off", "tense", "harmful", "caring")
SHAPES = ("square", "circle", "diamond", "triangle", "hexagon")
CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "diamond": ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    "triangle": ((0, -1.05), (1.1, 0.9), (-1.1, 0.9)),
    "hexagon": ((-0.55, -0.95), (0.55, -0.95), (1.1, 0), (0.55, 0.95), (-0.55, 0.95), (-1.1, 0)),
}


@dataclass(frozen=True, slots=True)
class Kin:
    """Somebody on the map: which row (0 is the oldest), whose children they are, what stands under the shape."""

    key: str
    name: str
    row: int
    shape: str = "circle"
    years: str = ""
    parents: tuple[str, ...] = ()
    died: bool = False
    is_me: bool = False


@dataclass(frozen=True, slots=True)
class Bond:
    """A line between two: of partners, or what lies between them."""

    one: str
    other: str
    kind: str


@dataclass(frozen=True, slots=True)
class Family:
    """A family as somebody sees it; `sentences` say the same in words, and name the picture."""

    title: str
    kin: tuple[Kin, ...]
    bonds: tuple[Bond, ...] = ()
    sentences: tuple[str, ...] = field(default=())


type Spots = Mapping[str, tuple[float, float]]


def family(chart: Family) -> Svg:
    """Draws the map; without anybody there is no picture."""
    if not chart.kin:
        return NO_PICTURE
    known = {one.key for one in chart.kin}
    bonds = [bond for bond in chart.bonds if {bond.one, bond.other} <= known and bond.one != bond.other]
    couples = [bond for bond in bonds if bond.kind in PARTNERS]
    across = placed(chart.kin, couples)
    rows = {row: place for place, row in enumerate(sorted({one.row for one in chart.kin}))}
    spots = {one.key: (across[one.key], TOP + rows[one.row] * ROW_HEIGHT) for one in chart.kin}
    width = max(x for x, _ in spots.values()) + STEP / 2
    height = TOP + len(rows) * ROW_HEIGHT - 40
    parts = [
        *(_children(chart.kin, couples, spots)),
        *(_couple(bond, spots) for bond in couples),
        *(_tie(bond, spots) for bond in bonds if bond.kind in TIES),
        *(_person(one, spots[one.key]) for one in chart.kin),
    ]
    drawn = svg.picture("family", width, height, " ".join((chart.title + ".", *chart.sentences)), *parts)
    return Svg(drawn.replace("<svg ", f'<svg width="{svg.number(width)}" height="{svg.number(height)}" ', 1))


def _person(one: Kin, at: tuple[float, float]) -> str:
    x, y = at
    lines = [shorten(one.name, ROOM), *([one.years] if one.years else [])]
    first = y + HALF + DROP + 18
    words = [
        svg.label(text, x, first + LINE * row, anchor="middle", strong=row == 0, halo=True)
        for row, text in enumerate(lines)
    ]
    edge = _shape(one.shape, x, y, HALF) + (_shape(one.shape, x, y, HALF - 4) if one.is_me else "")
    cross = svg.line("died", x - 17, y - 17, x + 17, y + 17) + svg.line("died", x - 17, y + 17, x + 17, y - 17)
    return f"<g>{edge}{cross if one.died else ''}{''.join(words)}</g>"


def _shape(shape: str, x: float, y: float, half: float) -> str:
    if shape == "square":
        left, top, size = svg.number(x - half), svg.number(y - half), svg.number(2 * half)
        return f'<rect class="kin" x="{left}" y="{top}" width="{size}" height="{size}"/>'
    if shape not in CORNERS:
        return f'<circle class="kin" cx="{svg.number(x)}" cy="{svg.number(y)}" r="{svg.number(half)}"/>'
    points = "L".join(f"{svg.number(x + half * right)} {svg.number(y + half * down)}" for right, down in CORNERS[shape])
    return f'<path class="kin" d="M{points}Z"/>'


def _couple(bond: Bond, spots: Spots) -> str:
    """A line below two shapes: dashed for living together, one stroke through it for a parting, two for a divorce."""
    (x1, y1), (x2, y2) = sorted((spots[bond.one], spots[bond.other]))
    low = max(y1, y2) + HALF + DROP
    kind = "bond together" if bond.kind == "together" else "bond"
    down, up = f"M{svg.number(x1)} {svg.number(y1 + HALF)}V{svg.number(low)}", f"V{svg.number(y2 + HALF)}"
    drawn = f'<path class="{kind}" d="{down}H{svg.number(x2)}{up}"/>'
    strokes = {"separated": 1, "divorced": 2}.get(bond.kind, 0)
    middles = [(x1 + x2) / 2 + 12 + 7 * n for n in range(strokes)]
    return drawn + "".join(svg.line("bond", x - 4, low + 8, x + 4, low - 8) for x in middles)


def _children(kin: Sequence[Kin], couples: Sequence[Bond], spots: Spots) -> Iterable[str]:
    """From the line of two parents, or from one parent, down to a bar above their children, and to each of them."""
    pairs = {frozenset((bond.one, bond.other)) for bond in couples}
    broods: dict[tuple[str, ...], list[Kin]] = {}
    for one in kin:
        parents = tuple(sorted(parent for parent in one.parents if parent in spots))
        if parents:
            broods.setdefault(parents, []).append(one)
    for parents, children in broods.items():
        places = [spots[parent] for parent in parents]
        if frozenset(parents) in pairs:  # they hang from the line of the two
            places = [(sum(x for x, _ in places) / 2, max(y for _, y in places) + DROP)]
        below = [spots[one.key] for one in children]
        bar = min(y for _, y in below) - HALF - 14
        ends = [x for x, _ in (*places, *below)]
        steps = [f"M{svg.number(x)} {svg.number(y + HALF)}V{svg.number(bar)}" for x, y in places]
        steps.append(f"M{svg.number(min(ends))} {svg.number(bar)}H{svg.number(max(ends))}")
        steps += [f"M{svg.number(x)} {svg.number(bar)}V{svg.number(y - HALF)}" for x, y in below]
        yield f'<path class="bond" d="{"".join(steps)}"/>'


def _tie(bond: Bond, spots: Spots) -> str:
    """What lies between two, along a bow that passes above or beside whoever stands between them."""
    points = _bow(spots[bond.one], spots[bond.other])
    match bond.kind:
        case "close":
            return _lines(points, (-2.5, 2.5))
        case "very_close":
            return _lines(points, (-4, 0, 4))
        case "distant":
            return _line(points, "tie distant")
        case "cut_off":
            half = len(points) // 2
            return _line(points[: half - 1]) + _line(points[half + 2 :]) + _bars(points[half - 2], points[half + 2])
        case "tense":
            return _line(_zigzag(points))
        case "harmful":
            return _line(_zigzag(points)) + _tip(points)
        case _:
            return _line(points) + _tip(points)


def _bow(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    (x1, y1), (x2, y2) = start, end
    away = hypot(x2 - x1, y2 - y1) or 1
    level = abs(y1 - y2) < 1
    lift = -min(18 + away / 6, 30) if level else 0  # the row above ends well over it
    side = 0 if level or abs(x1 - x2) > STEP / 2 else 34
    mid = ((x1 + x2) / 2 + side, (y1 + y2) / 2 + 2 * lift)
    count = max(16, int(away / 7))
    found = []
    for step in range(count + 1):
        t = step / count
        x = (1 - t) ** 2 * x1 + 2 * t * (1 - t) * mid[0] + t**2 * x2
        y = (1 - t) ** 2 * y1 + 2 * t * (1 - t) * mid[1] + t**2 * y2
        if hypot(x - x1, y - y1) >= RADIUS and hypot(x - x2, y - y2) >= RADIUS:
            found.append((x, y))
    return found or [start, end]


def _lines(points: Sequence[tuple[float, float]], away: Iterable[float]) -> str:
    return "".join(_line([_beside(points, at, off) for at in range(len(points))]) for off in away)


def _beside(points: Sequence[tuple[float, float]], at: int, off: float) -> tuple[float, float]:
    (x1, y1), (x2, y2) = points[max(0, at - 1)], points[min(len(points) - 1, at + 1)]
    long = hypot(x2 - x1, y2 - y1) or 1
    return points[at][0] - off * (y2 - y1) / long, points[at][1] + off * (x2 - x1) / long


def _zigzag(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    last = len(points) - 1
    return [_beside(points, at, 0 if at in (0, last) else 5 if at % 2 else -5) for at in range(len(points))]


def _bars(one: tuple[float, float], other: tuple[float, float]) -> str:
    long = hypot(other[0] - one[0], other[1] - one[1]) or 1
    right, down = -(other[1] - one[1]) / long * 8, (other[0] - one[0]) / long * 8
    return "".join(svg.line("tie", x - right, y - down, x + right, y + down) for x, y in (one, other))


def _tip(points: Sequence[tuple[float, float]]) -> str:
    (x1, y1), (x2, y2) = points[-2] if len(points) > 1 else points[-1], points[-1]
    long = hypot(x2 - x1, y2 - y1) or 1
    ahead, corners = ((x2 - x1) / long, (y2 - y1) / long), []
    for turn in (0, 2.5, -2.5):
        right = ahead[0] * cos(turn) - ahead[1] * sin(turn)
        down = ahead[0] * sin(turn) + ahead[1] * cos(turn)
        reach = 2.0 if turn == 0 else 9.0
        corners.append(f"{svg.number(x2 + right * reach)} {svg.number(y2 + down * reach)}")
    return f'<path class="tip" d="M{"L".join(corners)}Z"/>'


def _line(points: Sequence[tuple[float, float]], kind: str = "tie") -> str:
    steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path class="{kind}" d="M{steps}"/>' if points else ""


__all__ = ["PARTNERS", "SHAPES", "TIES", "Bond", "Family", "Kin", "family"]
