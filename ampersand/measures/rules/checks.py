"""Does an instrument hang together? What a reader of single keys cannot see."""

from __future__ import annotations

from collections.abc import Iterable

from ampersand.core.reading import Document, Path

from .instrument import Instrument, Wording


def check_instrument(instrument: Instrument, document: Document) -> None:
    """Refuse an instrument whose parts contradict each other; ContentError says which."""
    _check_items(instrument, document)
    _check_references(instrument, document)
    _check_bands(instrument, document)
    _check_missing(instrument, document)
    _check_partner(instrument, document)
    _check_totals(instrument, document)


def check_wording(instrument: Instrument, wording: Wording, document: Document) -> None:
    """Refuse words that do not fit: other items, other scales, or another number of labels than options."""
    _same(set(wording.items), {item.id for item in instrument.items}, "items", document)
    scales = {item.scale.id: item.scale for item in instrument.items}
    _same(set(wording.scales), set(scales), "scales", document)
    for scale_id, labels in wording.scales.items():
        if len(labels) != len(scales[scale_id].codes):
            options = len(scales[scale_id].codes)
            raise document.error(("scales", scale_id), f"has {len(labels)} labels for {options} options")
        if not (labels[0] and labels[-1]):
            raise document.error(("scales", scale_id), "the first and the last option need a label")
    for position, group in enumerate(wording.groups):
        _known(group.items, instrument, ("groups", position, "items"), document)


def _check_items(instrument: Instrument, document: Document) -> None:
    seen: set[str] = set()
    for item in instrument.items:
        if item.id in seen:
            raise document.error(("items",), f"item {item.id} appears twice")
        for earlier in item.asked.items if item.asked else ():
            if earlier not in seen:
                raise document.error(("items",), f"item {item.id} waits for {earlier}, which does not come before")
        if item.left_open is not None and item.left_open not in item.scale.codes:
            raise document.error(("items",), f"item {item.id}: left_open {item.left_open} is none of its codes")
        if len(set(item.scale.codes)) != len(item.scale.codes):
            raise document.error(("scales", item.scale.id), "holds the same code twice")
        seen.add(item.id)
    if not instrument.scored_items:
        raise document.error(("items",), "no item is scored")


def _check_references(instrument: Instrument, document: Document) -> None:
    scored = {item.id for item in instrument.scored_items}
    for position, part in enumerate(instrument.subscales):
        _inside(part.items, scored, ("subscales", position, "items"), document)
    for position, rule in enumerate(instrument.rules):
        for condition in rule.conditions:
            _inside(condition.items, scored, ("rules", position), document)
            if not 1 <= condition.count <= len(condition.items):
                raise document.error(("rules", position), f"count {condition.count} cannot be met by its items")
    for position, watch in enumerate(instrument.safety):
        _inside((watch.item,), scored, ("safety", position, "item"), document)
    _known(instrument.worth_showing, instrument, ("worth_showing",), document)
    _known(instrument.loinc.items, instrument, ("loinc", "items"), document)
    lines = [cutoff.id for cutoff in instrument.cutoffs]
    if len(set(lines)) != len(lines):
        raise document.error(("cutoffs",), "two cut-offs have the same id")
    if instrument.change and instrument.change.cutoff and instrument.change.cutoff not in lines:
        raise document.error(("change", "cutoff"), f"there is no cut-off {instrument.change.cutoff!r}")


def _check_bands(instrument: Instrument, document: Document) -> None:
    starts = [(band.start, band.above) for band in instrument.bands]
    if starts and starts[0] != (instrument.lowest, False):
        raise document.error(("bands", 0), f"the first band must begin at the lowest total, {instrument.lowest}")
    if starts != sorted(set(starts)):
        raise document.error(("bands",), "bands must be in ascending order")
    wrong_way = ("above", "at_or_above") if instrument.higher_is_better else ("below", "at_or_below")
    for position, cutoff in enumerate(instrument.cutoffs):
        if not instrument.lowest <= cutoff.value <= instrument.highest:
            raise document.error(("cutoffs", position, "value"), "lies outside the range of the total")
        if cutoff.clinical in wrong_way:
            raise document.error(("cutoffs", position, "clinical"), "contradicts the direction of the instrument")


def _check_missing(instrument: Instrument, document: Document) -> None:
    rule = instrument.missing
    if (rule.allowed == 0) != (rule.fill == "none"):
        raise document.error(("missing",), 'fill must be "none" exactly when no item may be missing')
    if rule.allowed >= len(instrument.scored_items):
        raise document.error(("missing", "allowed"), "must be fewer than the scored items")
    if rule.fill == "share_of_maximum" and any(item.scale.lowest != 0 for item in instrument.scored_items):
        raise document.error(("missing", "fill"), "share_of_maximum needs scales that begin at 0")


def _check_totals(instrument: Instrument, document: Document) -> None:
    if instrument.method == "none" and (instrument.bands or instrument.cutoffs or instrument.change):
        raise document.error(("scoring", "method"), "an instrument without a total has no bands, cut-offs or change")


def _check_partner(instrument: Instrument, document: Document) -> None:
    if instrument.partner is None:
        return
    scored = {item.id for item in instrument.scored_items}
    _inside(instrument.partner.items, scored, ("partner", "items"), document)
    for watch in instrument.safety:
        if watch.item in instrument.partner.items:
            raise document.error(("partner", "items"), f"item {watch.item} is a safety item; no partner may see it")


def _known(items: Iterable[str], instrument: Instrument, path: Path, document: Document) -> None:
    _inside(items, {item.id for item in instrument.items}, path, document)


def _inside(items: Iterable[str], allowed: set[str], path: Path, document: Document) -> None:
    for item_id in items:
        if item_id not in allowed:
            raise document.error(path, f"there is no such item as {item_id!r}")


def _same(found: set[str], expected: set[str], key: str, document: Document) -> None:
    for name in sorted(expected - found, key=lambda name: (len(name), name)):
        raise document.error((key,), f"{name} is missing")
    for name in sorted(found - expected, key=lambda name: (len(name), name)):
        raise document.error((key, name), "is not in the instrument")
