"""The texts that people sign: never edited in place, complete, and readable as they stand."""

import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

from ampersand.cases import content
from ampersand.cases.rules import documents
from ampersand.cases.rules.confidentiality import SAFETY, SIGNED
from ampersand.cases.rules.documents import REQUIRED, BadDocument

CONSENTS = Path(content.__file__).parent.parent / "content" / "consents"
FACTS = {"practice": "Linden House", "therapists": "Dana", "years": "7", "consents_at": "16", "complaints": "Ask."}
AGREEMENTS = [("couple", policy) for policy in SIGNED] + [("family", policy) for policy in SIGNED]


def test_no_text_was_ever_edited_in_place() -> None:
    known = tomllib.loads((CONSENTS / "digests.toml").read_text(encoding="utf-8"))
    found = {str(path.relative_to(CONSENTS)): sha256(path.read_bytes()).hexdigest() for path in CONSENTS.glob("*/*.md")}
    assert found == known, "write the next version beside the old one and add its line to digests.toml"


@pytest.mark.parametrize(("kind", "policy"), [*AGREEMENTS, ("individual", "none")])
def test_an_agreement_says_everything_that_must_be_said_before_the_start(kind: str, policy: str) -> None:
    ready = content.agreement(kind, policy, FACTS)
    text = documents.parse(ready.text)
    assert set(text.keys) >= REQUIRED
    assert SAFETY.rstrip(".") in ready.text
    assert "{" not in ready.text
    assert len(set(text.keys)) == len(text.keys)
    assert all(len(part.short) < 170 for part in text.sections), "the short version is short"


@pytest.mark.parametrize(
    "slug", ["for-guardians", "for-children", "earlier-content", "going-on-alone", "going-on-with-you"]
)
def test_every_other_text_can_be_read(slug: str) -> None:
    assert documents.parse(content.other(slug, FACTS).text).sections


def test_another_fact_is_another_text() -> None:
    first = content.agreement("couple", "B", FACTS)
    assert first.digest == content.agreement("couple", "B", dict(FACTS)).digest
    assert first.digest != content.agreement("couple", "A", FACTS).digest
    assert first.digest != content.agreement("couple", "B", FACTS | {"years": "10"}).digest


def test_a_practice_puts_its_own_text_before_ours(settings: object, tmp_path: Path) -> None:
    folder = tmp_path / "consents" / "earlier-content"
    folder.mkdir(parents=True)
    for number, words in ((2, "old"), (10, "new")):
        (folder / f"v{number}.en.md").write_text(f"# T\n## k: H\n> {words}.\n\nText.\n", encoding="utf-8")
    before = settings.CONTENT_DIRS
    settings.CONTENT_DIRS = [tmp_path, *before]
    content.source.cache_clear()
    try:
        ready = content.other("earlier-content", FACTS)
        assert (ready.version, documents.parse(ready.text).sections[0].short) == ("10", "new.")
    finally:
        settings.CONTENT_DIRS = before
        content.source.cache_clear()


def test_paragraphs_lists_and_tables() -> None:
    source = "# T\n## k: Heading\n> Short,\n> and on.\n\nOne\nline.\n\n- a\n- b\n  more\n\n"
    source += "| x | y |\n| --- | --- |\n| 1 | 2 |\n"
    part = documents.parse(source).sections[0]
    assert (part.key, part.heading, part.short) == ("k", "Heading", "Short, and on.")
    assert [block.kind for block in part.blocks] == ["text", "list", "table"]
    assert part.blocks[0].lines == ("One line.",)
    assert part.blocks[1].lines == ("a", "b more")
    assert (part.blocks[2].head, part.blocks[2].body) == (("x", "y"), (("1", "2"),))


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("no title", "line 1"),
        ("# T\n## Heading without key\n> s\n\nt", "line 2"),
        ("# T\n## k: H\n\nonly the full text", "line 2"),
    ],
)
def test_a_wrong_text_is_refused_with_its_line(source: str, says: str) -> None:
    with pytest.raises(BadDocument, match=says):
        documents.parse(source)


def test_what_is_not_known_is_not_left_out_silently() -> None:
    with pytest.raises(BadDocument, match="nobody"):
        documents.fill("{nobody}", FACTS)
    with pytest.raises(BadDocument, match="elsewhere"):
        documents.compose("{{elsewhere}}", {})
