"""What a plan for hard moments says, without a database: compared, told as text, and its file."""

import pytest

from ampersand.core.reading import ContentError, Document
from ampersand.safety.queries import plans
from ampersand.safety.rules.plans import KEYS, as_text, differing, read, tidy
from ampersand.safety.templatetags.plans import written

FIRST = {"signs": "I stop answering messages.", "tell": "Lena, 06 0000 0001"}
SECOND = FIRST | {"alone": "Round the park."}


def test_texts_are_compared_and_told_step_by_step() -> None:
    assert differing(tidy(FIRST), tidy(SECOND)) == ("alone",)
    assert tidy({"signs": " a\r\nb "})["signs"] == "a\nb"
    text = as_text(plans.blank(), tidy(FIRST), ["112 (in Germany)"])
    assert text.startswith("My plan for hard moments\n\n1. How I notice it building\nI stop")
    assert "5. Professionals and services\n-\n112 (in Germany)" in text
    assert "\n\nWhat makes it worth going on\n-\n" in text


@pytest.mark.parametrize(
    ("line", "link"),
    [
        ("Lena, 06 0000 0001.", "tel:0600000001"),
        ("+31 20 000 00 03, until five", "tel:+31200000003"),
        ("(020) 0000000", "tel:0200000000"),
        ("on 2026-11-19 at 12.50", None),
        ("12/11/2026", None),
        ("24 euros and 12 cents", None),
    ],
)
def test_numbers_in_a_plan_can_be_called_and_dates_cannot(line: str, link: str | None) -> None:
    assert (f'href="{link}"' in written(line)) if link else ("href" not in written(line))


def test_what_is_written_is_never_markup() -> None:
    assert (
        written("<b>06 0000 0001</b>")
        == '<p class="written">&lt;b&gt;<a href="tel:0600000001">06 0000 0001</a>&lt;/b&gt;</p>'
    )


def test_a_wrong_content_file_is_refused_with_its_place() -> None:
    steps = "".join(f'[[steps]]\nkey = "{key}"\ntitle = "T"\nhelp = "H"\nexample = "E"\n' for key in KEYS)
    head = 'source = "S"\ncertainty = "H"\ncredit = "C"\n'
    assert len(read(Document("plan.toml", head + steps)).steps) == 7
    with pytest.raises(ContentError, match="in this order"):
        read(Document("plan.toml", head + steps.replace('key = "alone"', 'key = "tell"', 1)))
    with pytest.raises(ContentError, match=r"line 7, steps\[0\]\.help"):
        read(Document("plan.toml", head + steps.replace('help = "H"', "help = 3", 1)))
