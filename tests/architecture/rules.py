"""The house rules as questions to one file: each answers with what is wrong, so that a test can see them fail."""

import ast
import re
from collections.abc import Collection, Iterator

MANAGERS = {"_base_manager", "_default_manager"}
RAW = {"RawSQL", "raw", "extra"}


def in_module(source: str, *, without_viewer: bool = False, with_sql: bool = False) -> Iterator[str]:
    """What a Python file may not do; the flags say that reading without a viewer, or raw SQL, is its task."""
    for node in ast.walk(ast.parse(source)):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.ImportFrom | ast.Import):
            yield from _in_import(node)
        elif isinstance(node, ast.Attribute) and node.attr in MANAGERS and not without_viewer:
            yield f"line {line}: reads without a viewer"
        elif isinstance(node, ast.Call):
            name = _name(node.func)
            if name == "QuerySet" and not without_viewer:
                yield f"line {line}: reads without a viewer"
            if (name in RAW or (name == "cursor" and "connection" in ast.unparse(node.func))) and not with_sql:
                yield f"line {line}: SQL of its own"
            if name in {"eval", "exec"}:
                yield f"line {line}: runs text as a program"


def _in_import(node: ast.ImportFrom | ast.Import) -> Iterator[str]:
    named = [alias.name for alias in node.names] + [getattr(node, "module", "") or ""]
    if any(name.startswith("django.dispatch") or name.endswith("signals") for name in named):
        yield f"line {node.lineno}: signals"
    if any(alias.name == "QuerySet" and alias.asname for alias in node.names):
        yield f"line {node.lineno}: QuerySet under another name"


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def in_pages(source: str) -> Iterator[str]:
    """What a file of pages may not do: read as the program itself."""
    if "system_scope" in source:
        yield "a page opens a system scope"


def in_template(text: str) -> Iterator[str]:
    """What a template may not hold, since the content policy would refuse it or a name could become a tag."""
    if re.search(r"<style|\sstyle\s*=", text, re.I):
        yield "inline style"
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", text, re.S | re.I)
    if re.search(r"\son[a-z]+\s*=\s*[\"']|javascript:|hx-on", text, re.I) or any(one.strip() for one in scripts):
        yield "inline script"
    if re.search(r"\|\s*safe\b|autoescape\s+off", text):
        yield "text that is not escaped"
    if re.search(r"\b(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", text):
        yield "something from another host"


def exempt(source: str, names: Collection[str]) -> list[str]:
    """Where a file uses one of these names, such as csrf_exempt, other than to import it."""
    return [
        node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name) and node.id in names
    ]  # fmt: skip
