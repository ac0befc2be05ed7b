"""The options of a question, each with its words, its code and the score that the file gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ampersand.fhir.reading import Element
from ampersand.measures.rules.instrument import Number

BASE = "http://hl7.org/fhir/StructureDefinition/"
WEIGHTS = tuple(
    BASE + name
    for name in (
        "itemWeight",
        "ordinalValue",
        "questionnaire-ordinalValue",
        "valueset-ordinalValue",
        "codesystem-ordinalValue",
        "iso21090-CO-value",
    )
)
WEIGHT_PROPERTIES = ("itemWeight", "ordinalValue", "weight")
PREFIX = BASE + "questionnaire-optionPrefix"
LOWEST, HIGHEST = BASE + "minValue", BASE + "maxValue"
MAX_OPTIONS = 101


@dataclass(frozen=True, slots=True)
class Option:
    """One option; `score` is None where the file gives none, `at` is its place in the file."""

    label: str
    score: Number | None
    system: str
    code: str
    at: str


def weight(*elements: Element | None) -> Number | None:
    """The score that an ordinalValue or itemWeight extension on one of these gives; two that differ are an error."""
    found: Number | None = None
    for element in elements:
        if element is None or "extension" not in element.data:
            continue
        for part in element.children("extension"):
            if part.data.get("url") not in WEIGHTS:
                continue
            value = part.number("valueDecimal")
            value = part.number("valueInteger") if value is None else value
            if value is None:
                raise part.error("valueDecimal", "is missing: a score without a number")
            if found is not None and found != value:
                raise part.error("valueDecimal", f"two scores for one option: {found} and {value}")
            found = value
    return found


@dataclass(frozen=True, slots=True)
class Inside:
    """What the file contains beside the form: value sets by id and address, code systems by address and code."""

    sets: Mapping[str, Element]
    systems: Mapping[str, Mapping[str, Element]]

    def concept(self, system: str, code: str) -> Element | None:
        """The entry of a contained code system."""
        return self.systems.get(system, {}).get(code)


def contained(form: Element) -> Inside:
    """The resources inside the file."""
    sets: dict[str, Element] = {}
    systems: dict[str, Mapping[str, Element]] = {}
    for one in form.children("contained"):
        kind = one.text("resourceType")
        if kind == "CodeSystem" and (url := one.text("url")):
            systems[url] = {concept.needed("code"): concept for concept in one.children("concept")}
        elif kind == "ValueSet":
            names = (f"#{one.text('id')}", one.text("url") or "")
            sets.update(dict.fromkeys((name for name in names if name), one))
    return Inside(sets, systems)


def read_options(item: Element, inside: Inside) -> list[Option]:
    """The options of a choice question, from answerOption, a contained value set, or a range of whole numbers."""
    options = [_option(one, inside) for one in _few(item, "answerOption")]
    if not options and item.has("answerValueSet"):
        options = _of_value_set(item, inside)
    if not options and item.text("type") == "integer":
        options = _of_range(item)
    if len(options) > MAX_OPTIONS:
        raise item.error("answerOption", f"has {len(options)} options; {MAX_OPTIONS} are the most")
    return options


def _few(element: Element, key: str) -> list[Element]:
    found = element.children(key)
    if len(found) > MAX_OPTIONS:
        raise element.error(key, f"has {len(found)} options; {MAX_OPTIONS} are the most")
    return found


def _option(one: Element, inside: Inside) -> Option:
    one.refuse_modifiers()
    coding = one.child("valueCoding")
    if coding is not None:
        system, code = coding.text("system", "") or "", coding.text("code", "") or ""
        return _coded(coding, system, code, weight(one, coding), inside)
    if one.has("valueInteger"):
        number = one.number("valueInteger")
        if number is None:
            raise one.error("valueInteger", "is missing")
        given = weight(one, one.child("_valueInteger"))
        label = _prefix(one) or str(number)
        return Option(label, number if given is None else given, "", str(number), one.at("valueInteger"))
    if one.has("valueString"):
        text = one.needed("valueString")
        return Option(text, weight(one, one.child("_valueString")), "", text, one.at("valueString"))
    raise one.error("", "no valueCoding, valueInteger or valueString")


def _of_value_set(item: Element, inside: Inside) -> list[Option]:
    address = item.needed("answerValueSet")
    held = inside.sets.get(address if address.startswith("#") else address.split("|")[0])
    if held is None:
        raise item.error(
            "answerValueSet", f"{address}: the options are not in this file; put the value set into contained"
        )
    options: list[Option] = []
    if expansion := held.child("expansion"):
        listed = _few(expansion, "contains")
        options = [
            _coded(one, one.text("system", "") or "", one.needed("code"), own_weight(one), inside) for one in listed
        ]
    if not options and (compose := held.child("compose")):
        options = _composed(compose, inside)
    if not options:
        raise held.error("", "holds no options")
    return options


def _composed(compose: Element, inside: Inside) -> list[Option]:
    if compose.children("exclude"):
        raise compose.error("exclude", "is not understood; list the options in include")
    options: list[Option] = []
    for part in _few(compose, "include"):
        if part.has("filter") or part.has("valueSet"):
            raise part.error("", "only options that are listed one by one are understood")
        system = part.text("system", "") or ""
        listed = _few(part, "concept") or list(inside.systems.get(system, {}).values())[: MAX_OPTIONS + 1]
        options += [_coded(one, system, one.needed("code"), own_weight(one), inside) for one in listed]
    return options


def _coded(one: Element, system: str, code: str, score: Number | None, inside: Inside) -> Option:
    concept = inside.concept(system, code)
    label = one.text("display") or (concept.text("display") if concept else None)
    if label is None:
        raise one.error("display", "is missing: the option has no words")
    if score is None and concept is not None:
        score = own_weight(concept)
    return Option(label, score, system, code, one.at(""))


def own_weight(one: Element) -> Number | None:
    """The score of a concept of a value set or code system: an extension, or a property as FHIR R5 writes it."""
    score = weight(one)
    for part in one.children("property"):
        if score is None and part.text("code") in WEIGHT_PROPERTIES:
            score = part.number("valueDecimal")
            score = part.number("valueInteger") if score is None else score
    return score


def _of_range(item: Element) -> list[Option]:
    lowest, highest = item.extension(LOWEST), item.extension(HIGHEST)
    if lowest is None or highest is None:
        raise item.error("", "an integer question needs answerOption, or minValue and maxValue")
    first, last = lowest.number("valueInteger"), highest.number("valueInteger")
    if not isinstance(first, int) or not isinstance(last, int) or not 1 <= last - first < MAX_OPTIONS:
        raise item.error("", f"minValue and maxValue must be whole numbers with at most {MAX_OPTIONS - 1} between them")
    return [Option(str(code), code, "", str(code), item.at("")) for code in range(first, last + 1)]


def _prefix(one: Element) -> str | None:
    part = one.extension(PREFIX)
    return part.text("valueString") if part else None
