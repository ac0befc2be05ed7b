"""Goals as paths of stepping stones on one timeline: who stood where at each look back, and what came in between."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ampersand.core.charts import svg
from ampersand.core.charts.model import NO_PICTURE, Figure, KeyItem, Row, Svg, Words
from ampersand.core.charts.text import LINE, width, wrap
from ampersand.core.charts.ticks import date_ticks

SLIM, WIDE = 340, 700
LEVEL = 17.0  # from one level to the next
EDGE, RIGHT = 14.0, 30.0
SHORTEST = 28  # days: a goal that began today still has a path


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one person saw a goal, from -2 to 2."""

    hand: int
    name: str
    level: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Something on the way: a look back with who stands where, or, without anybody, a setback."""

    on: date
    stands: tuple[Stand, ...] = ()

    @property
    def is_setback(self) -> bool:
        """Whether it is one."""
        return not self.stands


@dataclass(frozen=True, slots=True)
class Lane:
    """One goal: its words, from when to when, what happened on the way, and how it ended where it did."""

    title: str
    began: date
    stops: tuple[Stop, ...] = ()
    ended: date | None = None
    ending: str = ""


@dataclass(frozen=True, slots=True)
class RoadWords(Words):
    """Every word a roadmap may print."""

    goal: str = "Goal"
    happened: str = "What happened"
    aim: str = "What we hope for"
    begun: str = "It began"
    setback: str = "It did not happen yet"
    dip: str = "Dip in the ground: it did not happen yet"
    dotted: str = "Dotted line: what we hope for"
    stands: str = "{name}: {level}"
    levels: tuple[str, ...] = (
        "harder than at the start", "about where it began", "where we hoped to be", "better than we hoped",
        "much better than we hoped",
    )  # fmt: skip
    lane: str = "{title}: begun {day}."
    latest: str = "{name} {level} on {day}."
    setbacks: str = "{count} × it did not happen yet."
    nowhere: str = "No goals on the way yet. A path begins when everyone has agreed to one."

    def level(self, level: int) -> str:
        """A level from -2 to 2 in words."""
        return self.levels[level + 2]


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The goals of a case side by side in time; `until` is the day up to which paths without an end run."""

    title: str
    lanes: tuple[Lane, ...]
    until: date
    finding: str = ""
    words: RoadWords = RoadWords()


def roadmap(chart: Roadmap) -> Figure:
    """Draws a roadmap; without goals the figure is `empty`."""
    words, said = chart.words, sentence(chart)
    slim = _picture(chart, "slim", SLIM, said) if chart.lanes else NO_PICTURE
    wide = _picture(chart, "wide", WIDE, said) if chart.lanes else NO_PICTURE
    return Figure(
        title=chart.title, finding=chart.finding, label=said, key=tuple(_key(chart)),
        head=(words.when, words.goal, words.happened), table=tuple(_rows(chart)), empty=not chart.lanes,
        empty_text=words.nowhere, slim=slim, wide=wide,
    )  # fmt: skip


def sentence(chart: Roadmap) -> str:
    """The whole picture in words: each goal, since when, where each stands now, and its end."""
    words, parts = chart.words, [f"{chart.title}."]
    for lane in chart.lanes:
        parts.append(words.lane.format(title=lane.title, day=words.full(lane.began)))
        looks = [stop for stop in lane.stops if not stop.is_setback]
        for stand in looks[-1].stands if looks else ():
            level = words.level(stand.level)
            parts.append(words.latest.format(name=stand.name, level=level, day=words.full(looks[-1].on)))
        if back := sum(stop.is_setback for stop in lane.stops):
            parts.append(words.setbacks.format(count=back))
        if lane.ended and lane.ending:
            parts.append(f"{lane.ending}, {words.full(lane.ended)}.")
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class _Ground:
    """Days to places from left to right, the same for all lanes."""

    first: date
    left: float
    day: float

    def x(self, on: date) -> float:
        return self.left + (on - self.first).days * self.day


def _picture(chart: Roadmap, kind: str, wide: int, said: str) -> Svg:
    first, last = _span(chart)
    days = max(SHORTEST, (last - first).days)
    ground = _Ground(first, EDGE, (wide - EDGE - RIGHT) / days)
    top, drawn = 0.0, []
    for lane in chart.lanes:
        text, high = _lane(chart, lane, ground, top, wide)
        drawn.append(text)
        top += high
    ends = wide - EDGE - 2
    stops = sorted({stop.on for lane in chart.lanes for stop in lane.stops} | {first, last})
    ticks = date_ticks(first, last, stops, ground.x(last) - EDGE, ends, chart.words)
    marks = "".join(svg.label(text, max(EDGE + x, width(text) / 2), top + 14, anchor="middle") for x, text in ticks)
    return svg.picture(kind, wide, top + 22, said, *drawn, marks)


def _span(chart: Roadmap) -> tuple[date, date]:
    days = [lane.began for lane in chart.lanes] + [stop.on for lane in chart.lanes for stop in lane.stops]
    ends = [lane.ended or chart.until for lane in chart.lanes]
    return min(days), max(*days, *ends)


