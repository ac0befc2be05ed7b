"""The guide in a browser without scripts: one question a page, nothing kept, nothing in the address, no trace."""

import logging
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from ampersand.core import clock
from ampersand.guide.rules.loading import shipped
from ampersand.guide.tests.by_hand import CODES, SENSITIVE
from ampersand.guide.tests.walking import ADDRESS, ALONE, Walk, walked
from ampersand.safety.queries import lines
from tests.cast import Cast

# No mark for the database: whatever asked it anything would fail here.

COUPLE = {"main_concern": "relationship", "my_commitment": "in", "conflict": "stuck", "partner_willing": "yes"}
FEAR = {**COUPLE, "danger": ["none"], "afraid": "yes"}


def test_the_opening_says_what_it_is_and_how_to_leave() -> None:
    page = Client().get(ADDRESS)
    text = page.content.decode()
    assert page["Cache-Control"] == "no-store"
    for words in (
        "about four minutes",
        "a signpost, not a diagnosis",
        "best filled in alone",
        "Exit this page",
        "Shift",
    ):
        assert words in text
    assert "<title>Where to begin · Ampersand</title>" in text


def test_one_question_a_page_in_order_until_the_result() -> None:
    walk, met = Walk(), []
    while walk.at:
        met.append(walk.at)
        assert walk.body.count("<fieldset") == 1
        assert walk.pages[-1]["Cache-Control"] == "no-store"
        codes = {**COUPLE, **ALONE, "danger": "none"}.get(walk.at)
        walk.press("next" if codes else "skip", *([codes] if codes else []))
    assert met == [one.key for one in shipped().book.questionnaire.questions], "all nineteen"
    assert "Begin with the two of you." in walk.text
    assert "Couple sessions work on the pattern" in walk.text


def test_where_someone_may_see_no_sensitive_question_is_ever_shown() -> None:
    walk, met = Walk(), []
    while walk.at:
        met.append(walk.at)
        walk.press("next", {**COUPLE, "age_band": "adult", "private_now": "no"}.get(walk.at, CODES[walk.at][0]))
    assert not set(met) & set(SENSITIVE)
    assert "Answer again when you are alone" in walk.text
    said = walk.body.split("<main")[1].split("</main>")[0]
    assert re.findall(r'class="button main"[^>]*>([^<]+)', said) == ["Each of you does the private check"]
    assert "safety" not in walk.text.lower(), "someone may be reading along"


def test_skipping_whether_one_is_alone_is_no_yes() -> None:
    walk = Walk()
    walk.through({**COUPLE, "age_band": "adult"})
    assert "A first guess, not a diagnosis" in walk.text


def test_chloe_is_not_asked_about_a_partner() -> None:
    walk, met = Walk(), []
    while walk.at:
        met.append(walk.at)
        walk.press("next", {"age_band": "16_17", "private_now": "yes"}.get(walk.at, CODES[walk.at][0]))
        if met[-1] == "danger":
            walk.press("back")
            walk.press("next", "none")
    assert set(met) == {
        "main_concern", "age_band", "private_now", "danger", "self_harm", "reality", "afraid", "family_issue"
    }  # fmt: skip
    assert "an adult you choose" in walk.text


@pytest.mark.parametrize(
    ("answers", "last", "words"),
    [
        ({"danger": ["now"]}, "danger", "Please get help first."),
        ({"danger": ["none"], "self_harm": "active"}, "self_harm", "You deserve company and care today"),
        ({"danger": ["none"], "afraid": "yes"}, "afraid", "A specialist you can speak to alone"),
    ],
)
def test_nobody_in_danger_is_asked_fifteen_more_questions(answers: dict[str, object], last: str, words: str) -> None:
    walk, met = Walk(), []
    while walk.at:
        met.append(walk.at)
        given = {**ALONE, **answers}.get(walk.at, CODES[walk.at][0])
        walk.press("next", *([given] if isinstance(given, str) else given))  # type: ignore[misc]
    assert met[-1] == last
    assert words in walk.text
    assert "find" not in walk.body.split("<main")[1].split("</main>")[0].lower().replace("findahelpline", "")


def test_next_without_an_answer_asks_kindly_and_skip_goes_on() -> None:
    walk = Walk()
    answer = walk.press("next")
    assert answer.status_code == 422
    assert "Choose what comes closest, or press Skip." in walk.text
    assert 'href="#answer-1"' in walk.body
    assert 'id="answer-1"' in walk.body
    walk.press("skip")
    assert walk.at == "age_band"


def test_back_shows_what_was_chosen_and_from_the_result_leads_to_the_last_question() -> None:
    walk = Walk()
    walk.press("next", "relationship")
    walk.press("next", "adult")
    walk.press("back")
    assert (walk.at, walk.chosen) == ("age_band", ["adult"])
    walk.press("back")
    assert (walk.at, walk.chosen) == ("main_concern", ["relationship"])
    walk.press("back")
    assert "about four minutes" in walk.text
    done = walked({**COUPLE, "family_issue": "none"})
    done.press("back")
    assert (done.at, done.chosen) == ("family_issue", ["none"])
    frightened = walked(FEAR)
    frightened.press("back")
    assert (frightened.at, frightened.chosen) == ("afraid", ["yes"])


def test_answers_to_questions_that_are_not_asked_any_more_are_dropped() -> None:
    walk = walked({**COUPLE, "outside": "suspected", "danger": ["none"]})
    assert "Trust has been shaken" in walk.text
    while walk.at != "private_now":
        walk.press("back")
    walk.press("next", "no")
    walk.through({**COUPLE, "age_band": "adult"})
    assert "Trust has been shaken" not in walk.text


