"""From answers to a score: a small closed vocabulary (sum, mean, prorate, reverse, bands, rule over items).

The safety flags are worked out first and do not depend on the total. A total is never guessed: when more items are
missing than the instrument allows it is None. Example: `score(phq9, [2, 1, 3, None, 0, 1, 2, 0, 1]).total == 11.25`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real

from ampersand.core.numbers import listed

from .instrument import Asked, Condition, Cutoff, Instrument, Item, Number, Rule, Side, Subscale, combine

type Code = Number | None
type Answers = Sequence[Code] | Mapping[str, Code]

ACROSS_CUTOFF = "prorated-across-cut-off"
NOT_ASKED = "answered-when-not-asked"


@dataclass(frozen=True, slots=True)
class Result:
    """What one set of answers gives; `partner_total` is the only total a partner may ever be shown."""

    total: Number | None
    band: str | None
    subscales: Mapping[str, Number | None]
    flags: tuple[str, ...]
    missing: tuple[str, ...]
    prorated: bool
    partner_total: Number | None
    rules: Mapping[str, bool | None]
    sides: Mapping[str, Side]
    side: Side | None
    positive_subscales: tuple[str, ...] = ()
    safety_flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Answers sorted out: keyed scores of the scored items that were asked, what is missing, what contradicts."""

    codes: Mapping[str, Code]
    asked: Mapping[str, bool | None]
    scores: Mapping[str, Code]
    missing: tuple[str, ...]

    def known(self, items: Iterable[str]) -> list[Number]:
        return [score for item in items if (score := self.scores.get(item)) is not None]


def score(instrument: Instrument, answers: Answers, *, cutoff: str | None = None) -> Result:
    """Score answers (option codes; None is missing) in form order or by item id; ValueError says what is wrong."""
    sheet = _sort_out(instrument, read_answers(instrument, answers))
    chosen = instrument.cutoff_named(cutoff) if cutoff else instrument.cutoff
    items = tuple(item for item in instrument.scored_items if sheet.asked[item.id])
    total = _total(instrument, sheet, items)
    prorated = total is not None and any(item.id in sheet.missing for item in items)
    safety = _safety_flags(instrument, sheet)
    rules = {rule.id: _holds(rule, instrument, sheet) for rule in instrument.rules}
    subscales = {part.id: _subscale(part, sheet) for part in instrument.subscales}
    return Result(
        total=total,
        band=band_of(instrument, total),
        subscales=subscales,
        flags=safety + _other_flags(instrument, sheet, items, rules, chosen if prorated else None, prorated),
        missing=sheet.missing,
        prorated=prorated,
        partner_total=_partner_total(instrument, sheet, items, total),
        rules=rules,
        sides={} if total is None else {line.id: line.side(total) for line in instrument.cutoffs},
        side=None if total is None or chosen is None else chosen.side(total),
        positive_subscales=_positive(instrument.subscales, subscales),
        safety_flags=safety,
    )


def read_answers(instrument: Instrument, answers: Answers) -> dict[str, Code]:
    """Every item id with its code or None; trailing items that are optional or not asked may be left out."""
    if isinstance(answers, str | bytes):
        raise ValueError("answers must be a list of option codes, not text")
    given: dict[str, object] = {}
    given |= answers if isinstance(answers, Mapping) else _by_position(instrument, listed("answers", answers))
    codes = {item.id: check_code(instrument, item, given.get(item.id)) for item in instrument.items}
    for item_id in given:
        if item_id not in codes:
            instrument.item(item_id)
    return codes


def check_code(instrument: Instrument, item: Item, code: object) -> Code:
    """The code as the scale writes it, or None; ValueError names the item and the allowed codes."""
    if code is None:
        return None
    if not isinstance(code, bool) and isinstance(code, Real):
        for known in item.scale.codes:
            if known == code:
                return known
    allowed_codes = ", ".join(str(allowed) for allowed in sorted(item.scale.codes))
    raise ValueError(f"{instrument.slug} item {item.id}: {code!r} is not one of the codes {allowed_codes}")


