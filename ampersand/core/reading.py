"""Reading a table of facts strictly: every key is expected, every value has its type, every error has its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any

type Path = tuple[str | int, ...]


class ContentError(ValueError):
    """A content file is wrong: which file, where inside it, on which line when that can be told, and why."""

    def __init__(self, reason: str, file: str = "", where: str = "", line: int | None = None) -> None:
        self.reason, self.file, self.where, self.line = reason, file, where, line
        place = ", ".join(part for part in (file, f"line {line}" if line else "", where) if part)
        super().__init__(f"{place}: {reason}" if place else reason)


@dataclass(frozen=True)
class Document:
    """The file a table was read from, with its text so that errors can name a line."""

    file: str
    text: str = ""

    def error(self, path: Path, reason: str) -> ContentError:
        """An error at a path inside this file."""
        return ContentError(reason, self.file, written(path), line_of(self.text, path) if self.text else None)


@dataclass
class Node:
    """One table of the file; asking for a key marks it as expected, and `done` refuses all others."""

    document: Document
    data: Mapping[str, Any]
    path: Path = ()
    _asked: set[str] = field(default_factory=set)

    def error(self, key: str | None, reason: str) -> ContentError:
        """An error at a key of this table, or at the table itself."""
        return self.document.error(self.path if key is None else (*self.path, key), reason)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        self._asked.add(key)
        return key in self.data

    def text(self, key: str, default: str | None = None, *, empty: bool = False) -> str:
        """A string, not empty unless allowed."""
        value = self._value(key, default)
        if not isinstance(value, str) or not (value.strip() or empty or value == default):
            raise self.error(key, f"must be {'text' if empty else 'text that is not empty'}, is {value!r}")
        return value

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """One of a closed list of words."""
        value = self._value(key, default)
        if value not in allowed:
            raise self.error(key, f"must be one of {', '.join(allowed)}, is {value!r}")
        return str(value)

    def number(self, key: str) -> int | float:
        """A finite number."""
        return self._number(key, self._value(key))

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number, 0 or above."""
        value = self._value(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.error(key, f"must be a whole number, 0 or above, is {value!r}")
        return value

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self._value(key, default)
        if not isinstance(value, bool):
            raise self.error(key, f"must be true or false, is {value!r}")
        return value

    def numbers(self, key: str) -> tuple[int | float, ...]:
        """A list of finite numbers, at least one."""
        return tuple(self._number(key, value) for value in self._list(key))

    def texts(self, key: str, default: tuple[str, ...] | None = None, *, empty: bool = False) -> tuple[str, ...]:
        """A list of strings, at least one unless there is a default."""
        if default is not None and not self.has(key):
            return default
        values = self._list(key)
        for value in values:
            if not isinstance(value, str) or not (value or empty):
                raise self.error(key, f"must hold text only, holds {value!r}")
        return tuple(values)

    def table(self, key: str) -> Node:
        """A table inside this one."""
        value = self._value(key)
        if not isinstance(value, Mapping):
            raise self.error(key, f"must be a table, is {value!r}")
        return Node(self.document, value, (*self.path, key))

    def tables(self, key: str) -> Iterator[Node]:
        """A list of tables; an absent key is an empty list."""
        values = self._list(key) if self.has(key) else []
        for position, value in enumerate(values):
            if not isinstance(value, Mapping):
                raise self.error(key, f"must hold tables only, holds {value!r}")
            yield Node(self.document, value, (*self.path, key, position))

    def done(self) -> None:
        """Refuse keys that nothing asked for."""
        for key in self.data:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                raise self.error(key, f"is not known here; known are {known}")

    def _value(self, key: str, default: Any = None) -> Any:
        self._asked.add(key)
        value = self.data.get(key, default)
        if value is None:
            raise self.error(None, f"{key} is missing")
        return value

    def _list(self, key: str) -> list[Any]:
        value = self._value(key)
        if not isinstance(value, Sequence) or isinstance(value, str) or not value:
            raise self.error(key, f"must be a list with at least one entry, is {value!r}")
        return list(value)

    def _number(self, key: str, value: Any) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < float("inf"):
            raise self.error(key, f"must be a number, is {value!r}")
        return value


def opened(file: File) -> Document:
    """A content file with its text; raises ContentError when it cannot be read."""
    try:
        return Document(str(file), file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"cannot be read: {error}", str(file)) from error


def parsed(document: Document) -> dict[str, Any]:
    """The tables of a TOML file; raises ContentError when it is none."""
    try:
        return tomllib.loads(document.text)
    except (ValueError, RecursionError) as error:
        raise ContentError(f"is not valid TOML: {str(error)[:200]}", document.file) from error


def written(path: Path) -> str:
    """A path as people write it: `bands[2].from`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


def line_of(text: str, path: Path) -> int | None:
    """The line (from 1) of a path inside TOML text, as near as it can be told without a parser that counts lines."""
    lines = text.splitlines()
    at: int | None = None
    for part in path:
        start = 0 if at is None else at
        found = _entry(lines, start, part) if isinstance(part, int) else _key(lines, start, part)
        if found is None:
            break
        at = found
    return None if at is None else at + 1


def _key(lines: Sequence[str], start: int, key: str) -> int | None:
    name = rf'"?{re.escape(key)}"?'
    pattern = re.compile(rf"^\s*\[\[?(?:.*\.)?{name}\]|^\s*{name}\s*=|[{{,]\s*{name}\s*=")
    return next((number for number in range(start, len(lines)) if pattern.search(lines[number])), None)


def _entry(lines: Sequence[str], start: int, position: int) -> int | None:
    header = lines[start].strip()
    if header.startswith("[["):
        same = [number for number in range(start, len(lines)) if lines[number].strip() == header]
    else:
        same = [number for number in range(start + 1, len(lines)) if lines[number].strip().startswith("{")]
    return same[position] if position < len(same) else None
