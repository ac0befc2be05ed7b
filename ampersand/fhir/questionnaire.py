"""A FHIR Questionnaire (R4, R4B or R5) as an instrument with its words.

The file says the questions, their options and scores, and when they are asked. It cannot say which direction is
better, what is clinical, or how many answers may be missing: the person who imports it does (`Told`), and what they do
not say is left out, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ampersand.core.reading import ContentError, Document
from ampersand.fhir.conditions import Question, When, asked_when
from ampersand.fhir.options import Option, contained, read_options
from ampersand.fhir.reading import Element, decode, parse
from ampersand.measures.rules.instrument import Instrument, Number
from ampersand.measures.rules.known_faults import speaks_of_dying
from ampersand.measures.rules.loading import from_data

CHOICES = ("choice", "open-choice", "coding")
LEFT_OUT = (
    "string", "text", "date", "dateTime", "time", "url", "attachment", "reference", "quantity", "decimal", "question",
)  # fmt: skip
CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
MAX_BYTES, MAX_ITEMS, MAX_DEPTH = 4_000_000, 300, 12
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the person who imports a form says about it."""

    higher_is_better: bool
    holder: str
    licence: str
    slug: str = ""
    about: Literal["self", "relationship"] = "self"
    method: Literal["sum", "mean"] = "sum"
    missing_allowed: int = 0
    cutoff: Number | None = None
    sd: Number | None = None
    reliability: Number | None = None
    citation: str = ""
    safety: tuple[tuple[str, Number], ...] = ()
    no_safety_item: bool = False
    unscored: frozenset[str] = frozenset()
    yes_counts_one: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """An instrument, how other systems name its parts, and what the reader should know about the file."""

    instrument: Instrument
    known_as: Mapping[str, Any]
    remarks: tuple[str, ...]
    codes: frozenset[str]
    description: str


@dataclass
class _Form:
    """What has been read so far."""

    told: Told
    items: list[dict[str, Any]] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    scales: dict[str, list[Number]] = field(default_factory=dict)
    labels: dict[str, list[str]] = field(default_factory=dict)
    groups: list[dict[str, Any]] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, Element] = field(default_factory=dict)
    links: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    totals: list[tuple[str, str]] = field(default_factory=list)
    opening: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_questionnaire(content: bytes, file: str, told: Told, taken: Container[str] = ()) -> Read:
    """The instrument a file describes; ContentError says what is wrong and where. `taken` are slugs not to be used."""
    if len(content) > MAX_BYTES:
        raise ContentError(f"is larger than {MAX_BYTES // 1_000_000} MB", file)
    top = parse(decode(content, file), file)
    if top.text("resourceType") != "Questionnaire":
        raise top.error("resourceType", "must be Questionnaire")
    top.refuse_modifiers()
    title = top.text("title") or top.needed("name")
    form = _Form(told)
    inside = contained(top)
    _walk(form, top.children("item"), inside, None, "", 0)
    if not any(item.get("scored", True) for item in form.items):
        raise top.error("item", "no question with scored options")
    _check_told(form, top)
    slug = _slug(told, title, taken, top, form.remarks)
    data = _data(form, top, slug, title, file)
    instrument = from_data(data, Document(file))
    form.codes |= {one.text("code", "") or "" for one in top.children("code")}
    about = " ".join(value for key in ("description", "purpose") if isinstance(value := top.data.get(key), str))
    return Read(instrument, _known_as(form, top), tuple(form.remarks), frozenset(form.codes), about)


