"""A line small enough to stand in a sentence."""

from collections.abc import Sequence

from ampersand.core.charts.model import Svg
from ampersand.core.charts.svg import number, shape, words

WIDTH, HEIGHT, INSET = 80, 24, 3


def sparkline(
    values: Sequence[float | None], hand: int, label: str, *, low: float | None = None, high: float | None = None
) -> Svg:
    """Evenly spaced values as a bare line, `None` as a gap; nothing where there is no value.

    Two that are compared need the same `low` and `high`; without them the line fills its height.
    """
    known = [value for value in values if value is not None]
    if not known:
        return Svg("")
    bottom, top = min(known) if low is None else min(low, *known), max(known) if high is None else max(high, *known)
    step = (WIDTH - 2 * INSET) / max(1, len(values) - 1)
    tall = HEIGHT - 2 * INSET

    def spot(place: int, value: float) -> tuple[float, float]:
        share = (value - bottom) / (top - bottom) if top > bottom else 0.5
        return INSET + place * step, HEIGHT - INSET - share * tall

    runs: list[list[tuple[float, float]]] = [[]]
    for place, value in enumerate(values):
        if value is not None:
            runs[-1].append(spot(place, value))
        elif runs[-1]:
            runs.append([])
    drawn = "".join(_run(run) for run in runs if run)
    said = words(label)
    return Svg(
        f'<svg class="spark" data-hand="{shape(hand)}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" direction="ltr"'
        f' aria-label="{said}"><title>{said}</title>{drawn}</svg>'
    )


def _run(run: list[tuple[float, float]]) -> str:
    if len(run) == 1:
        return f'<circle cx="{number(run[0][0])}" cy="{number(run[0][1])}" r="1" stroke-dasharray="none"/>'
    return f'<path stroke-linecap="round" d="M{"L".join(f"{number(x)} {number(y)}" for x, y in run)}"/>'