def _lane(chart: Roadmap, lane: Lane, ground: _Ground, top: float, wide: int) -> tuple[str, float]:
    """One goal's words, ground, paths and stones; how high it is."""
    lines = wrap(lane.title, wide - 2 * EDGE)
    said = "".join(svg.label(line, EDGE - 10, top + 16 + LINE * row, strong=True) for row, line in enumerate(lines))
    levels = [stand.level for stop in lane.stops for stand in stop.stands]
    middle = top + LINE * len(lines) + 30 + LEVEL * max([0, *levels])
    start, end = ground.x(lane.began), ground.x(lane.ended or chart.until)
    floor = middle - LEVEL * min([-1, *levels]) + 20
    drawn = [said, svg.line("cut", start, middle, max(end, start + 40), middle)]
    drawn += [_floor(lane, ground, start, max(end, start + 12), floor), *_paths(lane, ground, middle)]
    stones = [_stones(stop, ground.x(stop.on), middle) for stop in lane.stops if not stop.is_setback]
    drawn += [_bed(start, middle + LEVEL, 1), *stones, _ending(chart, lane, end, middle, wide)]
    if wide > SLIM or not lane.stops:
        drawn.append(
            svg.label(chart.words.aim, min(start + 4, wide - width(chart.words.aim) - 4), middle - 9, halo=True)
        )
    return "".join(drawn), floor - top + 24


def _floor(lane: Lane, ground: _Ground, start: float, end: float, y: float) -> str:
    """The ground under a path: it dips where something did not happen, and has a notch at each look back."""
    d, at = f"M{start:.1f} {y:.1f}", start
    for stop in lane.stops:
        x = ground.x(stop.on)
        if stop.is_setback and x - 8 >= at:
            d += f"H{x - 8:.1f}c3 0 3 9 8 9s5 -9 8 -9"
            at = x + 8
    notches = "".join(
        svg.line("axis", ground.x(stop.on), y - 4, ground.x(stop.on), y + 4)
        for stop in lane.stops
        if not stop.is_setback
    )
    return f'<path class="ground" d="{d}{f"H{end:.1f}" if end > at else ""}"/>{notches}'


def _paths(lane: Lane, ground: _Ground, middle: float) -> Iterator[str]:
    """Each person's way from where it began over the stones they stood on."""
    people = sorted({stand.hand for stop in lane.stops for stand in stop.stands})
    for number, hand in enumerate(people):
        apart = (number - (len(people) - 1) / 2) * 3  # so that two who go the same way are both seen
        spots = [(ground.x(lane.began), middle + LEVEL + apart)]
        for stop in lane.stops:
            for place, stand in enumerate(stop.stands):
                if stand.hand == hand:
                    spots.append((ground.x(stop.on) + _beside(stop, place), middle - LEVEL * stand.level + apart))
        yield svg.group(svg.shape(hand), svg.path(spots))


def _stones(stop: Stop, x: float, middle: float) -> str:
    """The stones of one look back with the hands of those who stand on them."""
    drawn = []
    for level in sorted({stand.level for stand in stop.stands}):
        drawn.append(_bed(x, middle - LEVEL * level, sum(stand.level == level for stand in stop.stands)))
    for place, stand in enumerate(stop.stands):
        spot = (x + _beside(stop, place), middle - LEVEL * stand.level)
        drawn.append(svg.group(svg.shape(stand.hand), svg.mark(svg.shape(stand.hand), *spot, 5)))
    return "".join(drawn)


def _beside(stop: Stop, place: int) -> float:
    """How far from the middle of their stone somebody stands: those on one stone stand side by side."""
    level = stop.stands[place].level
    same = [number for number, stand in enumerate(stop.stands) if stand.level == level]
    return (same.index(place) - (len(same) - 1) / 2) * 13


def _bed(x: float, y: float, people: int) -> str:
    wide = 11 + 6.5 * (people - 1)
    return f'<ellipse class="bed" cx="{x:.1f}" cy="{y + 4:.1f}" rx="{svg.number(wide)}" ry="6"/>'


def _ending(chart: Roadmap, lane: Lane, x: float, middle: float, wide: int) -> str:
    """The word at the end of a path that has ended, kept inside the picture."""
    if not (lane.ended and lane.ending):
        return ""
    beside = x + 8 + width(lane.ending) <= wide
    place = (x + 8, middle + 5) if beside else (wide - 4 - width(lane.ending), middle + 20)
    return svg.label(lane.ending, *place, strong=True, halo=True)


def _rows(chart: Roadmap) -> Iterator[Row]:
    words = chart.words
    found: list[tuple[date, int, str, str]] = []
    for number, lane in enumerate(chart.lanes):
        found.append((lane.began, number, lane.title, words.begun))
        for stop in lane.stops:
            told = [words.stands.format(name=one.name, level=words.level(one.level)) for one in stop.stands]
            found.append((stop.on, number, lane.title, "; ".join(told) if told else words.setback))
        if lane.ended and lane.ending:
            found.append((lane.ended, number, lane.title, lane.ending))
    for on, _number, title, what in sorted(found, key=lambda one: (one[0], one[1])):
        yield Row(on, words.full(on), (title, what))


def _key(chart: Roadmap) -> Iterator[KeyItem]:
    people = {one.hand: one.name for lane in chart.lanes for stop in lane.stops for one in stop.stands}
    for hand, name in sorted(people.items()):
        yield KeyItem(name, svg.shape(hand))
    if chart.lanes:
        yield KeyItem(chart.words.dotted)
    if any(stop.is_setback for lane in chart.lanes for stop in lane.stops):
        yield KeyItem(chart.words.dip)
