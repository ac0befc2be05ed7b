"""The docs tell the truth: tables are those of the code; files, commands and decisions that they name are there."""

import importlib.util
import re
from collections import Counter
from importlib.machinery import SourceFileLoader
from pathlib import Path

from django.core.management import get_commands

HOUSE = Path(__file__).resolve().parent.parent.parent
SCRIPT = HOUSE / "scripts" / "generate-docs"


def test_every_generated_table_is_current() -> None:
    spec = importlib.util.spec_from_loader("generate_docs", SourceFileLoader("generate_docs", str(SCRIPT)))
    assert spec
    assert spec.loader
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    assert not [path.name for path in generate.stale()], "run scripts/generate-docs"
    marked = [name for path in HOUSE.glob("docs/**/*.md") for _, name, _ in generate.MARKED.findall(path.read_text())]
    assert set(marked) == set(generate.TABLES)


PAGES = [path for path in sorted(HOUSE.rglob("*.md")) if not {".venv", "node_modules"} & set(path.parts)]


def test_every_link_leads_somewhere() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:|#", link):
                assert (page.parent / link.split("#")[0]).exists(), f"{page.relative_to(HOUSE)}: {link}"


def test_every_decision_has_a_number_of_its_own_and_every_mention_finds_it() -> None:
    numbers = []
    for path in sorted((HOUSE / "docs/decisions").glob("0*.md")):
        number = re.match(r"# (\d+)\. ", path.read_text(encoding="utf-8"))
        assert number, path.name
        assert int(path.name[:4]) == int(number[1]), path.name
        numbers.append(int(number[1]))
    assert [number for number, times in Counter(numbers).items() if times > 1] == []
    for path in PAGES:
        for named in re.findall(r"decisions/(\d{4}-[\w-]+\.md)", path.read_text(encoding="utf-8")):
            assert (HOUSE / "docs/decisions" / named).exists(), f"{path.relative_to(HOUSE)}: {named}"


def test_every_command_that_is_named_is_there() -> None:
    commands = {name.replace("_", "-") for name in get_commands()}
    targets = set(re.findall(r"^([a-z-]+):", (HOUSE / "Makefile").read_text(encoding="utf-8"), re.M))
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for named in re.findall(r"^(?:\$ )?(?:\.venv/bin/)?ampersand ([a-z-]+)", text, re.M):
            assert named in commands, f"{page.relative_to(HOUSE)}: ampersand {named}"
        for named in re.findall(r"`make ([a-z-]+)`|^make ([a-z-]+)", text, re.M):
            assert set(named) & targets, f"{page.relative_to(HOUSE)}: make {named}"


def test_every_part_of_the_house_that_is_named_is_there() -> None:
    for page in (HOUSE / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")):
        for named in re.findall(r"`((?:ampersand|tests|docs|scripts|requirements)/[\w./-]+)", page.read_text("utf-8")):
            assert (HOUSE / named).exists(), f"{page.name}: {named}"
