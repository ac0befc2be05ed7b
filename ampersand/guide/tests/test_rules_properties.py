"""Two hundred thousand people answer at random: the table written by hand agrees, and nothing unsafe is ever said."""

import random
from collections import Counter
from collections.abc import Iterator
from functools import cache

from ampersand import clinical
from ampersand.clinical import Recommendation
from ampersand.guide.tests.by_hand import CODES, ORDER, OUTCOMES, PANELS, SENSITIVE, Told, amber, expected, red

PEOPLE = 200_000
JOINT = {
    "find_couple_therapist", "find_both", "find_discernment", "exercise_library", "quality_time_tips",
    "trust_repair_text", "invite_partner_words",
}  # fmt: skip
TOGETHER = {"couple", "both"}


def crowd(seed: int) -> Iterator[dict[str, object]]:
    """Answer sets: half of them mostly calm, so that the late rules are met too; some questions are left out."""
    dice = random.Random(seed)
    columns: list[list[object]] = []
    for key, codes in CODES.items():
        wild = dice.choices([*codes, None], k=PEOPLE // 2)
        calm = {"age_band": "adult", "private_now": "yes"}.get(key)
        weights = [6] + [1] * len(codes)
        mostly = dice.choices([calm, *codes], weights, k=PEOPLE // 2)
        columns.append([*wild, *mostly])
    ticks = list(CODES).index("danger")
    columns[ticks] = [_ticks(one, dice) for one in columns[ticks]]
    for row in zip(*columns, strict=True):
        yield {key: value for key, value in zip(CODES, row, strict=True) if value is not None}


def _ticks(one: object, dice: random.Random) -> object:
    if not isinstance(one, str) or one == "none":
        return one
    return {one, dice.choice(CODES["danger"])}


def broken(answers: dict[str, object], told: Told, found: Recommendation) -> str:
    """What is wrong with a recommendation for somebody, in words; "" when nothing is."""
    fear = red(told) or amber(told)
    if (found.rule, found.recommendation, found.track) != expected(told):
        return "the table by hand says otherwise"
    if found.provisional == told.private:
        return "provisional is what was not answered in private"
    if found.recommendation in TOGETHER and (
        fear or told.outside == "hidden_mine" or told.self_harm != "none" or told.danger
    ):
        return "never together with fear, force, a hidden affair, or thoughts of dying"
    if (fear or told.age_band != "adult") and not JOINT.isdisjoint(found.panels):
        return "nothing joint where another rule forbids it"
    willing = told.partner and told.partner_willing == "yes"
    if found.recommendation == "individual_first" and willing and "mainly_about_partner" not in found.lines:
        return "one to one with a willing partner always says when to invite them"
    if not answers.keys() >= set(found.led_by):
        return "what was not answered did not lead anywhere"
    return unsound(found)


@cache
def unsound(found: Recommendation) -> str:
    """What is wrong with a recommendation for anybody, in words; "" when nothing is."""
    panels = set(found.panels)
    if not found.reason or not panels <= PANELS or len(panels) != len(found.panels):
        return "a result has a reason, and each panel once"
    if not {"reason", "quick_exit", "confidential_note"} <= panels:
        return "every result has its reason, the way out and what is kept"
    if found.recommendation in TOGETHER and "private_check_each" not in panels:
        return "everyone is told of the private check"
    if found.provisional and (panels & JOINT or "retake_in_private" not in panels):
        return "a provisional answer books nothing joint and asks to answer again"
    if found.recommendation == "urgent_safety" and (panels & JOINT or found.find or "emergency" not in panels):
        return "in danger nobody is sent to look for a therapist"
    return "sensitive answers are never told again" if set(found.led_by) & set(SENSITIVE) else ""


def test_nothing_unsafe_is_ever_said_and_every_rule_is_reached() -> None:
    met: Counter[str] = Counter()
    for answers in crowd(19):
        found = clinical.where_to_begin(answers)  # type: ignore[arg-type]
        told = Told(answers)
        if wrong := broken(answers, told, found):
            raise AssertionError(f"{wrong}: {answers} gave {found}")
        met[found.rule] += 1
    assert met.total() == PEOPLE
    assert set(met) == set(ORDER) == set(OUTCOMES)
    assert min(met.values()) >= 5, met
