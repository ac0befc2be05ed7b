"""From the result to a therapist: with the right filters, and with those answers alone that were ticked."""

import html
import re
from urllib.parse import parse_qs

import pytest
from django.test import Client

from ampersand.guide.rules.loading import shipped
from ampersand.guide.tests.by_hand import SENSITIVE
from ampersand.guide.tests.walking import Answers, Walk, walked

FIND = "/find/"
COUPLE = {"main_concern": "relationship", "my_commitment": "in", "conflict": "stuck", "danger": "none", "afraid": "no"}


def looked_for(walk: Walk) -> dict[str, list[str]]:
    """What the result's own button asks the directory for."""
    if link := re.search(rf'<a class="button main" href="{FIND}\?([^"]*)"', walk.body):
        return parse_qs(html.unescape(link[1]))
    form = walk.body.split(f'action="{FIND}"')[1].split("</form>")[0]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        (COUPLE, {"for": ["couple"]}),
        ({**COUPLE, "personal": "yes"}, {"for": ["individual", "couple"]}),
        ({"main_concern": "family"}, {"for": ["family"]}),
        ({"main_concern": "self", "my_commitment": "no_partner"}, {"for": ["individual"]}),
        ({**COUPLE, "my_commitment": "unsure"}, {"for": ["couple"], "concern": ["deciding"]}),
        ({**COUPLE, "trauma": "yes"}, {"for": ["individual"], "concern": ["trauma"]}),
        ({}, {"for": ["individual", "couple"]}),
    ],
)
def test_the_button_looks_for_the_right_people(answers: Answers, wanted: dict[str, list[str]]) -> None:
    walk = walked(answers)
    assert looked_for(walk) == wanted
    assert "concern=" not in walk.body


@pytest.mark.parametrize(
    "answers",
    [
        {"afraid": "yes"},
        {"danger": "now"},
        {"age_band": "under_16"},
        {**COUPLE, "private_now": "no"},
        {"self_harm": "active"},
    ],
)
def test_nobody_is_sent_to_look_for_a_therapist_while_something_else_comes_first(answers: Answers) -> None:
    walk = walked(answers)
    main = walk.body.split("<main")[1].split("</main>")[0]
    assert FIND not in main
    assert "Choose what to send" not in walk.text
    held = walk.hidden
    for go in ("hand", "hand_all"):
        walk.send({**held, "go": go})
        assert 'name="handed"' not in walk.body


def test_each_answer_is_ticked_one_by_one_and_none_beforehand() -> None:
    walk = walked({**COUPLE, "personal": "mild"})
    walk.press("hand")
    offered = re.findall(r'name="handed" value="([^"]*)"', walk.body)
    assert "Where I stand with my partner: I want to work on it" in offered
    assert not [one for one in offered if "screen" in one]
    assert "checked" not in walk.body
    words = shipped().words["en"].questions
    for key in SENSITIVE:
        assert words[key].short not in walk.text
    walk.press("result")
    assert "Begin with the two of you." in walk.text


def test_private_matters_are_shown_only_when_asked_for_and_still_not_ticked() -> None:
    walk = walked({**COUPLE, "physical": "minor_past"})
    walk.press("hand")
    assert "Show the private ones too" in walk.text
    walk.press("hand_all")
    words = shipped().words["en"].questions
    assert words["physical"].short in walk.text
    assert words["physical"].answers["minor_past"].text in walk.text
    assert "checked" not in walk.body
    assert walk.pages[-1]["Cache-Control"] == "no-store"


def test_what_was_ticked_goes_along_in_the_form_and_in_no_address(db: None) -> None:
    walk = walked({**COUPLE, "my_commitment": "unsure"})
    walk.press("hand")
    ticked = "Where I stand with my partner: I am not sure I want to stay"
    assert ticked in walk.body
    page = Client(enforce_csrf_checks=True).post(FIND, {"for": "couple", "concern": "deciding", "handed": ticked})
    assert page.status_code == 200
    assert not page.cookies
    assert f'name="handed" value="{ticked}"' in page.content.decode()
    assert "unsure" not in page.request["QUERY_STRING"]
