"""FHIR QuestionnaireResponses (R4, R4B, R5) as answers: a single resource, a Bundle, or one resource a line (NDJSON).

A response that cannot be taken becomes an Outcome with its place in the file; the others go on being read, so that one
look at the report shows everything that is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ampersand.core.reading import ContentError
from ampersand.fhir.answers import MAX_DEPTH, Seen, check_complete, gather
from ampersand.fhir.matching import Book, Form, keys_of
from ampersand.fhir.people import Patients, People, source_of
from ampersand.fhir.reading import Element, decode, parse
from ampersand.measures.rules.responses import Brought, Outcome, read_time

TAKEN = ("completed", "amended")
PASSED = {
    "in-progress": "is not finished",
    "stopped": "was stopped before the end",
    "entered-in-error": "was entered in error; what was brought in before stays",
}
NO_RESPONSE = "is no response"
MAX_BYTES, MAX_LINE, MAX_RESPONSES = 256_000_000, 1_000_000, 200_000


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What is needed to understand a file: the forms, whom foreign identifiers mean, and defaults."""

    book: Book
    zone: str
    now: datetime
    people: Mapping[str, str] = field(default_factory=dict)
    only: str = ""
    case: str = ""
    origin: str = ""


def read_responses(
    content: bytes, file: str, reader: Reader, progress: Callable[[int], None] = lambda done: None
) -> list[Brought | Outcome]:
    """Every response in a file, understood or refused; ContentError when the file as a whole cannot be read."""
    if len(content) > MAX_BYTES:
        raise ContentError(f"is larger than {MAX_BYTES // 1_000_000} MB; divide it", file)
    text = decode(content, file)
    found: list[Brought | Outcome] = []
    for resource, outcome, full_url, patients in _resources(text, file):
        if len(found) >= MAX_RESPONSES:
            raise ContentError(f"holds more than {MAX_RESPONSES} entries; divide it", file)
        found.append(outcome or _read(resource, full_url, patients, reader))
        if len(found) % 500 == 0:
            progress(len(found))
    if not found or all(isinstance(one, Outcome) and one.reason.startswith(NO_RESPONSE) for one in found):
        raise ContentError("holds no response", file)
    return found


def _resources(text: str, file: str) -> Iterator[tuple[Element, Outcome | None, str, Patients]]:
    """Each resource with its place, or what became of a line that cannot be read."""
    if _is_ndjson(text):
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        patients: dict[str, Element] = {}
        for number, line in lines:
            place = f"line {number}"
            if len(line) > MAX_LINE:
                yield Element(file, {}, place), Outcome(place, "refused", "the line is too long"), "", patients
                continue
            try:
                resource = parse(line, file, place)
                _note_patient(resource, "", patients)
            except ContentError as error:
                yield Element(file, {}, place), Outcome(place, "refused", error.reason), "", patients
                continue
            if not _is_beside(resource):
                yield resource, None, "", patients
        return
    top = parse(text, file)
    if top.data.get("resourceType") != "Bundle":
        yield top, None, "", {}
        return
    entries = [(entry, entry.child("resource")) for entry in top.children("entry")]
    known: dict[str, Element] = {}
    for entry, held in entries:
        if held is not None:
            _note_patient(held, entry.text("fullUrl", "") or "", known)
    for entry, held in entries:
        if held is not None and not _is_beside(held):
            yield held, None, entry.text("fullUrl", "") or "", known


def _is_ndjson(text: str) -> bool:
    """Whether the first line is a whole object and more follow."""
    first, _, rest = text.lstrip().partition("\n")
    if not rest.strip() or not first.rstrip().endswith("}") or len(first) > MAX_LINE:
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _is_beside(resource: Element) -> bool:
    return resource.data.get("resourceType") in (
        "Patient",
        "Group",
        "OperationOutcome",
        "Questionnaire",
        "Practitioner",
    )


def _note_patient(resource: Element, full_url: str, known: dict[str, Element]) -> None:
    if resource.data.get("resourceType") not in ("Patient", "RelatedPerson", "Group"):
        return
    kind = resource.text("resourceType")
    if full_url:
        known[full_url] = resource
    if name := resource.text("id"):
        known[f"{kind}/{name}"] = resource


def _read(resource: Element, full_url: str, patients: Patients, reader: Reader) -> Brought | Outcome:
    place = resource.path or "the resource"
    slug = ""
    try:
        if resource.needed("resourceType") != "QuestionnaireResponse":
            return Outcome(place, "passed over", f"{NO_RESPONSE} but {resource.needed('resourceType')[:40]}")
        resource.refuse_modifiers()
        status = resource.needed("status")
        if status in PASSED:
            return Outcome(place, "passed over", PASSED[status])
        if status not in TAKEN:
            raise resource.error("status", f"{status[:40]!r} is not known")
        form = _form(resource, reader)
        slug = form.instrument.slug
        return _understood(resource, full_url, patients, reader, form, place)
    except ContentError as error:
        return Outcome(place, "refused", _short(error, resource), slug)
    except ValueError as error:
        return Outcome(place, "refused", str(error)[:300], slug)


def _short(error: ContentError, resource: Element) -> str:
    where = error.where.removeprefix(resource.path).lstrip(".")
    return f"{where}: {error.reason}"[:400] if where else error.reason[:400]


def _understood(
    resource: Element, full_url: str, patients: Patients, reader: Reader, form: Form, place: str
) -> Brought:
    seen = Seen()
    gather(seen, form, resource.children("item"))
    check_complete(seen, form, resource)
    try:
        taken_at = read_time(resource.needed("authored"), reader.zone, reader.now)
    except ContentError:
        raise
    except ValueError as error:
        raise resource.error("authored", str(error)) from None
    people = People(resource, patients, reader.people)
    return Brought(
        place=place,
        person=people.person(),
        case=people.case() or reader.case,
        instrument=form.instrument,
        taken_at=taken_at,
        answers=seen.answers,
        stated=seen.stated,
        source=source_of(resource, full_url, reader.origin),
    )


def _form(resource: Element, reader: Reader) -> Form:
    """The instrument a response belongs to: as told, by its address, by a contained form's codes, or by its items."""
    if reader.only:
        form = reader.book.named(reader.only)
        if form is None:
            raise ContentError(f"there is no instrument {reader.only[:60]!r} here", resource.file)
        return form
    address = resource.text("questionnaire", "") or ""
    if address and not address.startswith("#") and (form := reader.book.addressed(address)):
        return form
    for inside in resource.children("contained"):
        if inside.data.get("resourceType") == "Questionnaire":
            names = [inside.text("url", "") or "", *(one.text("code", "") or "" for one in inside.children("code"))]
            for name in names:
                if name and (form := reader.book.addressed(name)):
                    return form
    found = reader.book.holding(_telling(resource.children("item"), reader.book))
    if len(found) == 1:
        return found[0]
    said = f"{address[:120]!r} is not known here" if address else "is missing"
    if found:
        names = [form.instrument.slug for form in found]
        said += f", and the items fit {', '.join(names[:5])}"
    raise resource.error("questionnaire", f"{said}; import the form first, or say --instrument")


def _telling(items: list[Element], book: Book, depth: int = 0) -> set[str]:
    """The keys of answered items that some form knows for certain; totals aside."""
    found: set[str] = set()
    if depth > MAX_DEPTH:
        return found
    for item in items:
        keys = keys_of(item.text("linkId", "") or "")
        if item.children("answer"):
            found |= {key for key in keys if any(key in form.telling for form in book.forms)}
        found |= _telling(item.children("item"), book, depth + 1)
    return found
