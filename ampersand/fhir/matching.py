"""How a response that another system wrote is recognised: which instrument, which question, which option.

Nothing is guessed. A question is known by its link id, its LOINC code or its exact words; an option by its code, its
score or its exact words; and where two of these disagree the answer is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ampersand.measures.rules.instrument import Instrument, Item, Number

LOINC = "http://loinc.org"
OWN_URL = "urn:ampersand:instrument:"
LOINC_CODE = re.compile(r"(?:^|/)(\d{1,6}-\d)$")

# LOINC's answer codes and their words. Source: LOINC 2.82 answer lists LL358-3, LL2179-1, LL2180-9, LL2181-7 and
# others, seen in public repositories.
LOINC_ANSWERS = {
    "LA6568-5": "Not at all",
    "LA6569-3": "Several days",
    "LA6570-1": "More than half the days",
    "LA6571-9": "Nearly every day",
    "LA6572-7": "Not difficult at all",
    "LA6573-5": "Somewhat difficult",
    "LA6574-3": "Very difficult",
    "LA6575-0": "Extremely difficult",
    "LA6270-8": "Never",
    "LA18926-8": "Monthly or less",
    "LA18927-6": "2-4 times a month",
    "LA18928-4": "2-3 times a week",
    "LA18929-2": "4 or more times a week",
    "LA15694-5": "1 or 2",
    "LA15695-2": "3 or 4",
    "LA18930-0": "5 or 6",
    "LA18931-8": "7 to 9",
    "LA18932-6": "10 or more",
    "LA18933-4": "Less than monthly",
    "LA18876-5": "Monthly",
    "LA18891-4": "Weekly",
    "LA18934-2": "Daily or almost daily",
    "LA33-6": "Yes",
    "LA32-8": "No",
}


@dataclass(frozen=True)
class Form:
    """An instrument as other systems may name it."""

    instrument: Instrument
    addresses: frozenset[str]
    version: str
    items: Mapping[str, str]
    telling: frozenset[str]
    words: Mapping[str, str]
    options: Mapping[str, Mapping[str, Number]]
    labels: Mapping[str, Mapping[str, Number]]
    totals: frozenset[str]
    by_id: Mapping[str, Item] = field(default_factory=dict)


@dataclass(frozen=True)
class Book:
    """All forms of a practice, and which address or LOINC code leads to which."""

    forms: tuple[Form, ...]
    by_address: Mapping[str, tuple[Form, ...]]

    @classmethod
    def of(cls, forms: Iterable[Form]) -> Book:
        """Index the forms; where two share an address the one with the right version is chosen later."""
        listed = tuple(forms)
        found: dict[str, tuple[Form, ...]] = {}
        for form in listed:
            for address in form.addresses:
                found[address] = (*found.get(address, ()), form)
        return cls(listed, found)

    def addressed(self, canonical: str) -> Form | None:
        """The form with this canonical address, with or without `|version`; the newest when the version is not held."""
        address, _, version = canonical.partition("|")
        address = address.partition("#")[0].rstrip("/")
        held = self.by_address.get(address) or self.by_address.get(_last(address).lower(), ())
        exact = [form for form in held if version and form.version == version]
        return next(iter(exact or held), None)

    def named(self, slug: str) -> Form | None:
        """The form with this short name."""
        return next((form for form in self.forms if form.instrument.slug == slug), None)

    def holding(self, keys: Iterable[str]) -> list[Form]:
        """The forms to which every one of these telling item keys belongs; those that ask exactly these come alone."""
        wanted = frozenset(keys)
        fit = [form for form in self.forms if wanted and wanted <= form.telling]
        exact = [form for form in fit if len({form.items[key] for key in wanted}) == len(form.instrument.items)]
        scored = [form for form in fit if len({form.items[key] for key in wanted}) == len(form.instrument.scored_items)]
        return exact or scored or fit


def form_of(instrument: Instrument, known_as: Mapping[str, Any] | None = None) -> Form:
    """How responses to an instrument are recognised; `known_as` is what its own FHIR file said."""
    said = known_as or {}
    items: dict[str, str] = {}
    for item_id, names in said.get("items", {}).items():
        for name in names:
            items[name.removeprefix(f"{LOINC}|")] = item_id
    items |= {fact.code: item_id for item_id, fact in instrument.loinc.items.items()}
    short = instrument.slug.replace("-", "")
    if not said:
        items |= {f"{short}{mark}{item.id}": item.id for item in instrument.items for mark in ("", "q")}
    telling = frozenset(items)
    if not said:
        items |= {name: item.id for item in instrument.items for name in (item.id, f"q{item.id}")}
    totals = set(said.get("totals", ()))
    addresses = {OWN_URL + instrument.slug, said.get("url", "").rstrip("/")}
    if not said:
        addresses |= {instrument.slug, short}
    if instrument.loinc.panel:
        addresses |= {instrument.loinc.panel.code, f"{LOINC}/q/{instrument.loinc.panel.code}"}
    if instrument.loinc.total:
        totals.add(instrument.loinc.total.code)
    labels = {item.id: _labels(instrument, item) for item in instrument.items}
    words = {flat(text): item_id for one in instrument.wording.values() for item_id, text in one.items.items()}
    return Form(
        instrument=instrument,
        addresses=frozenset(addresses - {""}),
        version=said.get("version", ""),
        items=items,
        telling=telling,
        words=words,
        options=said.get("options", {}),
        labels=labels,
        totals=frozenset(totals),
        by_id={item.id: item for item in instrument.items},
    )


@lru_cache(maxsize=4096)
def keys_of(link: str) -> tuple[str, ...]:
    """The names by which a link id may be known: as it is, the LOINC code at its end, and without signs ("phq9.1")."""
    code = LOINC_CODE.search(link)
    bare = re.sub(r"[\W_]+", "", link.lower())
    return (link, code[1], bare) if code else (link, bare)


@lru_cache(maxsize=4096)
def flat(text: str) -> str:
    """Words without signs, blanks and letter case, for exact comparison of what two systems print."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def _labels(instrument: Instrument, item: Item) -> dict[str, Number]:
    found: dict[str, Number] = {}
    for one in instrument.wording.values():
        for label, code in zip(one.scales[item.scale.id], item.scale.codes, strict=True):
            if label:
                found[flat(label)] = code
    return found


def _last(address: str) -> str:
    return address.rsplit("/", 1)[-1]