def test_no_page_carries_an_answer_that_can_be_read() -> None:
    for answers in (FEAR, {**COUPLE, "outside": "hidden_mine"}, {**COUPLE, "self_harm": "passive"}):
        walk = walked(answers)
        words = shipped().words["en"].questions
        for key in SENSITIVE:
            for code in CODES[key]:
                said = words[key].answers[code].text
                if len(said) > 4:
                    assert said not in walk.text, (key, code)
            assert words[key].text not in walk.text
            assert f'name="{key}"' not in walk.body
        lengths = {
            len(re.search(r'name="so_far" value="([^"]+)"', page.content.decode())[1]) for page in walk.pages[1:]
        }
        assert len(lengths) == 1, "not even how much was answered"


def test_the_answers_that_led_there_are_told_but_never_the_sensitive_ones() -> None:
    text = walked({**COUPLE, "personal": "yes", "reality": "yes_in_care"}).text
    assert "Three things point to doing both at once" in text
    assert "Something of my own that weighs on me or on us Yes" in text
    assert "being looked after" not in text


def test_a_page_left_open_for_long_is_not_read_again_nor_is_a_forged_one() -> None:
    walk = Walk()
    walk.press("next", "relationship")
    held = walk.hidden
    later = clock.now() + timedelta(hours=7)
    clock.fix(later)
    walk.press("next", "adult")
    assert "please begin again" in walk.text
    clock.fix(None)
    for forged in (held["so_far"][:-8] + "AAAAAAA=", "nothing", "é", "x" * 5000):
        walk.send({**held, "so_far": forged, "go": "next", "answer": "adult"})
        assert "please begin again" in walk.text


@pytest.mark.parametrize("go", ["next", "skip", "back"])
def test_a_sensitive_question_cannot_be_called_up_where_someone_may_see(go: str) -> None:
    for private in ((), ("no",)):
        walk = Walk()
        walk.press("next", "relationship")
        walk.press("next", "adult")
        if private:
            walk.press("next", *private)
        held = walk.hidden["so_far"]
        for key in SENSITIVE:
            for answers in ([], [CODES[key][1]]):
                walk.send({"so_far": held, "at": key, "go": go, "answer": answers})
                assert walk.pages[-1].status_code == 200
                assert walk.at not in SENSITIVE
                assert "Get help first" not in walk.text


def test_what_is_not_ours_is_passed_over() -> None:
    walk = Walk()
    for fields in (
        {"at": "nothing", "go": "fly"}, {"at": "main_concern", "go": "next", "answer": ["rich", "self"]},
        {"go": "result", "country": "narnia"}, {"go": "hand"}, {"go": "hand_all"}, {"at": "danger", "answer": "now"},
        {"at": "physical", "go": "back"}, {"so_far": ""}, {"at": "family_issue", "go": "skip", "answer": "none"},
    ):  # fmt: skip
        assert walk.send(fields).status_code == 200, fields


def test_numbers_stand_with_their_country_and_only_once_it_was_chosen() -> None:
    walk = walked(FEAR)
    assert "tel:" not in walk.body
    assert "Where are you?" in walk.text
    walk.press("result", country="gb")
    kinds = [line for line in lines.country("gb").lines if line.kind in ("abuse", "emergency")]
    assert kinds
    for line in kinds:
        assert line.name in walk.text
    assert "in the United Kingdom" in walk.text
    assert "Checked on" in walk.text or "May have changed" in walk.text


def test_a_country_that_one_had_remembered_is_there_at_once() -> None:
    client = Client()
    client.cookies["country"] = "ie"
    assert "in Ireland" in walked(FEAR, client).text
    client.cookies["country"] = "narnia"
    assert "tel:" not in walked(FEAR, client).body


def test_the_directory_is_never_told_anything_by_an_address() -> None:
    for answers in (COUPLE, FEAR, {**COUPLE, "trauma": "yes"}, {**COUPLE, "my_commitment": "unsure"}):
        for address in re.findall(r'(?:href|action)="([^"]*)"', walked(answers).body):
            assert not re.search(r"concern|" + "|".join(CODES), address), address


def test_a_guide_run_leaves_no_trace(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    """No row in any table, no cookie, no log line, no answer in any address; for a visitor and for Ana signed in."""
    caplog.set_level(logging.DEBUG)
    ana = cast.client(cast.ana)
    before = _rows()
    for client in (None, ana):
        walk = walked({**FEAR, "afraid": "sometimes", "self_harm": "passive", "danger": ["none"]}, client)
        assert "on your own first" in walk.text
        walk.press("result", country="nl")
        for page in walk.pages:
            assert "sessionid" not in page.cookies
            if client is None:
                assert not page.cookies
                assert "Set-Cookie" not in page.headers
            assert page.request["QUERY_STRING"] == ""
            assert page.request["PATH_INFO"] == ADDRESS
    assert _rows() == before
    said = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert not [line for line in said if re.search("afraid|sometimes|passive|self_harm|so_far", line)], said


def _rows() -> dict[str, int]:
    counted = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT count(*) FROM {table}")
            counted[table] = cursor.fetchone()[0]
    return counted


def test_the_guide_costs_a_signed_in_person_one_query_for_who_they_are(
    cast: Cast, django_assert_max_num_queries
) -> None:
    ana = cast.client(cast.ana)
    ana.get(ADDRESS)
    with django_assert_max_num_queries(2):  # who is looking, and the navigation if it is shown
        ana.post(ADDRESS, {})
