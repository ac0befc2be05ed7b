"""The tables in the docs are those of the code."""

import importlib.util
from importlib.machinery import SourceFileLoader
from pathlib import Path

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
