"""Reads of the library: the instruments a practice may use, with their words, numbers and rights."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from ampersand.measures import content
from ampersand.measures.models import Attestation, ImportedInstrument
from ampersand.measures.rules.change import error_of, is_provisional, measure_change
from ampersand.measures.rules.instrument import Instrument, Item, Source, Wording
from ampersand.measures.rules.words import shown
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Entry:
    """One instrument in the list."""

    slug: str
    title: str
    full_title: str
    minutes: int
    items: int
    direction: str
    licence: str
    provisional: bool
    brought_in: bool
    about: str
    second_stage: bool


@dataclass(frozen=True, slots=True)
class Number:
    """One number with its source and how sure it is."""

    name: str
    value: str
    source: str
    certainty: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One item with its options in the printed order."""

    id: str
    text: str
    stem: str
    options: tuple[tuple[str, str], ...]
    reverse: bool
    scored: bool
    safety: bool


@dataclass(frozen=True, slots=True)
class Attested:
    """Who said that the practice may use it."""

    holder: str
    licence: str
    scope: str
    licensed_on: date
    made_at: datetime


@dataclass(frozen=True)
class Shown:
    """One instrument in full."""

    instrument: Instrument
    words: Wording
    questions: tuple[Question, ...]
    numbers: tuple[Number, ...]
    codes: tuple[tuple[str, str, str], ...]
    attestation: Attested | None


def library(viewer: Viewer) -> list[Entry]:
    """Every instrument the practice may use, by title; raises Hidden for whoever is not staff. One query."""
    _require_staff(viewer)
    shipped = content.from_files()
    held = dict(content.available(viewer.practice_id)) | {
        slug: one for slug, one in shipped.items() if one.second_stage
    }
    found = [_entry(viewer, one, one.slug not in shipped) for one in held.values()]
    return sorted(found, key=lambda entry: entry.title.casefold())


def one(viewer: Viewer, slug: str) -> Shown:
    """One instrument of the practice in full; raises Hidden when there is none or the viewer is not staff."""
    _require_staff(viewer)
    try:
        held = content.instrument(slug, viewer.practice_id)
        words = content.words(held, viewer.language)
    except content.UnknownInstrument:
        raise Hidden from None
    codes = tuple(_codes(held))
    return Shown(held, words, tuple(_questions(held, words)), tuple(_numbers(held)), codes, _attestation(viewer, slug))


def certainty(source: Source) -> str:
    """How sure a number is, in words."""
    return {
        "2": _("seen in two sources"),
        "1": _("seen in one source"),
        "M": _("not checked yet"),
        "C": _("computed"),
        "P": _("our choice, not the authors’ rule"),
    }[source.certainty]


def _require_staff(viewer: Viewer) -> None:
    if not viewer.is_staff or viewer.practice_id is None:
        raise Hidden


def _entry(viewer: Viewer, held: Instrument, brought_in: bool) -> Entry:
    words = content.words(held, viewer.language)
    direction = _("higher is better") if held.higher_is_better else _("lower is better")
    direction = _("no score") if held.method == "none" else direction
    return Entry(
        held.slug, words.title, words.full_title, held.minutes, len(held.items), direction, words.licence,
        is_provisional(held), brought_in, held.about, held.second_stage,
    )  # fmt: skip


def _questions(held: Instrument, words: Wording) -> Iterator[Question]:
    watched = {watch.item for watch in held.safety}
    stems = {group.items[0]: group.stem for group in words.groups}
    for item in held.items:
        labels = words.scales[item.scale.id]
        options = tuple((shown(code), label) for code, label in zip(item.scale.codes, labels, strict=True))
        yield Question(
            item.id, words.items[item.id], stems.get(item.id, ""), options,
            item.reverse, item.scored, item.id in watched,
        )  # fmt: skip


def scales(questions: tuple[Question, ...]) -> list[tuple[tuple[str, ...], tuple[tuple[str, str], ...]]]:
    """Questions that follow each other with the same options, together."""
    found: list[tuple[list[str], tuple[tuple[str, str], ...]]] = []
    for question in questions:
        if found and found[-1][1] == question.options:
            found[-1][0].append(question.id)
        else:
            found.append(([question.id], question.options))
    return [(tuple(ids), options) for ids, options in found]