def keyed(item: Item, code: Number) -> Number:
    """The score of a code: `min + max - code` when the item is reversed, else the code itself."""
    return item.scale.lowest + item.scale.highest - code if item.reverse else code


def band_of(instrument: Instrument, total: Number | None) -> str | None:
    """The name of the highest band that a total has reached, or None without a total or bands."""
    if total is None:
        return None
    reached = [band.name for band in instrument.bands if band.holds(total)]
    return reached[-1] if reached else None


def _by_position(instrument: Instrument, answers: Sequence[object]) -> dict[str, object]:
    if len(answers) > len(instrument.items):
        raise ValueError(f"{instrument.slug} has {len(instrument.items)} items, got {len(answers)} answers")
    given = {item.id: code for item, code in zip(instrument.items, answers, strict=False)}
    if len(given) == len(instrument.items):
        return given
    codes = {item.id: check_code(instrument, item, given.get(item.id)) for item in instrument.items}
    asked = _asked(instrument, codes)
    needed = [item.id for item in instrument.items if asked[item.id] and not item.optional]
    left_out = [item_id for item_id in needed if item_id not in given]
    if left_out:
        raise ValueError(
            f"{instrument.slug} needs {len(needed)} answers (None where one is missing), got {len(answers)}: "
            f"no answer for item {', '.join(left_out)}"
        )
    return given


def _asked(instrument: Instrument, codes: Mapping[str, Code]) -> dict[str, bool | None]:
    """Whether each item was asked: None when that depends on an earlier item that was left open."""
    asked: dict[str, bool | None] = {}
    for item in instrument.items:
        asked[item.id] = True if item.asked is None else _any_leads_on(item.asked, asked, codes)
    return asked


def _any_leads_on(when: Asked, asked: Mapping[str, bool | None], codes: Mapping[str, Code]) -> bool | None:
    found: list[bool | None] = []
    for item_id in when.items:
        code = codes[item_id]
        if asked[item_id] is not True:
            found.append(asked[item_id])
        else:
            found.append(None if code is None else code in when.codes)
    return True if True in found else None if None in found else False


def _sort_out(instrument: Instrument, codes: Mapping[str, Code]) -> _Sheet:
    codes = with_silence(instrument, codes)
    asked = _asked(instrument, codes)
    scores: dict[str, Code] = {}
    for item in instrument.scored_items:
        code = codes[item.id]
        if asked[item.id] is False and not (item.always_counts and code is not None):
            scores[item.id] = item.scale.lowest
        else:
            scores[item.id] = None if code is None else keyed(item, code)
    missing = tuple(
        item.id for item in instrument.items if asked[item.id] and not item.optional and codes[item.id] is None
    )
    return _Sheet(codes=codes, asked=asked, scores=scores, missing=missing)


def with_silence(instrument: Instrument, codes: Mapping[str, Code]) -> Mapping[str, Code]:
    """The same codes, where an asked question that was left open carries the code that silence stands for."""
    if not any(item.left_open is not None for item in instrument.items):
        return codes
    filled = dict(codes)
    for item in instrument.items:  # in form order: what is asked depends on what stands before
        if item.left_open is not None and filled[item.id] is None and _asked(instrument, filled)[item.id]:
            filled[item.id] = item.left_open
    return filled


def _total(instrument: Instrument, sheet: _Sheet, items: Sequence[Item]) -> Number | None:
    """The total over `items`, prorated as declared; None when too many are missing or an opening question is open."""
    if instrument.method == "none" or None in sheet.asked.values():
        return None
    if any(item_id in sheet.missing for item_id in instrument.openers):
        return None
    if not items:
        return 0 if instrument.method == "sum" else None
    known = sheet.known(item.id for item in items)
    absent = len(items) - len(known)
    if absent == 0:
        return combine(instrument.method, known)
    if absent > instrument.missing.allowed or not known:
        return None
    return _prorate(instrument, sheet, items, known)


