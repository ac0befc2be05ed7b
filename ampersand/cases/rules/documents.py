"""Texts that people sign: parts with a short version beside the full one, read from plain Markdown files.

    # Title
    ## key: Heading
    > The short version, in a sentence or two.
    The full text in paragraphs, `- ` lists and `| tables |`.

`{practice}` and the like are filled in before anyone reads it; what is signed is the filled text, known by its digest.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

REQUIRED = frozenset(
    {
        "client", "policy", "safety", "law", "who-sees", "release", "leaving", "court", "keeping", "stored",
        "complaints",
    }
)  # fmt: skip
_HEADING = re.compile(r"^## ([a-z-]+): (.+)$")
_PLACE = re.compile(r"\{([a-z_]+)\}")


class BadDocument(ValueError):
    """A text that cannot be read as one; says which line."""


@dataclass(frozen=True)
class Block:
    """A paragraph (one line), a list (its points) or a table (its rows of cells, the first is the head)."""

    kind: str
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def head(self) -> tuple[str, ...]:
        """The first row of a table."""
        return self.rows[0]

    @property
    def body(self) -> tuple[tuple[str, ...], ...]:
        """The other rows."""
        return self.rows[1:]


@dataclass(frozen=True)
class Section:
    """One part: its key, heading, short version and full text."""

    key: str
    heading: str
    short: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Text:
    """A whole text."""

    title: str
    sections: tuple[Section, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its parts, in order."""
        return tuple(section.key for section in self.sections)


def digest(source: str) -> str:
    """What a text is known by: SHA-256 of it, in 64 hexadecimal digits."""
    return sha256(source.encode()).hexdigest()


def compose(source: str, parts: Mapping[str, str]) -> str:
    """The text with each `{{name}}` line replaced by another file, without its title; raises BadDocument."""
    lines = []
    for line in source.splitlines():
        name = line.strip().removeprefix("{{").removesuffix("}}") if line.strip().startswith("{{") else ""
        if not name:
            lines.append(line)
        elif name in parts:
            lines += [part for part in parts[name].splitlines() if not part.startswith("# ")]
        else:
            raise BadDocument(f"nothing is known to stand at {{{{{name}}}}}")
    return "\n".join(lines).strip() + "\n"


def fill(source: str, facts: Mapping[str, str]) -> str:
    """The text with its facts; raises BadDocument when one is missing."""

    def fact(found: re.Match[str]) -> str:
        if found[1] not in facts:
            raise BadDocument(f"nothing is known for {{{found[1]}}}")
        return facts[found[1]]

    return _PLACE.sub(fact, source)


def parse(source: str) -> Text:
    """The text in its parts; raises BadDocument with the line."""
    title, sections, lines = "", [], source.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("## ")]
    for line in lines[: starts[0] if starts else len(lines)]:
        title = line.removeprefix("# ").strip() if line.startswith("# ") else title
    if not title or not starts:
        raise BadDocument("line 1: a text begins with '# Title' and has parts that begin with '## key: Heading'")
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        sections.append(_section(lines[start:end], start + 1))
    return Text(title, tuple(sections))


def _section(lines: Sequence[str], number: int) -> Section:
    found = _HEADING.match(lines[0])
    if not found:
        raise BadDocument(f"line {number}: a part begins with '## key: Heading'")
    short = " ".join(line.removeprefix(">").strip() for line in lines[1:] if line.startswith(">"))
    blocks = tuple(_block(chunk) for chunk in _chunks([line for line in lines[1:] if not line.startswith(">")]))
    if not short or not blocks:
        raise BadDocument(f"line {number}: '{found[2]}' needs a short version ('> ') and a full text")
    return Section(found[1], found[2].strip(), short, blocks)


def _chunks(lines: Sequence[str]) -> list[list[str]]:
    chunks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            chunks[-1].append(line.strip())
        elif chunks[-1]:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]


def _block(chunk: Sequence[str]) -> Block:
    if all(line.startswith("|") for line in chunk):
        rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in chunk]
        return Block("table", rows=tuple(row for row in rows if not set("".join(row)) <= {"-", ":", " "}))
    if chunk[0].startswith("- "):
        points: list[str] = []
        for line in chunk:
            if line.startswith("- "):
                points.append(line.removeprefix("- "))
            else:
                points[-1] += f" {line}"
        return Block("list", tuple(points))
    return Block("text", (" ".join(chunk),))
