"""A report as a PDF file, in its own style."""

from pathlib import Path

from ampersand.core import paper

STYLE = Path(__file__).parent / "static" / "reports" / "paper.css"
Refused, dressed, INK = paper.Refused, paper.dressed, paper.INK


def pdf(html: str) -> tuple[bytes, int]:
    """The page as a PDF file, and how many pages it has; raises Refused when it asks for anything from outside."""
    return paper.pdf(html, STYLE)