def _walk(form: _Form, items: list[Element], inside: Any, outer: When | None, stem: str, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise items[0].error("", "is nested too deeply") if items else ContentError("is nested too deeply")
    for item in items:
        item.refuse_modifiers()
        kind = item.needed("type")
        link = item.needed("linkId")
        if link in form.links:
            raise item.error("linkId", f"{link[:80]!r} appears twice")
        form.links.add(link)
        form.codes |= {one.text("code", "") or "" for one in item.children("code")}
        children = item.children("item")
        if kind == "display":
            if not form.items and depth == 0 and (text := item.text("text")):
                form.opening.append(text)
        elif kind == "group":
            when = asked_when(item, form.questions, outer)
            _walk(form, children, inside, when, _stem(item, children) or stem, depth + 1)
        else:
            when = outer
            if not _is_total(form, item, kind, link) and kind not in LEFT_OUT:
                when = asked_when(item, form.questions, outer)
                _question(form, item, kind, link, read_options(item, inside) if kind != "boolean" else [], when, stem)
            elif kind in LEFT_OUT and not _calculated(item, kind):
                form.remarks.append(f"{item.at('')}: a {kind} question is left out; only options can be scored")
            _walk(form, children, inside, when, stem, depth + 1)


def _stem(group: Element, children: list[Element]) -> str:
    text = group.text("text")
    if text is None and children and children[0].text("type") == "display":
        text = children[0].text("text")
    return text or ""


def _calculated(item: Element, kind: str) -> bool:
    numeric = kind in ("decimal", "integer", "quantity")
    plain = item.flag("readOnly") is True and not item.has("answerOption")
    return numeric and (item.extension(CALCULATED) is not None or plain)


def _is_total(form: _Form, item: Element, kind: str, link: str) -> bool:
    if not _calculated(item, kind):
        return False
    part = item.extension(CALCULATED)
    rule = part.child("valueExpression") if part else None
    form.totals.append((link, f"{link} {item.text('text', '')}".lower()))
    words = (rule.text("expression", "") or "" if rule else "").lower()
    if form.told.method == "sum" and any(sign in words for sign in ("avg(", "mean", " / ", " * ")):
        form.remarks.append(
            f"{item.at('')}: the file does not only add up ({words[:120]}); here the score is a plain sum"
        )
    return True


def _question(
    form: _Form, item: Element, kind: str, link: str, options: list[Option], when: When | None, stem: str
) -> None:
    if kind not in (*CHOICES, "boolean", "integer"):
        raise item.error("type", f"{kind[:40]!r} is not understood")
    if item.flag("repeats"):
        raise item.error("repeats", "more than one answer to a question cannot be scored")
    if kind == "boolean":
        options = _yes_no(form.told, item)
    if len(options) < 2:
        raise item.error("answerOption", "at least two options are needed")
    if kind == "open-choice" or item.text("answerConstraint") in ("optionsOrString", "optionsOrType"):
        form.remarks.append(f"{item.at('')}: answers in own words are left out; only the options can be chosen")
    number = str(len(form.items) + 1)
    if len(form.items) >= MAX_ITEMS:
        raise item.error("", f"more than {MAX_ITEMS} questions")
    scored = link not in form.told.unscored and number not in form.told.unscored
    plain: list[Number] = [option.score for option in options if option.score is not None]
    if scored:
        codes = _codes(item, options, link)
    else:
        codes = plain if len(set(plain)) == len(options) else list(range(len(options)))
    entry: dict[str, Any] = {"id": number, "scale": _scale(form, codes, [option.label for option in options])}
    if not scored:
        entry |= {"scored": False, "optional": True}
    if when is not None:
        entry["asked"] = {"item": when.item, "codes": list(when.codes)}
    form.items.append(entry)
    form.places[number] = item
    form.words[number] = item.text("text") or _display(item)
    form.questions[link] = Question(number, tuple(options), tuple(codes))
    form.names[number] = [link, *(f"{one.text('system', '')}|{one.needed('code')}" for one in item.children("code"))]
    if stem:
        if not form.groups or form.groups[-1]["stem"] != stem:
            form.groups.append({"items": [], "stem": stem})
        form.groups[-1]["items"].append(number)


def _yes_no(told: Told, item: Element) -> list[Option]:
    plain = told.yes_counts_one or item.text("linkId") in told.unscored
    yes, no = (1, 0) if plain else (None, None)
    return [Option("Yes", yes, "", "true", item.at("")), Option("No", no, "", "false", item.at(""))]


def _codes(item: Element, options: list[Option], link: str) -> list[Number]:
    codes: list[Number] = []
    for option in options:
        if option.score is None:
            yes_no = option.code in ("true", "false") and not option.system
            hint = (
                "if yes counts 1, say --yes-counts-one"
                if yes_no
                else f"if it does not count, say --unscored {link[:80]}"
            )
            raise ContentError(f"no score (ordinalValue or itemWeight); {hint}", item.file, option.at)
        if option.score in codes:
            raise ContentError(f"the score {option.score} stands on another option too", item.file, option.at)
        codes.append(option.score)
    return codes


def _display(item: Element) -> str:
    for one in item.children("code"):
        if text := one.text("display"):
            return text
    raise item.error("text", "is missing: the question has no words")


def _scale(form: _Form, codes: list[Number], labels: list[str]) -> str:
    for name, held in form.scales.items():
        if held == codes and form.labels[name] == labels:
            return name
    name = f"s{len(form.scales) + 1}"
    form.scales[name], form.labels[name] = codes, labels
    return name


def _check_told(form: _Form, top: Element) -> None:
    told = form.told
    known = form.names.keys() | form.links
    for name in (*told.unscored, *(item for item, _ in told.safety)):
        if name not in known:
            raise top.error("item", f"there is no question {name!r}")
    if (told.sd is None) != (told.reliability is None):
        raise ContentError("a change can only be judged with both --sd and --reliability", top.file)
    if told.sd is not None and told.reliability is not None and not (told.sd > 0 and 0 < told.reliability < 1):
        raise ContentError("--sd must be above 0 and --reliability between 0 and 1", top.file)
    if told.safety or told.no_safety_item:
        return
    for number, words in form.words.items():
        if speaks_of_dying(words) or "http://loinc.org|44260-8" in form.names[number]:
            raise form.places[number].error(
                "text",
                f"seems to ask about dying or self-harm: say which answers must reach the therapist "
                f"(--safety {number}:1), or --no-safety-item",
            )


def _slug(told: Told, title: str, taken: Container[str], top: Element, remarks: list[str]) -> str:
    if told.slug:
        if not SLUG.fullmatch(told.slug) or len(told.slug) > 60:
            raise ContentError(f"--slug must be small letters, digits and hyphens, is {told.slug[:60]!r}", top.file)
        if told.slug in taken:
            raise ContentError(f"{told.slug} comes with the program; choose another --slug", top.file)
        return told.slug
    short = re.sub(r"\[.*?\]", "", title.lower())
    slug = re.sub(r"[^a-z0-9]+", "-", short).strip("-")[:50].strip("-")
    if not slug:
        raise top.error("title", "has no Latin letters to make a short name from; say --slug")
    if slug in taken:
        remarks.append(f"{slug} comes with the program and is kept as it is; this file becomes {slug}-own")
        slug = f"{slug}-own"
    return slug


def _data(form: _Form, top: Element, slug: str, title: str, file: str) -> dict[str, Any]:
    """The instrument in the shape of our own files."""
    told = form.told
    version = (top.text("version") or "1")[:60]
    from_file = {"source": "file", "certainty": "1"}
    stated = {"source": "told", "certainty": "1" if told.citation else "M"}
    scored = [form.scales[item["scale"]] for item in form.items if item.get("scored", True)]
    ends = [[low(codes) for codes in scored] for low in (min, max)]
    divide = len(scored) if told.method == "mean" else 1
    data: dict[str, Any] = {
        "slug": slug,
        "version": version,
        "direction": "higher" if told.higher_is_better else "lower",
        "about": told.about,
        "minutes": max(1, round(len(form.items) / 5)),
        "frequency": {"kind": "intake_end"},
        "citation": told.citation or title,
        "items": form.items,
        "scales": form.scales,
        "scoring": {"method": told.method, "range": [sum(end) / divide if divide > 1 else sum(end) for end in ends]}
        | from_file,
        "missing": {"allowed": told.missing_allowed, "fill": "mean" if told.missing_allowed else "none"}
        | {"source": "told", "certainty": "P"},
        "rights": {"tier": "imported", "source": "licence", "certainty": "1"},
        "sources": {
            "file": f"{title}, version {version}, from {file}",
            "told": told.citation or "Stated by the practice when it brought the form in",
            "licence": f"Licence held by {told.holder}: {told.licence}",
        },
        "wording": {"words": _wording(form, top, title)},
    }
    return data | _judgement(form, top, stated, ends)


def _judgement(form: _Form, top: Element, stated: dict[str, Any], ends: list[list[Number]]) -> dict[str, Any]:
    told = form.told
    data: dict[str, Any] = {}
    if told.cutoff is not None:
        divide = len(ends[0]) if told.method == "mean" else 1
        if not sum(ends[0]) / divide <= told.cutoff <= sum(ends[1]) / divide:
            raise ContentError(f"--cutoff {told.cutoff} lies outside the range of the score", top.file)
        side = "below" if told.higher_is_better else "at_or_above"
        data["cutoffs"] = [{"id": "clinical", "value": told.cutoff, "clinical": side} | stated]
    if told.sd is not None:
        data["change"] = {"sd": {"value": told.sd} | stated, "reliability": {"value": told.reliability} | stated}
    if told.safety:
        chosen = {"source": "told", "certainty": "P"}  # who must be alerted is the practice's choice, never provisional
        numbers = [
            (form.questions[name].item if name in form.questions else name, least) for name, least in told.safety
        ]
        data["safety"] = [
            {"item": one, "at_least": least, "flag": f"item-{one}", "missing_flag": f"item-{one}-missing"} | chosen
            for one, least in numbers
        ]
    return data


def _wording(form: _Form, top: Element, title: str) -> dict[str, Any]:
    rights = top.text("copyright") or f"Used under a licence held by {form.told.holder}."
    return {
        "language": top.text("language", "en"),
        "title": title,
        "full_title": title,
        "instructions": "\n\n".join(form.opening),
        "scales": form.labels,
        "items": form.words,
        "rights": {"text": rights, "licence": form.told.licence},
    } | ({"groups": form.groups} if form.groups else {})


def _known_as(form: _Form, top: Element) -> dict[str, Any]:
    options = {
        question.item: {
            f"{one.system}|{one.code}": code for one, code in zip(question.options, question.codes, strict=True)
        }
        for question in form.questions.values()
    }
    named = [link for link, words in form.totals if "total" in words or "score" in words or "sum" in words]
    totals = named if named else [link for link, _ in form.totals]
    return {
        "url": top.text("url", ""),
        "version": top.text("version", ""),
        "codes": [f"{one.text('system', '')}|{one.needed('code')}" for one in top.children("code")],
        "items": form.names,
        "options": options,
        "totals": totals if len(totals) == 1 else [],
    }
