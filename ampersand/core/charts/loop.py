"""A loop that people get caught in: what each feels and does, in a ring, drawn from every side alike."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ampersand.core.charts import svg
from ampersand.core.charts.model import NO_PICTURE, Svg
from ampersand.core.charts.text import shorten, wrap

SIZE, BOX, LINE, HEAD, MOST_LINES = 340, 148, 18, 44, 4
APART, AROUND_WORDS = 44, 96  # between boxes over each other; the more where words stand in the middle
TIP = 10


@dataclass(frozen=True, slots=True)
class Half:
    """One person's half of the loop."""

    name: str
    hand: int
    feels: str
    does: str


@dataclass(frozen=True, slots=True)
class LoopWords:
    """Every word that the drawing prints besides what people wrote."""

    feels: str = "{name} feels"
    does: str = "{name} does"
    middle: str = "Neither starts it."
    middle_of_all: str = "Nobody starts it."
    start: str = "When {name} feels “{feels}”, {name} does this: {does}."
    then: str = "Then {name} feels “{feels}” and does this: {does}."
    again: str = "And so it goes round."


@dataclass(frozen=True, slots=True)
class Loop:
    """Two to six people's halves, in the order in which they stand."""

    title: str
    halves: tuple[Half, ...]
    words: LoopWords = field(default_factory=LoopWords)

    def __post_init__(self) -> None:
        if not 2 <= len(self.halves) <= 6:
            raise ValueError("a loop is of two to six people")


@dataclass(frozen=True, slots=True)
class LoopFigure:
    """The drawn loop, and the same as sentences in the order of the ring."""

    title: str
    picture: Svg = NO_PICTURE
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Box:
    hand: int
    head: str
    lines: tuple[str, ...]
    x: float = 0
    y: float = 0
    high: float = 0

    @property
    def middle(self) -> float:
        return self.x + BOX / 2

    @property
    def waist(self) -> float:
        return self.y + self.high / 2


def loop(chart: Loop) -> LoopFigure:
    """Draws the loop: down on the left, over, up on the right, and over again; both sides in boxes of one size."""
    sentences = tuple(_sentences(chart))
    boxes = _placed(list(_boxes(chart)), len(chart.halves))
    arrows = [_arrow(boxes[place], boxes[(place + 1) % len(boxes)]) for place in range(len(boxes))]
    height = max(box.y + box.high for box in boxes) + 4
    said = " ".join([chart.title + ".", *sentences])
    picture = svg.picture(
        "loop", SIZE, height, said, *(_drawn(box) for box in boxes), *arrows, _in_the_middle(chart, boxes)
    )
    return LoopFigure(chart.title, picture, sentences)


def _boxes(chart: Loop) -> Iterator[_Box]:
    room = BOX - 22
    for half in chart.halves:
        hand = svg.shape(half.hand)
        for head, text in ((chart.words.feels, half.feels), (chart.words.does, half.does)):
            lines = wrap(text, room * 0.94)  # the words are printed bold, which is a little wider
            if len(lines) > MOST_LINES:
                lines = (*lines[: MOST_LINES - 1], shorten(" ".join(lines[MOST_LINES - 1 :]), room * 0.94))
            yield _Box(hand, shorten(head.format(name=half.name), room - 16), lines)


def _placed(boxes: list[_Box], people: int) -> list[_Box]:
    """The boxes at their places, all of one height: the first half of them down the left, the others up the right."""
    high = HEAD + LINE * max(len(box.lines) for box in boxes)
    step = high + (AROUND_WORDS if people == 2 else APART)
    found = []
    for place, box in enumerate(boxes):
        left = place < people
        row = place if left else 2 * people - 1 - place
        found.append(_Box(box.hand, box.head, box.lines, 1 if left else SIZE - BOX - 1, 2 + row * step, high))
    return found


def _drawn(box: _Box) -> str:
    rounding = 26 if box.hand == 1 else 4 if box.hand == 2 else 14
    size = f'width="{BOX}" height="{svg.number(box.high)}" rx="{rounding}"'
    sheet = f'<rect class="step" x="{svg.number(box.x)}" y="{svg.number(box.y)}" {size}/>'
    head = box.y + 24
    top = head + LINE + 2 + (box.high - HEAD - LINE * len(box.lines)) / 2
    words = [
        svg.label(line, box.middle, top + LINE * row, anchor="middle", strong=True)
        for row, line in enumerate(box.lines)
    ]
    sign = svg.mark(box.hand, box.x + 20, head - 5, 5)
    return svg.group(box.hand, sheet, sign, svg.label(box.head, box.middle + 8, head, anchor="middle"), *words)


def _arrow(one: _Box, other: _Box) -> str:
    """From one box to the next in the ring: down, across, up or across again."""
    if one.x == other.x:
        down = other.y > one.y
        start, end = (one.y + one.high + 6, other.y - 5) if down else (one.y - 6, other.y + other.high + 5)
        back = -TIP if down else TIP
        x = svg.number(one.middle)
        tip = f"M{x} {svg.number(end)}l-5 {back}h10z"
        return _turn(f"M{x} {svg.number(start)}V{svg.number(end + back)}", tip)
    right = other.x > one.x
    start, end = (one.x + BOX + 6, other.x - 5) if right else (one.x - 6, other.x + BOX + 5)
    back = -TIP if right else TIP
    y = svg.number(one.waist)
    return _turn(f"M{svg.number(start)} {y}H{svg.number(end + back)}", f"M{svg.number(end)} {y}l{back} -5v10z")


def _turn(line: str, tip: str) -> str:
    return f'<path class="turn" d="{line}"/><path class="tip" d="{tip}"/>'


def _in_the_middle(chart: Loop, boxes: list[_Box]) -> str:
    if len(chart.halves) != 2:
        return ""
    y = (boxes[0].y + boxes[0].high + boxes[1].y) / 2 + 5
    return svg.label(chart.words.middle, SIZE / 2, y, anchor="middle", strong=True, halo=True)


def _sentences(chart: Loop) -> Iterator[str]:
    for place, half in enumerate(chart.halves):
        said = chart.words.start if place == 0 else chart.words.then
        yield said.format(name=half.name, feels=half.feels, does=half.does)
    yield chart.words.again
    yield chart.words.middle if len(chart.halves) == 2 else chart.words.middle_of_all
