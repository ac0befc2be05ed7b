"""Three hundred people walk through the questions at random: they arrive, none is asked twice, and Back goes back."""

import random

from ampersand.guide.rules import path
from ampersand.guide.rules.loading import shipped
from ampersand.guide.rules.path import OPENING, RESULT, step
from ampersand.guide.tests.by_hand import SENSITIVE

BOOK = shipped().book
KEYS = [one.key for one in BOOK.questionnaire.questions]


def test_everyone_arrives_and_reads_what_their_answers_say() -> None:
    dice = random.Random(7)
    urgent = 0
    for _ in range(300):
        here, met = step(BOOK, {}, "", "next", ()), []
        while here.place != RESULT:
            at = here.place
            met.append(at)
            question = BOOK.questionnaire.by_key[at]
            assert at not in SENSITIVE or here.given.get("private_now") == ("yes",)
            assert here.place in [one.key for one in path.asked(BOOK.questionnaire, here.given)]
            assert path.expected(BOOK.questionnaire, here.given) >= len(met) - 1
            skips = dice.random() < 0.2
            calm = dice.random() < 0.7
            code = question.calm if calm and at != "private_now" else dice.choice(question.codes)
            here = step(BOOK, here.given, at, "skip" if skips else "next", () if skips else (code,))
        assert met == sorted(set(met), key=KEYS.index)
        found = shipped().decide(here.given, "en")
        urgent += found.recommendation == "urgent_safety"
        back = step(BOOK, here.given, "", "back", ())
        answered = [key for key in met if key in here.given]
        assert back.place == (answered[-1] if found.recommendation == "urgent_safety" else met[-1])
    assert 30 < urgent < 270, urgent


def test_back_from_each_question_is_the_one_before_and_keeps_what_was_chosen() -> None:
    given = {"private_now": ("yes",)}
    asked = [one.key for one in path.asked(BOOK.questionnaire, given)]
    assert asked == KEYS
    for before, key in zip([OPENING, *asked], asked, strict=False):
        code = BOOK.questionnaire.by_key[key].codes[0]
        here = step(BOOK, given, key, "back", (code,))
        assert here.place == before
        assert here.given[key] == (code,)
