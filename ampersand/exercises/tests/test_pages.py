"""Ana and Ben write alone, seal and open; Dana suggests; two sit down at a table on two phones and on one."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ampersand.cases.rules.audience import Audience
from ampersand.exercises.actions import suggesting, writing
from ampersand.exercises.models import Page, Sitting, SittingRating
from ampersand.exercises.queries import writing as reads
from ampersand.exercises.tests import stories
from ampersand.privacy.policy import Hidden
from tests.cast import Cast


@pytest.fixture
def ana(cast: Cast) -> Client:
    stories.going_on(cast)
    return cast.client(cast.ana)


@pytest.fixture
def ben(cast: Cast) -> Client:
    return cast.client(cast.ben)


def plain(page: bytes) -> bytes:
    """A page without the tokens that are new each time."""
    return re.sub(rb'name="(?:csrfmiddlewaretoken|form_id)" value="[^"]+"', b"", page)


def begin(client: Client, cast: Cast, id: str, **data: str) -> str:
    """The address of what was begun."""
    answer = client.post(reverse("exercises:begin", args=[cast.couple.pk, id]), data)
    assert answer.status_code == 303
    return str(answer["Location"])


def test_what_is_written_alone_is_kept_resumed_and_nobody_elses(ana: Client, ben: Client, cast: Cast) -> None:
    address = begin(ana, cast, "X01")
    page = Page.objects.visible_to(cast.viewer(cast.ana)).get()
    kept = ana.post(f"{address}draft/", {"version": "1", "step-0": "The canary sang."})
    assert kept.json() == {"version": 2}
    assert "The canary sang." in ana.get(address).content.decode()
    assert stories.line(page, 0) == "The canary sang."
    for other in (ben, cast.client(cast.dana), cast.client(cast.gita)):
        assert other.get(address).status_code == 404
        assert other.post(f"{address}draft/", {"version": "2", "step-0": "x"}).status_code == 404


def test_two_windows_do_not_overwrite_each_other(ana: Client, cast: Cast) -> None:
    address = begin(ana, cast, "X01")
    assert ana.post(f"{address}draft/", {"version": "1", "step-0": "first"}).status_code == 200
    assert ana.post(f"{address}draft/", {"version": "1", "step-0": "second"}).status_code == 409
    answer = ana.post(address, {"version": "1", "step-0": "second"})
    assert answer.status_code == 422
    assert "second" in answer.content.decode()
    assert stories.line(Page.objects.visible_to(cast.viewer(cast.ana)).get(), 0) == "first"


def test_a_line_goes_to_the_therapist_only_when_it_is_brought_and_comes_back(ana: Client, cast: Cast) -> None:
    address = begin(ana, cast, "X01")
    ana.post(address, {"version": "1", "step-0": "what happened", "step-5": "a fairer sentence"})
    page = Page.objects.visible_to(cast.viewer(cast.ana)).get()
    dana = cast.viewer(cast.dana)
    assert not Page.objects.visible_to(dana).exists()
    ana.post(f"{address}show/", {"step": "5", "audience": "therapist"})
    assert [row.step for row in page.lines.model.objects.visible_to(dana)] == [5]
    ana.post(f"{address}show/", {"step": "5", "audience": "only_me"})
    assert not page.lines.model.objects.visible_to(dana).exists()
    assert not Page.objects.visible_to(dana).exists()


def test_what_is_torn_up_is_gone(ana: Client, cast: Cast) -> None:
    address = begin(ana, cast, "X12")
    ana.post(f"{address}draft/", {"version": "1", "step-0": "never to be sent"})
    assert ana.post(f"{address}tear-up/").status_code == 303
    assert ana.get(address).status_code == 404


def test_a_sealed_pair_opens_when_both_have_finished_and_both_share(ana: Client, ben: Client, cast: Cast) -> None:
    mine, his = begin(ana, cast, "X20"), begin(ben, cast, "X20")
    pair = reverse("exercises:pair", args=[stories.pair_of(cast).pk])
    ana.post(mine, {"version": "1", "step-0": "Ana sees light", "step-1": "kept back", "shares": "yes", "wanted": "0"})
    assert "Ana sees light" not in ben.get(pair).content.decode()
    ben.post(his, {"version": "1", "step-0": "Ben hums", "wanted": "0", "shares": "no"})
    assert "Ben hums" not in ana.get(pair).content.decode()
    ben.post(f"{his}take-up/")
    ben.post(his, {"version": "2", "step-0": "Ben hums", "wanted": "0", "shares": "yes"})
    for one in (ana, ben):
        shown = one.get(pair).content.decode()
        assert "Ana sees light" in shown
        assert "Ben hums" in shown
        assert "kept back" not in shown


def test_the_other_reads_the_same_whether_one_has_begun_finished_or_shares(
    ana: Client, ben: Client, cast: Cast
) -> None:
    begin(ben, cast, "X20")
    pair = reverse("exercises:pair", args=[stories.pair_of(cast).pk])
    before = plain(ben.get(pair).content)
    mine = begin(ana, cast, "X20")
    ana.post(mine, {"version": "1", "step-0": "Ana sees light", "shares": "yes", "wanted": "0"})
    assert plain(ben.get(pair).content) == before


def test_while_work_together_rests_nothing_of_two_begins_and_one_may_still_write(ana: Client, cast: Cast) -> None:
    stories.going_on(cast)
    stories.rest(cast)
    assert begin(ana, cast, "X20") == reverse("exercises:about", args=[cast.couple.pk, "X20"])
    assert begin(ana, cast, "X05") == reverse("exercises:about", args=[cast.couple.pk, "X05"])
    assert "/exercise-pages/" in begin(ana, cast, "X01")


def test_what_dana_suggests_to_ana_ben_never_sees(ana: Client, ben: Client, cast: Cast) -> None:
    shelf = reverse("exercises:shelf", args=[cast.couple.pk])
    before = plain(ben.get(shelf).content)
    dana = cast.client(cast.dana)
    to = {"people": str(cast.ana.pk), "note": "Five minutes are enough", "due_on": "2026-12-01"}
    dana.post(reverse("exercises:suggest", args=[cast.couple.pk, "X17"]), to)
    assert "Five minutes are enough" in ana.get(shelf).content.decode()
    assert plain(ben.get(shelf).content) == before
    with pytest.raises(Hidden):
        suggesting.suggest(by=cast.viewer(cast.ben), case_id=cast.couple.pk, exercise_id="X17", people=[cast.ana.pk])


def test_an_exercise_that_wants_care_waits_until_dana_switches_it_on(ana: Client, cast: Cast) -> None:
    about = reverse("exercises:about", args=[cast.couple.pk, "X35"])
    assert begin(ana, cast, "X35") == about
    cast.client(cast.dana).post(reverse("exercises:switch", args=[cast.couple.pk, "X35"]), {"on": "yes"})
    assert "/sittings/" in begin(ana, cast, "X35")


def sit(ana: Client, ben: Client, cast: Cast, id: str = "X05", **data: str) -> str:
    """Both at a table, ready."""
    address = begin(ana, cast, id, **data)
    for one in (ana, ben):
        one.get(address)
    for one in (ana, ben):
        one.post(f"{address}do/", {"kind": "ready", "value": "yes"})
    return address


def test_two_at_a_table_on_two_phones(ana: Client, ben: Client, cast: Cast) -> None:
    address = sit(ana, ben, cast)
    for one in (ana, ben):
        step = str(stories.table(sitting(cast)).step)
        one.post(f"{address}do/", {"way": "agreed", "step": step, "text": "Saturday mornings" if one is ana else ""})
    ana.post(f"{address}do/", {"way": "set", "step": str(stories.table(sitting(cast)).step)})
    assert "You have the floor" in ana.get(address).content.decode()
    assert "Ana has the floor" in ben.get(address).content.decode()
    refused = ben.post(
        f"{address}do/", {"kind": "say", "text": "But I", "step": str(stories.table(sitting(cast)).step)}
    )
    assert refused.status_code == 303
    assert "But I" not in ana.get(address).content.decode()


def sitting(cast: Cast) -> Sitting:
    """The table that was laid last."""
    return Sitting.objects.visible_to(cast.viewer(cast.ana)).latest("made_at")


def test_whoever_stops_nobody_reads_who_it_was(ana: Client, ben: Client, cast: Cast) -> None:
    seen = []
    for stopping in (ana, ben):
        address = sit(ana, ben, cast)
        stopping.post(f"{address}do/", {"kind": "stop"})
        seen.append([part(one.get(address).content.decode()) for one in (ana, ben)])
    assert seen[0] == seen[1]
    assert seen[0][0] == seen[0][1]
    assert "Ended early" in seen[0][0]


def part(html: str) -> str:
    """What stands in the main part of a page, without tokens."""
    return plain(html.encode()).decode().split("data-table", 1)[1].split(">", 1)[1].split("</main>")[0]


def test_one_no_at_the_door_looks_the_same_to_both(ana: Client, ben: Client, cast: Cast) -> None:
    address = begin(ana, cast, "X05")
    for one in (ana, ben):
        one.get(address)
    ana.post(f"{address}do/", {"kind": "ready", "value": "no"})
    assert "not a good moment" not in part(ben.get(address).content.decode()).split("only that")[0]
    ben.post(f"{address}do/", {"kind": "ready", "value": "yes"})
    assert part(ana.get(address).content.decode()) == part(ben.get(address).content.decode())


def test_a_table_is_no_place_for_others(ana: Client, ben: Client, cast: Cast) -> None:
    address = sit(ana, ben, cast)
    for other in (cast.farid, cast.gita, cast.chloe, None):
        answer = cast.client(other).get(address)
        assert answer.status_code in (302, 404)
    assert cast.client(cast.dana).get(address).status_code == 200


def test_on_one_device_it_is_handed_over_and_what_was_given_is_gone(ana: Client, ben: Client, cast: Cast) -> None:
    address = begin(ana, cast, "X05", device="one")
    assert "Hand it to Ana" in ana.get(address).content.decode()
    ana.post(f"{address}do/", {"kind": "ready", "value": "yes", "seat": "0"})
    assert "Hand it to Ben" in ana.get(address).content.decode()
    ana.post(f"{address}do/", {"kind": "ready", "value": "yes", "seat": "1"})
    assert stories.table(sitting(cast)).at == "topic"


def test_on_devices_of_their_own_nobody_acts_for_another(ana: Client, ben: Client, cast: Cast) -> None:
    address = begin(ana, cast, "X05")
    for one in (ana, ben):
        one.get(address)
    assert ana.post(f"{address}do/", {"kind": "ready", "value": "yes", "seat": "1"}).status_code == 404


def test_a_table_ends_like_any_bad_moment_when_work_together_rests_meanwhile(
    ana: Client, ben: Client, cast: Cast
) -> None:
    address = sit(ana, ben, cast)
    stories.rest(cast)
    ben.post(f"{address}do/", {"kind": "longer"})
    assert "It was not a good moment" in ana.get(address).content.decode()


def test_ratings_are_each_ones_own_and_the_therapists(ana: Client, ben: Client, cast: Cast) -> None:
    address = sit(ana, ben, cast, "X33")
    for client, way in ((ana, "said"), (ben, "said"), (ben, "said"), (ana, "said")):
        client.post(f"{address}do/", {"way": way, "step": str(stories.table(sitting(cast)).step)})
    for one in (ana, ben):
        one.post(f"{address}do/", {"kind": "press", "way": "done"})
    ana.post(f"{address}do/", {"kind": "rate", "heard": "2"})
    ben.post(f"{address}do/", {"kind": "rate", "heard": "9"})
    assert [row.heard for row in SittingRating.objects.visible_to(cast.viewer(cast.ben))] == [9]
    assert {row.heard for row in SittingRating.objects.visible_to(cast.viewer(cast.dana))} == {2, 9}
    assert not again_table(cast)


def again_table(cast: Cast) -> bytes:
    """What is left of the table once it is over."""
    return bytes(stories.again(sitting(cast)).table)


def test_a_page_costs_the_same_however_much_there_is(ana: Client, cast: Cast) -> None:
    viewer = cast.viewer(cast.ana)
    shelf = reverse("exercises:shelf", args=[cast.couple.pk])
    ana.get(shelf)
    with CaptureQueriesContext(connection) as few:
        ana.get(shelf)
    for _ in range(6):
        page = writing.begin(by=viewer, case_id=cast.couple.pk, exercise_id="X03")
        writing.keep(by=viewer, page_id=page.pk, words={0: "somewhere"}, version=1)
        writing.finish(by=viewer, page_id=page.pk)
        writing.show(by=viewer, page_id=page.pk, step=0, audience=Audience.ME_AND_THERAPIST)
    with CaptureQueriesContext(connection) as many:
        ana.get(shelf)
    assert len(many) == len(few)


def test_some_pages_open_one_line_to_the_others_and_some_none(ana: Client, ben: Client, cast: Cast) -> None:
    address = begin(ana, cast, "X01")
    ana.post(address, {"version": "1", "step-1": "I do not matter.", "step-2": "80", "step-7": "He was tired."})
    for step in ("1", "7"):
        ana.post(f"{address}show/", {"step": step, "audience": "all"})
    shown = ben.get(reverse("exercises:shelf", args=[cast.couple.pk])).content.decode()
    assert "He was tired." in shown
    assert "I do not matter." not in shown


def test_the_letter_is_nobodys_and_goes_to_the_place_where_it_is_torn_up(ana: Client, cast: Cast) -> None:
    address = begin(ana, cast, "X12")
    answer = ana.post(address, {"version": "1", "step-0": "You were never there.", "torn": "yes"})
    assert answer["Location"].endswith("/tear-up/")
    ana.post(f"{address}show/", {"step": "0", "audience": "therapist"})
    assert not Page.objects.visible_to(cast.viewer(cast.dana)).exists()


def test_a_number_stays_on_its_scale_and_words_in_its_place_are_not_kept(ana: Client, cast: Cast) -> None:
    address = begin(ana, cast, "X01")
    page = Page.objects.visible_to(cast.viewer(cast.ana)).get()
    ana.post(f"{address}draft/", {"version": "1", "step-2": "250", "step-4": "very"})
    assert stories.line(page, 2) == "100"
    assert [line.asks.to for line in reads.one(cast.viewer(cast.ana), page.pk).lines if line.words] == [100]


def test_of_wishes_and_expectations_only_the_sentence_opens(ana: Client, ben: Client, cast: Cast) -> None:
    for one, words in ((ana, "I go quiet."), (ben, "I explain.")):
        mine = begin(one, cast, "X11")
        one.post(
            mine,
            {"version": "1", "step-0": f"A scene: {words}", "step-4": words, "shares": "yes", "wanted": ["0", "4"]},
        )
    shown = ben.get(reverse("exercises:pair", args=[stories.pair_of(cast).pk])).content.decode()
    assert "I go quiet." in shown
    assert "A scene" not in shown


def test_thanks_can_be_written_alone_and_shown(ana: Client, ben: Client, cast: Cast) -> None:
    address = begin(ana, cast, "X33", alone="yes")
    ana.post(address, {"version": "1", "step-0": "You called."})
    ana.post(f"{address}show/", {"step": "0", "audience": "all"})
    assert "You called." in ben.get(reverse("exercises:shelf", args=[cast.couple.pk])).content.decode()


def test_not_yet_waits_on_her_page_and_dana_reads_it_without_a_count(ana: Client, cast: Cast) -> None:
    shelf = reverse("exercises:shelf", args=[cast.couple.pk])
    [task] = suggesting.suggest(
        by=cast.viewer(cast.dana), case_id=cast.couple.pk, exercise_id="X17", people=[cast.ana.pk]
    )
    ana.post(reverse("exercises:say", args=[task.pk]), {"outcome": "not_yet"})
    assert "Not yet. It waits here." in ana.get(shelf).content.decode()
    brought = reverse("exercises:brought", args=[cast.couple.pk])
    assert "What became of suggestions" in cast.client(cast.dana).get(brought).content.decode()
    address = begin(ana, cast, "X17")
    ana.post(address, {"version": "1", "step-0": "3"})
    assert "Suggested to you" not in ana.get(shelf).content.decode()