def _numbers(held: Instrument) -> Iterator[Number]:
    yield _number(_("How it is scored"), _method(held), held.scored_by)
    for cutoff in held.cutoffs:
        side = _SIDES[cutoff.clinical]
        value = _("clinical %(side)s %(value)s") % {"side": _(side), "value": shown(cutoff.value)}
        name = _("Line (%(label)s)") % {"label": cutoff.label} if cutoff.label else _("Line")
        yield _number(name, value, cutoff.source)
    for band in held.bands:
        start = _("above %(value)s") if band.above else _("from %(value)s")
        yield _number(_("Range"), f"{band.name}: {start % {'value': shown(band.start)}}", band.source)
    yield from _change_numbers(held)
    for norm in held.norms:
        value = _("mean %(mean)s, SD %(sd)s") % {"mean": shown(norm.mean.value), "sd": shown(norm.sd.value)}
        yield _number(norm.group, value, norm.mean.source)
    missing = _("up to %(count)s may be left open") % {"count": held.missing.allowed} if held.missing.allowed else ""
    yield _number(_("Left open"), missing or _("none may be left open"), held.missing.source)
    for rule in held.rules:
        if rule.flag:
            yield _number(_("Flag"), rule.label, rule.source)
    for watch in held.safety:
        value = _("question %(item)s, %(least)s or more, reaches the therapist at once") % {
            "item": watch.item, "least": shown(watch.at_least),
        }  # fmt: skip
        yield _number(_("Safety"), value, watch.source)


_SIDES = {"below": "below", "at_or_below": "at or below", "above": "above", "at_or_above": "at or above"}


def _change_numbers(held: Instrument) -> Iterator[Number]:
    parameters = held.change
    if parameters is None:
        return
    if parameters.points:
        value = _("%(points)s points or more") % {"points": shown(parameters.points.value)}
        yield _number(_("Sure change"), value, parameters.points.source)
    if parameters.sd and parameters.reliability:
        yield _number(_("SD behind sure change"), shown(parameters.sd.value), parameters.sd.source)
        yield _number(_("Reliability"), shown(parameters.reliability.value), parameters.reliability.source)
        change = measure_change(held, held.lowest, held.lowest)
        if change and error_of(parameters) is not None:
            value = _("more than %(points)s points") % {"points": shown(change.threshold)}
            source = Source(_("1.96 standard errors of a difference"), "C", parameters.sd.source.certainty)
            yield _number(_("Sure change"), value, source)


def _number(name: str, value: str, source: Source) -> Number:
    return Number(name, value, source.citation, certainty(source), source.provisional)


def _method(held: Instrument) -> str:
    if held.method == "none":
        return _("not at all: each answer stands for itself")
    method = _("sum") if held.method == "sum" else _("mean")
    limits = {"method": method, "low": shown(held.lowest), "high": shown(held.highest)}
    return _("%(method)s, %(low)s to %(high)s") % limits


def _codes(held: Instrument) -> Iterator[tuple[str, str, str]]:
    loinc = held.loinc
    for name, fact in ((_("Panel"), loinc.panel), (_("Total"), loinc.total)):
        if fact:
            yield name, fact.code, certainty(fact.source)
    for item in held.items:
        if item.id in loinc.items:
            yield _item(item), loinc.items[item.id].code, certainty(loinc.items[item.id].source)


def _item(item: Item) -> str:
    return _("Question %(id)s") % {"id": item.id}


def _attestation(viewer: Viewer, slug: str) -> Attested | None:
    brought_in = ImportedInstrument.objects.visible_to(viewer).filter(slug=slug, current=True)
    row = (
        Attestation.objects.visible_to(viewer)
        .filter(pk__in=brought_in.values("attestation_id"))
        .values_list("holder", "licence", "scope", "licensed_on", "made_at")
        .first()
    )
    return Attested(*row) if row else None
