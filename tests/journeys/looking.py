"""What is looked at on every page: axe, both themes, two widths, nothing that runs off sideways."""

from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
NARROWEST = 320  # as at 400% zoom
COLOURS = ["color-contrast", "link-in-text-block"]
SETTLED = """async () => {
  await document.fonts.ready;
  await Promise.allSettled(document.getAnimations().map((one) => one.finished));
}"""
OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll("main *, header *, footer *, nav *")]
    .filter((one) => one.getBoundingClientRect().right > wide + 1).slice(0, 5)
    .map((one) => one.outerHTML.slice(0, 160));
}"""
AXE = """async (rules) => {
  const found = await axe.run(document, {resultTypes: ["violations"], ...(rules && {runOnly: rules})});
  return found.violations.map((one) => one.id + ": " + one.help + "\\n    " +
    one.nodes.slice(0, 4).map((node) => node.html.slice(0, 200) + " " + (node.any[0]?.message ?? "")).join("\\n    "));
}"""


@cache
def axe_source() -> str:
    """The source of axe-core that its Python package brings."""
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def look(page: Page) -> None:
    """The page as anyone may have it: fails with everything that axe finds, and with what runs off sideways."""
    found: list[str] = []
    held = page.viewport_size
    page.evaluate(axe_source())
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            page.evaluate(SETTLED)
            rules: Any = None if theme == "light" else COLOURS
            found += [f"{theme}, {size['width']}: {words}" for words in page.evaluate(AXE, rules)]
        if sideways := page.evaluate(OVERFLOW):
            found.append(f"{size['width']}: runs off sideways: {sideways}")
    page.set_viewport_size({"width": NARROWEST, "height": 600})
    if sideways := page.evaluate(OVERFLOW):
        found.append(f"{NARROWEST}: runs off sideways: {sideways}")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(held or DESK)  # type: ignore[arg-type]
    assert not found, f"{page.url} ({page.title()})\n" + "\n".join(found)
