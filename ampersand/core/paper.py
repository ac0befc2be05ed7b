"""From a page to a PDF file. Nothing outside is ever asked: every address is refused but those of our own two fonts."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from ampersand.core.charts.svg import CORNERS

FONTS = Path(__file__).parent / "static" / "core" / "fonts"
OURS = "ours:"
NAMES = frozenset({"figtree.woff2", "fraunces.woff2"})
INK = {
    1: ("#2b5c93", "#e2eaf3", "none"), 2: ("#875a0c", "#f3e9d2", "7 5"), 3: ("#7c3f70", "#f1e3ed", "1 5"),
    4: ("#1b6a70", "#dcecec", "12 4 2 4"), 5: ("#565169", "#e8e6ee", "2 4 10 4"), 6: ("#5d6119", "#ecedd7", "18 5"),
}  # fmt: skip
_HALO = re.compile(r' stroke="var\(--paper\)" stroke-width="4" stroke-linejoin="round" paint-order="stroke"')
_VAR = re.compile(r' (?:stroke|stroke-dasharray|fill)="var\([^"]*\)"')
_OTHER_SIZES = re.compile(r'<svg class="(?:slim|broad)".*?</svg>', re.S)
_WIDE = re.compile(r'(<svg class="wide"[^>]*>)')


class Refused(ValueError):
    """A page asked for something from outside."""


def pdf(html: str, style: Path) -> tuple[bytes, int]:
    """The page as a PDF file and how many pages it has; raises Refused when it asks for anything from outside."""
    from weasyprint import CSS, HTML  # takes half a second, and only jobs need it
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError

    fonts, fetcher = FontConfiguration(), _fetcher()
    sheet = CSS(string=style.read_text(encoding="utf-8"), font_config=fonts, url_fetcher=fetcher, base_url=OURS)
    page = HTML(string=dressed(html), url_fetcher=fetcher, base_url=None)
    try:
        made = page.render(stylesheets=[sheet], font_config=fonts)
        file: bytes = made.write_pdf()
    except FatalURLFetchingError as asked:  # no Exception, so that nothing else swallows it
        raise Refused("A page on paper asks for nothing from outside.") from asked
    return file, len(made.pages)


def dressed(html: str) -> str:
    """The page with its pictures in one size each and their colours inside them: paper has no variables."""
    one_size = _OTHER_SIZES.sub("", html)
    plain = _VAR.sub("", _HALO.sub("", one_size))
    return _WIDE.sub(lambda found: f"{found[1]}<style>{_picture_style()}</style>", plain)


@cache
def _picture_style() -> str:
    rules = [
        "text{font:14px Figtree,sans-serif;fill:#333} .strong{font-weight:600;fill:#000} .grid{stroke:#cfcabd}",
        ".axis{stroke:#857f72} .cut{stroke:#000;stroke-width:1.25;stroke-dasharray:2 4}",
        ".line{fill:none;stroke-width:2.5}",
        ".gap{stroke:#857f72;stroke-width:1.25} .turn{fill:none;stroke:#333;stroke-width:1.5} .tip{fill:#333}",
        ".bed{fill:#f3f1ea;stroke:#857f72} .ground{fill:none;stroke:#857f72;stroke-width:1.5} .bar-up{fill:#857f72}",
        ".open{fill:#fff;stroke-width:2}",
        ".both .line{stroke:#333} .both .dot{fill:#333} .both .step{fill:#f3f1ea;stroke:#333}",
    ]
    for hand, (ink, wash, dash) in INK.items():
        at = f'[data-hand="{hand}"]'
        rules.append(
            f"{at} .line{{stroke:{ink};stroke-dasharray:{dash}}} {at} .dot{{fill:{ink}}} {at} .open{{stroke:{ink}}}"
            f" {at} .band{{fill:{wash};opacity:.6}} {at} .step{{fill:{wash};stroke:{ink}}}"
            f" {at} path[stroke-opacity]{{stroke:{ink};stroke-dasharray:{dash}}}"
        )
    return " ".join(rules)


def _fetcher() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Ours(URLFetcher):  # type: ignore[misc]
        """Hands out our two fonts and refuses everything else, files of this machine too."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix(OURS)
            if url.startswith(OURS) and name in NAMES:
                return URLFetcherResponse(url, (FONTS / name).read_bytes(), {"Content-Type": "font/woff2"})
            raise FatalURLFetchingError("A page on paper asks for nothing from outside.")

    return Ours()


assert set(INK) == {1, 2, *CORNERS}
