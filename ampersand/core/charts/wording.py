"""The sentence that stands for the picture, and the key below it."""

from collections.abc import Iterator

from ampersand.core.charts.model import KeyItem, Trajectory
from ampersand.core.charts.rounds import Round, first_and_last, has_gap
from ampersand.core.charts.svg import shape


def cut_text(chart: Trajectory) -> str:
    """The words on the cut-off line, marked where the number is provisional."""
    if chart.cut is None:
        return ""
    return chart.words.provisional.format(text=chart.cut.label) if chart.cut.provisional else chart.cut.label


def sentence(chart: Trajectory) -> str:
    """The picture in words: the caller's own sentence, or the scale, each person's course and the line."""
    if chart.label:
        return chart.label
    words, number = chart.words, chart.words.number
    parts = [words.scale.format(title=chart.title, low=number(chart.low), high=number(chart.high))]
    for series in chart.series:
        ends = first_and_last(series)
        if ends is None:
            parts.append(words.nothing_yet.format(name=series.name) + ".")
        elif sum(point.value is not None for point in series.points) == 1:
            parts.append(words.once.format(name=series.name, first=number(ends[0])))
        else:
            parts.append(words.course.format(name=series.name, first=number(ends[0]), last=number(ends[1])))
    if chart.cut is not None:
        parts.append(words.line_at.format(text=cut_text(chart), value=number(chart.cut.value)))
    return " ".join(parts)


def key(chart: Trajectory, rounds: list[Round]) -> Iterator[KeyItem]:
    """Who is who, then what the wash and the gaps mean, where there are any."""
    words = chart.words
    for series in chart.series:
        answered = first_and_last(series) is not None
        yield KeyItem(series.name if answered else words.nothing_yet.format(name=series.name), shape(series.hand))
    if chart.no_change is not None:
        text = words.wash_each if len(chart.series) > 1 else words.wash
        yield KeyItem(words.provisional.format(text=text) if chart.no_change_provisional else text)
    if any(has_gap(rounds, person) for person in range(len(chart.series))):
        yield KeyItem(words.gap)
    if chart.note:
        yield KeyItem(chart.note)