def _prorate(instrument: Instrument, sheet: _Sheet, items: Sequence[Item], known: list[Number]) -> Number | None:
    if instrument.missing.fill == "none":
        return None
    if instrument.method == "mean":
        return sum(known) / len(known)
    if instrument.missing.fill == "mean":
        return sum(known) * len(items) / len(known)
    answered_max = sum(item.scale.highest for item in items if sheet.scores[item.id] is not None)
    return sum(known) * sum(item.scale.highest for item in items) / answered_max


def _partner_total(instrument: Instrument, sheet: _Sheet, items: Sequence[Item], total: Number | None) -> Number | None:
    if instrument.partner:
        return _total(instrument, sheet, [item for item in items if item.id in instrument.partner.items])
    return None if instrument.safety else total


def _safety_flags(instrument: Instrument, sheet: _Sheet) -> tuple[str, ...]:
    flags: list[str] = []
    for watch in instrument.safety:
        code = sheet.scores[watch.item]
        if code is not None and code >= watch.at_least:
            flags.append(watch.flag)
        elif watch.item in sheet.missing and watch.missing_flag:
            flags.append(watch.missing_flag)
    return tuple(flags)


def _other_flags(
    instrument: Instrument,
    sheet: _Sheet,
    items: Sequence[Item],
    rules: Mapping[str, bool | None],
    cutoff: Cutoff | None,
    prorated: bool,
) -> tuple[str, ...]:
    flags = [rule.flag for rule in instrument.rules if rule.flag and rules[rule.id]]
    if prorated and instrument.missing.flag:
        flags.append(instrument.missing.flag)
    if cutoff and _either_side(instrument, sheet, items, cutoff):
        flags.append(ACROSS_CUTOFF)
    if _contradicts(instrument, sheet):
        flags.append(NOT_ASKED)
    return tuple(flags)


def _either_side(instrument: Instrument, sheet: _Sheet, items: Sequence[Item], cutoff: Cutoff) -> bool:
    """Whether the missing answers alone could have put the total on the other side of the cut-off."""
    filled: list[tuple[Number, Number]] = []
    for item in items:
        known = sheet.scores[item.id]
        filled.append((item.scale.lowest, item.scale.highest) if known is None else (known, known))
    lowest = combine(instrument.method, [low for low, _ in filled])
    highest = combine(instrument.method, [high for _, high in filled])
    return cutoff.side(lowest) != cutoff.side(highest)


def _contradicts(instrument: Instrument, sheet: _Sheet) -> bool:
    """Whether an item that should not have been asked carries more than its lowest score."""
    for item in instrument.items:
        code = sheet.codes[item.id]
        if item.always_counts:
            continue
        if sheet.asked[item.id] is False and code is not None and keyed(item, code) != item.scale.lowest:
            return True
    return False


def _subscale(part: Subscale, sheet: _Sheet) -> Number | None:
    known = sheet.known(part.items)
    return combine(part.method, known) if len(known) == len(part.items) else None


def _positive(parts: Sequence[Subscale], scores: Mapping[str, Number | None]) -> tuple[str, ...]:
    found: list[str] = []
    for part in parts:
        value = scores[part.id]
        if part.cutoff and value is not None and part.cutoff.side(value) == "clinical":
            found.append(part.id)
    return tuple(found)


def _holds(rule: Rule, instrument: Instrument, sheet: _Sheet) -> bool | None:
    """True or false when the answers decide it, None while a missing answer could still change it."""
    answers = [_condition(condition, sheet) for condition in rule.conditions]
    if False in answers:
        return False
    return None if None in answers else True


def _condition(condition: Condition, sheet: _Sheet) -> bool | None:
    known = sheet.known(condition.items)
    hits = sum(_matches(condition, value) for value in known)
    if hits >= condition.count:
        return True
    open_items = len(condition.items) - len(known)
    return None if hits + open_items >= condition.count else False


def _matches(condition: Condition, value: Number) -> bool:
    above = condition.at_least is None or value >= condition.at_least
    below = condition.at_most is None or value <= condition.at_most
    return above and below
