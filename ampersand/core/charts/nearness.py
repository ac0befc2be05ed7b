"""Two bands without names: how near each other two people saw the same thing, then and now.

Neither band is a person. At each time the upper band is whichever of the two stood higher, so no line can be followed
from one to the other; and each value is rounded to a twentieth of the scale, so no exact result can be read.
"""

from dataclasses import dataclass, field
from datetime import date

from ampersand.core.charts import svg
from ampersand.core.charts.model import Figure, KeyItem, Row, Svg, Words

SLIM, WIDE = 340, 700
HEIGHT, TOP, BELOW, SIDE = 220, 28, 56, 8
STEPS = 20  # of the whole scale
THICK = 0.06  # half a band, of the whole scale
NEAR, FAR = 0.15, 0.35  # of the whole scale: up to here near each other, from here far apart


@dataclass(frozen=True, slots=True)
class NearnessWords(Words):
    """What two bands say besides."""

    now: str = "Now"
    better: str = "better"
    harder: str = "harder"
    then_now: str = "{title}. {when}: {then}. Now: {now}."
    far_head: str = "How far apart"
    where_head: str = "Where the two bands lie"
    near: str = "near each other"
    some: str = "some way apart"
    far: str = "far apart"
    both_upper: str = "both in the upper half"
    both_lower: str = "both in the lower half"
    one_each: str = "one in the upper half, one in the lower"
    key: str = "Two bands, one for each of you, without names: the upper one is whoever saw it as better at that time"
    rough: str = "They are broad on purpose: they show how near, not how much"


@dataclass(frozen=True, slots=True)
class Nearness:
    """What two people said at two times, as shares of the scale: 0 is the hardest, 1 the best."""

    title: str
    since: date
    today: date
    then: tuple[float, float]
    now: tuple[float, float]
    words: NearnessWords = field(default_factory=NearnessWords)

    def __post_init__(self) -> None:
        if not all(0 <= share <= 1 for share in (*self.then, *self.now)):
            raise ValueError("a share of the scale lies from 0 to 1")


def nearness(chart: Nearness) -> Figure:
    """The two bands with their table and the sentence that stands for them; the same in whichever order they come."""
    words = chart.words
    then, now = _rough(chart.then), _rough(chart.now)
    said = words.then_now.format(
        title=chart.title, when=words.full(chart.since), then=_told(words, then), now=_told(words, now)
    )
    return Figure(
        title=chart.title,
        finding="",
        label=said,
        wide=_picture(chart, "wide", WIDE, said),
        slim=_picture(chart, "slim", SLIM, said),
        key=(KeyItem(words.key), KeyItem(words.rough)),
        head=(words.when, words.far_head, words.where_head),
        table=(
            Row(chart.since, words.full(chart.since), (_distance(words, then), _halves(words, then))),
            Row(chart.today, words.now, (_distance(words, now), _halves(words, now))),
        ),
    )


def _rough(pair: tuple[float, float]) -> tuple[int, int]:
    """The lower and the higher of the two, in twentieths of the scale."""
    low, high = sorted(pair)
    return round(low * STEPS), round(high * STEPS)


def _distance(words: NearnessWords, pair: tuple[int, int]) -> str:
    apart = pair[1] - pair[0]
    return words.near if apart <= NEAR * STEPS else words.far if apart >= FAR * STEPS else words.some


def _halves(words: NearnessWords, pair: tuple[int, int]) -> str:
    if 2 * pair[0] >= STEPS:
        return words.both_upper
    return words.both_lower if 2 * pair[1] < STEPS else words.one_each


def _told(words: NearnessWords, pair: tuple[int, int]) -> str:
    return f"{_distance(words, pair)}, {_halves(words, pair)}"


def _picture(chart: Nearness, kind: str, wide: int, said: str) -> Svg:
    words, left, right = chart.words, SIDE, wide - SIDE
    then, now = _rough(chart.then), _rough(chart.now)
    ground = HEIGHT - BELOW
    drawn = [svg.line("grid", left, y, right, y) for y in (TOP, (TOP + ground) / 2, ground)]
    drawn += [svg.label(words.better, left, TOP - 10), svg.label(words.harder, left, ground + 18)]
    drawn += [_band(left, right, start, end) for start, end in zip(then, now, strict=True)]
    drawn += [_apart(left + 1, then), _apart(right - 1, now)]
    drawn.append(svg.label(words.day(chart.since), left, HEIGHT - 12, strong=True))
    drawn.append(svg.label(words.now, right, HEIGHT - 12, anchor="end", strong=True))
    return svg.picture(kind, wide, HEIGHT, said, *drawn)


def _y(share: float) -> float:
    return HEIGHT - BELOW - (HEIGHT - BELOW - TOP) * share


def _edges(step: int) -> tuple[float, float]:
    """The upper and the lower edge of a band, kept inside the scale."""
    middle = min(max(step / STEPS, THICK), 1 - THICK)
    return _y(middle + THICK), _y(middle - THICK)


def _band(left: float, right: float, start: int, end: int) -> str:
    top, low = _edges(start)
    far_top, far_low = _edges(end)
    bend = (left + right) / 2
    x, end_x, middle = svg.number(left), svg.number(right), svg.number(bend)
    upper = f"{x} {top:.1f}C{middle} {top:.1f} {middle} {far_top:.1f} {end_x} {far_top:.1f}"
    lower = f"{end_x} {far_low:.1f}C{middle} {far_low:.1f} {middle} {low:.1f} {x} {low:.1f}"
    return f'<path class="ribbon" d="M{upper}L{lower}Z"/>'


def _apart(x: float, pair: tuple[int, int]) -> str:
    """A fine line across the room between two bands; none where they touch."""
    high, low = _edges(pair[1])[1], _edges(pair[0])[0]
    return svg.line("gap", x, high, x, low) if low - high > 1 else ""
