"""From an Instrument back to plain data in the shape of its file, and to the digest that names its content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from .instrument import Cutoff, Fact, Instrument, Item, Loinc, Rule, Source, Subscale, Wording

type Data = dict[str, Any]


def sealed(instrument: Instrument) -> Instrument:
    """The same instrument with the digest of its content and wording filled in."""
    return replace(instrument, digest=digest_of(instrument))


def digest_of(instrument: Instrument) -> str:
    """SHA-256 (hex) of everything that is asked, said and scored: equal content gives an equal digest."""
    text = json.dumps(to_data(instrument), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def to_data(instrument: Instrument) -> Data:
    """Plain JSON-ready data that `loading.from_data` reads back; wording stands under `wording.<language>`."""
    book = _Book()
    data: Data = {
        "slug": instrument.slug,
        "version": instrument.version,
        "direction": instrument.direction,
        "about": instrument.about,
        "recall": instrument.recall,
        "minutes": instrument.minutes,
        "frequency": _present(kind=instrument.frequency.kind, weeks=instrument.frequency.weeks),
        "citation": instrument.citation,
        "items": [_item(item) for item in instrument.items],
        "scales": {item.scale.id: list(item.scale.codes) for item in instrument.items},
        "scoring": {
            "method": instrument.method,
            **_range(instrument),
            **_listed("reverse", [item.id for item in instrument.items if item.reverse]),
            **book.cite(instrument.scored_by),
        },
        "missing": _present(
            allowed=instrument.missing.allowed, fill=instrument.missing.fill, flag=instrument.missing.flag
        )
        | book.cite(instrument.missing.source),
        "rights": {"tier": instrument.rights.tier} | book.cite(instrument.rights.source),
        **_numbers(instrument, book),
        **_listed("worth_showing", instrument.worth_showing),
        **_present(second_stage=instrument.second_stage or None),
        "wording": {key: _wording(words) for key, words in instrument.wording.items()},
    }
    return data | {"sources": book.cited}


class _Book:
    """The sources table: each citation once, under a short key."""

    def __init__(self) -> None:
        self.cited: dict[str, str] = {}

    def cite(self, source: Source) -> Data:
        key = next((key for key, text in self.cited.items() if text == source.citation), None)
        if key is None:
            key = f"s{len(self.cited) + 1}"
            self.cited[key] = source.citation
        return _present(source=key, certainty=source.certainty, inputs=source.inputs)


def _numbers(instrument: Instrument, book: _Book) -> Data:
    bands = [
        {"name": band.name, "above" if band.above else "from": band.start} | book.cite(band.source)
        for band in instrument.bands
    ]
    safety = [
        _present(item=one.item, at_least=one.at_least, flag=one.flag, missing_flag=one.missing_flag)
        | book.cite(one.source)
        for one in instrument.safety
    ]
    norms = [
        {"group": norm.group, "mean": _fact(norm.mean, book), "sd": _fact(norm.sd, book)} for norm in instrument.norms
    ]
    data: Data = {
        **_listed("bands", bands),
        **_listed("cutoffs", [_cutoff(cutoff, book) for cutoff in instrument.cutoffs]),
        **_listed("subscales", [_subscale(part, book) for part in instrument.subscales]),
        **_listed("rules", [_rule(rule, book) for rule in instrument.rules]),
        **_listed("safety", safety),
        **_listed("norms", norms),
        **_listed("notes", [{"text": note.text} | book.cite(note.source) for note in instrument.notes]),
        "loinc": _loinc(instrument.loinc, book),
    }
    if instrument.partner:
        data["partner"] = {"name": instrument.partner.name, "items": list(instrument.partner.items)}
    if instrument.change:
        facts = {key: getattr(instrument.change, key) for key in ("sd", "reliability", "points")}
        data["change"] = {key: _fact(fact, book) for key, fact in facts.items() if fact} | _present(
            cutoff=instrument.change.cutoff
        )
    return data


def _item(item: Item) -> Data:
    asked: Data | None = None
    if item.asked:
        first, *others = item.asked.items
        asked = {"any": [first, *others]} if others else {"item": first}
        asked["codes"] = list(item.asked.codes)
    return _present(
        id=item.id,
        scale=item.scale.id,
        scored=None if item.scored else False,
        optional=True if item.optional else None,
        asked=asked,
        left_open=item.left_open,
        always_counts=item.always_counts or None,
    )


def _range(instrument: Instrument) -> Data:
    return {} if instrument.method == "none" else {"range": [instrument.lowest, instrument.highest]}


def _fact(fact: Fact, book: _Book) -> Data:
    return {"value": fact.value} | book.cite(fact.source)


def _cutoff(cutoff: Cutoff, book: _Book) -> Data:
    data = _present(id=cutoff.id, value=cutoff.value, clinical=cutoff.clinical, label=cutoff.label or None)
    return data | book.cite(cutoff.source)


def _subscale(part: Subscale, book: _Book) -> Data:
    return _present(
        id=part.id,
        items=list(part.items),
        method=part.method,
        recommended=None if part.recommended else False,
        cutoff=_cutoff(part.cutoff, book) if part.cutoff else None,
    ) | book.cite(part.source)


def _rule(rule: Rule, book: _Book) -> Data:
    conditions = [
        _present(items=list(one.items), count=one.count, at_least=one.at_least, at_most=one.at_most)
        for one in rule.conditions
    ]
    return _present(id=rule.id, label=rule.label, flag=rule.flag, conditions=conditions) | book.cite(rule.source)


def _loinc(loinc: Loinc, book: _Book) -> Data:
    data: Data = {}
    for key, fact in (("panel", loinc.panel), ("total", loinc.total)):
        if fact:
            data[key] = {"code": fact.code} | book.cite(fact.source)
    if loinc.items:
        first = next(iter(loinc.items.values()))
        data["items"] = {"codes": {key: fact.code for key, fact in loinc.items.items()}} | book.cite(first.source)
    return data


def _wording(words: Wording) -> Data:
    return {
        "language": words.language,
        "title": words.title,
        "full_title": words.full_title,
        "instructions": words.instructions,
        "scales": {key: list(labels) for key, labels in words.scales.items()},
        "items": dict(words.items),
        "rights": {"text": words.rights, "licence": words.licence},
        **_listed("groups", [{"items": list(group.items), "stem": group.stem} for group in words.groups]),
    }


def _present(**values: Any) -> Data:
    return {key: value for key, value in values.items() if value is not None}


def _listed(key: str, values: Iterable[Any]) -> Data:
    found = list(values)
    return {key: found} if found else {}
