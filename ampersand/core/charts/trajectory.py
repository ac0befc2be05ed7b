"""One measure over time, for one to four people: the picture in its sizes, its key and its table."""

from collections.abc import Callable
from functools import lru_cache

from ampersand.core.charts import labels, lines, svg
from ampersand.core.charts.frame import Frame, Span, at_end, make_frame, span_of, window
from ampersand.core.charts.model import Figure, Svg, Trajectory
from ampersand.core.charts.place import Room
from ampersand.core.charts.rounds import Round, first_and_last, gather, rows, shared
from ampersand.core.charts.text import width
from ampersand.core.charts.ticks import date_ticks, value_ticks
from ampersand.core.charts.wording import key, sentence

SLIM, WIDE, BROAD = 340, 700, 1000


def trajectory(chart: Trajectory) -> Figure:
    """Draws a trajectory; where nobody has answered yet the figure is `empty` and has no picture."""
    rounds = gather(chart)
    said = sentence(chart)
    pair = len(chart.series) == 2
    words = chart.words
    people = tuple(series.name for series in chart.series) if len(chart.series) > 1 else (words.score,)
    empty = not any(first_and_last(series) for series in chart.series)
    drawn: dict[str, Svg] = {}
    if not empty:
        span = span_of(chart, rounds)
        sizes = {"slim": SLIM, "wide": min(chart.width, WIDE)} | ({"broad": BROAD} if chart.width > WIDE else {})
        drawn = {kind: _picture(chart, rounds, span, kind, size, said) for kind, size in sizes.items()}
    return Figure(
        title=chart.title,
        finding=chart.finding,
        label=said,
        key=tuple(key(chart, rounds)),
        head=(words.when, *people, *((words.apart_head,) if pair else ())),
        table=tuple(rows(chart, rounds)),
        empty=empty,
        empty_text=words.empty,
        half=chart.width < WIDE,
        with_apart=pair,
        **drawn,
    )


def _picture(chart: Trajectory, rounds: list[Round], span: Span, kind: str, size: int, said: str) -> Svg:
    names = labels.fitted(chart, size)
    frame = make_frame(chart, span, size, _gutter(chart, rounds, span, names))
    people = [lines.make_line(chart, frame, rounds, person) for person in range(len(chart.series))]
    marks = lines.place_marks(people)
    ticks = value_ticks(span.low, span.high)
    washes = _washes(chart, frame)
    words = ""
    if len(people) > 1 or chart.cut is not None:  # a line that is alone needs no name
        room = Room(
            frame.plot(),
            lines=[segment for line in people for segment in line.segments()],
            marks=[mark.box() for mark in marks],
            grid=[frame.y(tick) for tick in ticks] + [edge for _, *edges in washes for edge in edges],
        )
        words = _words(chart, frame, rounds, people, marks, names, room)
    return svg.picture(
        kind,
        frame.width,
        frame.height,
        said,
        *(svg.band(hand, frame.left, top, frame.right, bottom) for hand, top, bottom in washes),
        _grid(chart.words.number, frame.left, frame.right, tuple((tick, frame.y(tick)) for tick in ticks)),
        _days(chart, frame, rounds),
        lines.draw_lines(people),
        lines.draw_marks(marks),
        words,
    )


def _gutter(chart: Trajectory, rounds: list[Round], span: Span, names: tuple[str, ...]) -> float:
    """The room that names and the latest distance need on the right of the plot."""
    if len(chart.series) == 1 or (span.last - span.first).days < 10:
        return 0
    texts = []
    for person, name in enumerate(names):
        answered = [turn.answers[person].on for turn in rounds if turn.value(person) is not None]
        if answered and at_end(span, answered[-1], chart.grace_days):
            texts.append(name)
    both = shared(rounds) if len(chart.series) == 2 else []
    if both and at_end(span, max(point.on for point in both[-1].answers.values()), chart.grace_days):
        texts.append(labels.gap_text(chart, both[-1]))
    return max(map(width, texts), default=0) + 20 + 4 * max(0, len(chart.series) - 2)


def _washes(chart: Trajectory, frame: Frame) -> list[tuple[int, float, float]]:
    """Each person's band of no sure change, as hand, upper and lower edge; the first hand last, so on top."""
    found = []
    for series in sorted(chart.series, key=lambda series: -series.hand):
        ends = first_and_last(series)
        start = series.start if series.start is not None else ends and ends[0]
        edges = window(frame, start, chart.no_change) if start is not None and chart.no_change is not None else None
        if edges:
            found.append((svg.shape(series.hand), *edges))
    return found


@lru_cache(maxsize=256)  # the scale is the instrument's own, and most pictures of it are of one size
def _grid(number: Callable[[float], str], left: float, right: float, ticks: tuple[tuple[float, float], ...]) -> str:
    drawn = []
    for tick, y in ticks:
        drawn.append(svg.line("grid", left, y, right, y))
        drawn.append(svg.label(number(tick), left - 11, y + 5, anchor="end"))
    return "".join(drawn)


def _days(chart: Trajectory, frame: Frame, rounds: list[Round]) -> str:
    days = sorted({turn.on for turn in rounds})
    room = frame.x(frame.span.last) - frame.left
    end = frame.width - frame.left - 2
    ticks = date_ticks(frame.span.first, frame.span.last, days, room, end, chart.words)
    return "".join(svg.label(text, frame.left + x, frame.bottom + 24, anchor="middle") for x, text in ticks)


def _words(
    chart: Trajectory,
    frame: Frame,
    rounds: list[Round],
    people: list[lines.Line],
    marks: list[lines.Mark],
    names: tuple[str, ...],
    room: Room,
) -> str:
    """Labels in the order of their need for one place: the ends of lines, the cut-off, early ends, distances."""
    ends, early = [], []
    for line, name in zip(people, names, strict=True):
        if line.last is None or len(people) == 1:
            continue
        spot = labels.end_spot(line)
        if at_end(frame.span, line.last.on, chart.grace_days):
            ends.append((name, spot[1]))
        else:
            early.append((name, spot))
    gaps = labels.distances(chart, frame, rounds)
    latest = gaps[-1] if gaps and gaps[-1].at_end else None
    room.lines += [(gap.x, gap.upper[1], gap.x, gap.lower[1]) for gap in gaps]
    edge = frame.x(frame.span.last)
    reach = max((mark.x + mark.reach - edge for mark in marks), default=0)
    drawn = [labels.draw_gap(gap) for gap in gaps]
    drawn.append(labels.draw_ends(frame, ends, latest, edge + max(12, reach + 4), room))
    drawn.append(labels.draw_cut(chart, frame, room))
    drawn += [labels.draw_placed(name, labels.around(name, spot), room, strong=True) for name, spot in early]
    drawn += [labels.draw_placed(gap.text, labels.beside(gap), room) for gap in gaps if gap is not latest]
    return "".join(drawn)
