"""Reading FHIR JSON that someone else wrote: bounded, typed, and every error names its place inside the file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from ampersand.core.reading import ContentError

MAX_TEXT = 8_000
MAX_NUMBER = 1_000_000


@dataclass(slots=True)  # made for every object of a large file: freezing it costs a third of the reading
class Element:
    """One JSON object and where it stands; what is absent is None, what has the wrong type is a ContentError."""

    file: str
    data: Mapping[str, Any]
    path: str = ""

    def error(self, key: str, reason: str) -> ContentError:
        """An error at a key of this object, or at the object itself when the key is empty."""
        return ContentError(reason, self.file, self.at(key))

    def at(self, key: str) -> str:
        """The path of a key."""
        return f"{self.path}.{key}" if self.path and key else self.path or key

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.data

    def text(self, key: str, default: str | None = None) -> str | None:
        """Text that is not empty, without outer blanks; the default when absent."""
        value = self.data.get(key)
        if value is None:
            return default
        if not isinstance(value, str):
            raise self.error(key, f"must be text, is {kind_of(value)}")
        return clean(value, self, key) or default

    def needed(self, key: str) -> str:
        """Text that must be there."""
        value = self.text(key)
        if value is None:
            raise self.error(key, "is missing")
        return value

    def number(self, key: str) -> int | float | None:
        """A number of ordinary size; a whole one comes back as int."""
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(key, f"must be a number, is {kind_of(value)}")
        if not abs(value) <= MAX_NUMBER:
            raise self.error(key, f"must be a number of at most {MAX_NUMBER}")
        return int(value) if value == int(value) else value

    def flag(self, key: str) -> bool | None:
        """True, false or absent."""
        value = self.data.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.error(key, f"must be true or false, is {kind_of(value)}")
        return value

    def child(self, key: str) -> Element | None:
        """The object at a key."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.error(key, f"must be an object, is {kind_of(value)}")
        return Element(self.file, value, self.at(key))

    def children(self, key: str) -> list[Element]:
        """The objects of a list; an absent list is empty."""
        values = self.data.get(key)
        if values is None:
            return []
        if not isinstance(values, list):
            raise self.error(key, f"must be a list, is {kind_of(values)}")
        found: list[Element] = []
        start = self.at(key)
        for position, value in enumerate(values):
            if not isinstance(value, dict):
                raise self.error(f"{key}[{position}]", f"must be an object, is {kind_of(value)}")
            found.append(Element(self.file, value, f"{start}[{position}]"))
        return found

    def extension(self, *urls: str) -> Element | None:
        """The first extension with one of these addresses."""
        if "extension" not in self.data:
            return None
        return next((part for part in self.children("extension") if part.data.get("url") in urls), None)

    def refuse_modifiers(self) -> None:
        """Stop at an extension that says it changes the meaning: it must not be passed over."""
        for part in self.children("modifierExtension"):
            raise part.error("", f"changes the meaning of what it stands on and is not understood ({part.text('url')})")


def parse(text: str, file: str, where: str = "") -> Element:
    """One JSON object; ContentError for anything that is not strict, sane JSON."""
    try:
        data = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except RecursionError:
        raise ContentError("is nested too deeply", file, where) from None
    except json.JSONDecodeError as error:
        if text.lstrip().startswith("<"):
            raise ContentError("is XML; only JSON is read, so ask for that", file, where) from None
        place = where or f"line {error.lineno}, column {error.colno}"
        raise ContentError(f"is not valid JSON: {error.msg}", file, place) from None
    except ValueError as error:
        raise ContentError(f"is not valid JSON: {str(error)[:200]}", file, where) from None
    if not isinstance(data, dict):
        raise ContentError(f"must hold an object, holds {kind_of(data)}", file, where)
    return Element(file, data, where)


def decode(content: bytes, file: str) -> str:
    """UTF-8 text, with or without a byte order mark."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContentError(f"is not UTF-8 text (byte {error.start}); save it as UTF-8", file) from None


def clean(value: str, element: Element, key: str) -> str:
    """The text without outer blanks; characters that no database keeps are refused."""
    if len(value) > MAX_TEXT:
        raise element.error(key, f"is longer than {MAX_TEXT} characters")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise element.error(key, "holds a character that is not text") from None
    if "\x00" in value:
        raise element.error(key, "holds a character that is not text")
    return value.strip()


def kind_of(value: object) -> str:
    """What a JSON value is, in words; its content is not repeated, it may be private."""
    if value is None:
        return "null"
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "an object"}
    return names.get(type(value), "something else")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(f"the key {twice[:60]!r} appears twice in one object")
    return found


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number in JSON")
