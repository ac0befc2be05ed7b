"""Whose answers a response holds, in which case, and what names the response in its own system."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ampersand.fhir.reading import Element

PERSON, CASE = "urn:ampersand:person", "urn:ampersand:case"

type Patients = Mapping[str, Element]


@dataclass(frozen=True)
class People:
    """The people a response names: its source (who answered) and its subject; `known` is whom foreign names mean."""

    resource: Element
    patients: Patients
    known: Mapping[str, str]

    def person(self) -> str:
        """Our name for the person (id or e-mail address); ContentError when nobody, or two people, are named."""
        found: dict[str, str] = {}
        named: list[str] = []
        for key in ("source", "subject", "author"):
            reference = self.resource.child(key)
            if reference is None or (key == "author" and found):
                continue
            for name in self._names(reference):
                if name.startswith(f"{PERSON}|"):
                    found.setdefault(key, name.partition("|")[2])
                elif name in self.known:
                    found.setdefault(key, self.known[name])
                named.append(name)
        people = {name.lower() for name in found.values()}
        if len(people) > 1:
            raise self.resource.error("subject", "and source name different people; whose answers are these?")
        if not people:
            who = f" and {named[0][:80]} is not in the list of people" if named else ""
            raise self.resource.error("subject", f"has no identifier of {PERSON}{who}")
        return people.pop()

    def case(self) -> str:
        """The case the response names, if it does."""
        extension = self.resource.extension(CASE)
        if extension is not None:
            return extension.text("valueString") or extension.text("valueUri") or ""
        subject = self.resource.child("subject")
        for name in self._names(subject) if subject else ():
            if name.startswith(f"{CASE}|"):
                return name.partition("|")[2]
        return ""

    def _names(self, reference: Element) -> Iterator[str]:
        identifier = reference.child("identifier")
        if identifier is not None:
            yield from _identifier(identifier)
        address = reference.text("reference")
        if not address:
            return
        yield address
        parts = address.rsplit("/", 2)
        short = "/".join(parts[-2:])
        if short != address:
            yield short
        if len(parts) > 1:
            yield parts[-1]
        held = self.patients.get(address) or self.patients.get(short) or self._inside(address)
        if held is not None:
            for one in held.children("identifier"):
                yield from _identifier(one)

    def _inside(self, address: str) -> Element | None:
        if not address.startswith("#"):
            return None
        return next((one for one in self.resource.children("contained") if one.text("id") == address[1:]), None)


def _identifier(identifier: Element) -> Iterator[str]:
    system, value = identifier.text("system", ""), identifier.text("value")
    if value:
        yield f"{system}|{value}"
        if not system:
            yield value


def source_of(resource: Element, full_url: str, origin: str) -> str:
    """What names this response in its own system, so that bringing it in again changes nothing."""
    held = resource.data.get("identifier")
    identifiers = resource.children("identifier") if isinstance(held, list) else [resource.child("identifier")]
    for one in identifiers:
        if one is not None and (value := one.text("value")):
            return _bounded(f"{origin}{one.text('system', '')}|{value}")
    if full_url and not full_url.startswith("urn:"):
        return _bounded(origin + full_url)
    if name := resource.text("id"):
        return _bounded(f"{origin}QuestionnaireResponse/{name}")
    told = {key: value for key, value in resource.data.items() if key not in ("text", "meta")}
    return _bounded(origin + "content:" + _digest(json.dumps(told, sort_keys=True)))


def _bounded(text: str) -> str:
    return text if len(text) <= 200 else text[:130] + ":" + _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
