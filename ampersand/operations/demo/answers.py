"""Answers that give a wanted total: each person has habits, so that the same questions stand out every time."""

from collections.abc import Mapping
from random import Random

from ampersand.measures.rules.instrument import Instrument, Number
from ampersand.operations.demo.courses import STRETCH

type Codes = dict[str, Number | None]
type Habits = Mapping[str, float]


def habits(instrument: Instrument, chance: Random) -> Habits:
    """How much more or less than the rest each question troubles this person."""
    return {item.id: chance.gauss(0, 0.16) for item in instrument.scored_items}


def wanted(instrument: Instrument, share: float) -> int:
    """The sum of keyed scores for a share of the worst there could be."""
    base, slope = STRETCH[instrument.slug]
    lowest, highest = _bounds(instrument)
    trouble = min(1.0, max(0.0, base + slope * share))
    return round(highest - trouble * (highest - lowest) if instrument.higher_is_better else
                 lowest + trouble * (highest - lowest))  # fmt: skip


def answer(
    instrument: Instrument, total: int, manner: Habits, chance: Random, *, safety: int = 0, left_out: str = ""
) -> Codes:
    """Codes by item whose keyed scores add up to the total (as far as the form allows), with no answer to `left_out`.

    Safety items stay at their lowest, or are answered `safety` above it.
    """
    guarded = {watch.item for watch in instrument.safety}
    free = [item for item in instrument.scored_items if item.id not in guarded]
    keyed = {item.id: item.scale.lowest + safety for item in instrument.scored_items if item.id in guarded}
    low = {item.id: int(item.scale.lowest) for item in free}
    high = {item.id: int(item.scale.highest) for item in free}
    rest = min(max(total - int(sum(keyed.values())), sum(low.values())), sum(high.values()))
    level = (rest - sum(low.values())) / max(1, sum(high.values()) - sum(low.values()))
    wish = {
        one: low[one] + (high[one] - low[one]) * (level + manner[one] * (0.4 + level) + chance.gauss(0, 0.07))
        for one in low
    }
    whole = {one: min(high[one], max(low[one], round(value))) for one, value in wish.items()}
    _make_up(whole, wish, rest, low, high)
    codes: Codes = {item.id: None for item in instrument.items}
    for item in instrument.scored_items:
        value = whole.get(item.id, keyed.get(item.id, 0))
        codes[item.id] = item.scale.lowest + item.scale.highest - value if item.reverse else value
    return _as_asked(instrument, codes, level, left_out)


def _make_up(
    whole: dict[str, int], wish: Mapping[str, float], total: int, low: Mapping[str, int], high: Mapping[str, int]
) -> None:
    """Move the answers that were nearest to moving until they add up."""
    while difference := total - sum(whole.values()):
        step = 1 if difference > 0 else -1
        open_ones = [one for one in whole if low[one] <= whole[one] + step <= high[one]]
        nearest = max(open_ones, key=lambda one: step * (wish[one] - whole[one]))
        whole[nearest] += step


def _as_asked(instrument: Instrument, codes: Codes, level: float, left_out: str) -> Codes:
    """No answers to what is not asked after the earlier answers; the extra question answered when there is trouble."""
    for item in instrument.items:
        if item.asked and not any(codes[one] in item.asked.codes for one in item.asked.items):
            codes[item.id] = None
        elif item.optional and not item.scored and level > 0.12:
            codes[item.id] = item.scale.codes[min(len(item.scale.codes) - 1, round(level * 3))]
    if left_out in codes:
        codes[left_out] = None
    return codes


def _bounds(instrument: Instrument) -> tuple[int, int]:
    items = instrument.scored_items
    return int(sum(item.scale.lowest for item in items)), int(sum(item.scale.highest for item in items))
