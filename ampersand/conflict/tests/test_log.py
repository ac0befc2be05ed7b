"""One's own log: written alone, begun on one device and gone on with on another, read by whom one chooses."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ampersand.conflict.actions import writing
from ampersand.conflict.models import Entry, Telling, Unsent
from ampersand.conflict.rules.account import Account
from ampersand.core import clock
from ampersand.core.clock import today
from ampersand.core.ids import new_id
from ampersand.privacy.models import AuditEvent
from ampersand.safety.models import Alert
from tests.cast import Cast, make_case

from .stories import HERS, MINE, ONLY, page, post, wrote

pytestmark = pytest.mark.django_db


def sent(cast: Cast, **more: object) -> dict[str, object]:
    """The fields of a row as a form sends them."""
    return {
        "form_id": new_id(), "happened_on": today(cast.ana.time_zone), "happened": "We were late.", "heat": 6,
        "felt": ["hurt"], "did": ["ask", "louder"], "mended": "day", "audience": "me_and_therapist", **more,
    }  # fmt: skip


def test_what_ana_writes_is_read_by_her_and_by_dana_if_she_lets_her(cast: Cast) -> None:
    ana = cast.client(cast.ana)
    kept = post(ana, "write", cast.couple.pk, **sent(cast))
    assert kept.status_code == 303
    text = ana.get(kept["Location"]).content.decode()
    assert "We were late." in text
    assert "Heat 6 of 10." in text
    assert "Only you and Dana see this" in text
    assert cast.client(cast.dana).get(kept["Location"]).status_code == 200
    for person in (cast.ben, cast.emil, cast.gita, cast.hugo, cast.farid):
        assert cast.client(person).get(kept["Location"]).status_code == 404, person.name


def test_what_is_only_hers_is_hers_alone_until_she_chooses(cast: Cast) -> None:
    ana, dana = cast.client(cast.ana), cast.client(cast.dana)
    entry = wrote(cast, cast.ana, audience=ONLY)
    there = reverse("conflict:entry", args=[entry.pk])
    assert dana.get(there).status_code == 404
    post(ana, "readers", entry.pk, audience="me_and_therapist")
    assert dana.get(there).status_code == 200
    assert AuditEvent.objects.filter(verb="conflict.opened", actor_id=cast.dana.pk).exists()
    post(ana, "readers", entry.pk, audience="only_me")
    assert dana.get(there).status_code == 404
    assert post(ana, "readers", entry.pk, audience="all_of_us").status_code == 404


def test_pressing_twice_keeps_it_once(cast: Cast) -> None:
    ana, fields = cast.client(cast.ana), sent(cast)
    first, second = (post(ana, "write", cast.couple.pk, **fields) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Entry.objects.visible_to(cast.viewer(cast.ana)).count() == 1


def test_something_must_be_written_and_the_rest_stays_as_typed(cast: Cast) -> None:
    ana = cast.client(cast.ana)
    empty = dict.fromkeys(("happened", "heat", "mended"), "") | {"felt": [], "did": []}
    back = post(ana, "write", cast.couple.pk, **sent(cast, **empty))
    assert back.status_code == 422
    assert "Nothing is written yet" in back.content.decode()
    tomorrow = today(cast.ana.time_zone) + timedelta(days=1)
    back = post(ana, "write", cast.couple.pk, **sent(cast, happened_on=tomorrow))
    assert back.status_code == 422
    text = back.content.decode()
    assert "Choose today or an earlier day." in text
    assert "We were late.</textarea>" in text
    assert 'value="louder" id="id_did_3" checked' in text


def test_what_was_begun_goes_on_on_another_device_and_never_holds_the_answer_about_fear(cast: Cast) -> None:
    phone, laptop = cast.client(cast.ana), cast.client(cast.ana)
    fields = sent(cast, afraid="yes", version=0, writer="phone")
    assert post(phone, "draft", cast.couple.pk, **fields).json() == {"version": 1}
    text = page(laptop, "write", cast.couple.pk)
    assert "We were late.</textarea>" in text
    assert "You began this on" in text
    afraid = text.split('id="ask-afraid"')[1].split("</fieldset>")[0]
    assert "checked" not in afraid
    elsewhere = post(laptop, "draft", cast.couple.pk, **sent(cast, version=0, writer="laptop"))
    assert elsewhere.status_code == 409
    assert post(phone, "draft", cast.couple.pk, **fields | {"version": 1}).json() == {"version": 2}
    post(laptop, "write", cast.couple.pk, **fields)
    assert not Unsent.objects.visible_to(cast.viewer(cast.ana)).exists()
    post(phone, "draft", cast.couple.pk, **fields)
    post(phone, "drop_draft", cast.couple.pk)
    assert not Unsent.objects.visible_to(cast.viewer(cast.ana)).exists()


def test_it_can_be_changed_without_losing_what_stood_before(cast: Cast) -> None:
    ana, entry = cast.client(cast.ana), wrote(cast, cast.ana)
    changed = sent(cast, happened="We were late, both of us.", version=1)
    assert post(ana, "amend", entry.pk, **changed).status_code == 303
    assert "both of us" in page(ana, "entry", entry.pk)
    assert Telling.objects.visible_to(cast.viewer(cast.ana)).filter(entry=entry).count() == 2
    back = post(ana, "amend", entry.pk, **changed | {"happened": "An older page."})
    assert back.status_code == 422
    assert "on another page meanwhile" in back.content.decode()
    assert "both of us" in page(ana, "entry", entry.pk)
    assert cast.client(cast.dana).get(reverse("conflict:amend", args=[entry.pk])).status_code == 404


def test_taken_back_it_is_read_by_nobody(cast: Cast) -> None:
    ana, entry = cast.client(cast.ana), wrote(cast, cast.ana)
    assert "Take it back?" in page(ana, "take_back", entry.pk)
    post(ana, "take_back", entry.pk)
    there = reverse("conflict:entry", args=[entry.pk])
    assert ana.get(there).status_code == cast.client(cast.dana).get(there).status_code == 404
    assert "Nothing noted in the last 12 weeks." in page(ana, "log", cast.couple.pk)


def test_words_and_picture_tell_of_one_s_own_weeks(cast: Cast) -> None:
    ana, day = cast.client(cast.ana), today(cast.ana.time_zone)
    assert "The picture begins with the first row" in page(ana, "log", cast.couple.pk)
    wrote(cast, cast.ana, on=day - timedelta(weeks=2))
    wrote(cast, cast.ana, Account("Again", 9, mended="not_yet"), on=day - timedelta(weeks=1))
    post(ana, "quiet_week", cast.couple.pk)
    post(ana, "quiet_week", cast.couple.pk)
    text = page(ana, "log", cast.couple.pk)
    assert "2 rows noted in the last 12 weeks. You made up after 1 of them." in text
    assert "You noted a quiet week so far." in text
    picture = text.split('<svg class="wide"')[1].split("</svg>")[0]
    assert picture.count('class="step"') == 2
    assert picture.count('class="dot"') == 4, "two bars, a quiet week, and one heat: nine is drawn for nobody"


def test_fear_goes_to_dana_alone_and_the_next_page_is_the_same(cast: Cast) -> None:
    pages = {}
    for answer in ("", "no", "yes"):
        entry_id = new_id()
        kept = post(cast.client(cast.ana), "write", cast.couple.pk, **sent(cast, form_id=entry_id, afraid=answer))
        text = page(cast.client(cast.ana), "entry", entry_id)
        pages[answer] = text.replace(str(entry_id), "ID")
        assert kept.status_code == 303
    assert pages[""] == pages["no"] == pages["yes"]
    alert = Alert.objects.visible_to(cast.viewer(cast.dana)).get()
    assert (alert.kind, alert.person_id) == ("felt-afraid", cast.ana.pk)
    text = cast.client(cast.dana).get(reverse("safety:alert", args=[alert.pk])).content.decode()
    assert "force or a threat?" in text
    assert "We were late" not in text, "what else she wrote is hers to share"


def test_a_row_of_nine_that_frightened_her_is_for_a_talk_and_one_of_eight_is_hers(cast: Cast) -> None:
    for heat, told in ((8, 0), (9, 1)):
        post(cast.client(cast.ana), "write", cast.couple.pk, **sent(cast, heat=heat, felt=["frightened"]))
        assert Alert.objects.visible_to(cast.viewer(cast.dana)).count() == told


def test_without_an_agreement_only_oneself_reads_it(cast: Cast) -> None:
    unsigned = make_case(cast.practice, "couple", [cast.ana, cast.ben], cast.dana, signed=False)
    ana = cast.client(cast.ana)
    text = page(ana, "write", unsigned.pk)
    assert "Until everyone has signed the agreement" in text
    assert "Me and Dana" not in text
    assert post(ana, "write", unsigned.pk, **sent(cast)).status_code == 422
    assert post(ana, "write", unsigned.pk, **sent(cast, audience="only_me")).status_code == 303


def test_alone_with_a_therapist_one_has_a_log_too(cast: Cast) -> None:
    ana = cast.client(cast.ana)
    kept = post(ana, "write", cast.anas_own.pk, **sent(cast))
    assert "Only you and Hugo see this" in ana.get(kept["Location"]).content.decode()
    assert "look at together" not in page(ana, "log", cast.anas_own.pk)


def test_the_list_has_pages_and_costs_the_same_however_long_it_is(cast: Cast) -> None:
    ana, day = cast.client(cast.ana), today(cast.ana.time_zone)
    counts = []
    for number in (1, 24):
        for back in range(number):
            wrote(cast, cast.ana, on=day - timedelta(days=back))
        page(ana, "log", cast.couple.pk)
        with CaptureQueriesContext(connection) as asked:
            page(ana, "log", cast.couple.pk)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 18
    assert "page=2" in page(ana, "log", cast.couple.pk)


def test_nobody_else_has_a_place_to_write(cast: Cast) -> None:
    for person in (cast.dana, cast.emil, cast.farid, cast.gita, cast.hugo):
        client = cast.client(person)
        for name in ("log", "write"):
            assert client.get(reverse(f"conflict:{name}", args=[cast.couple.pk])).status_code == 404, person.name
        assert post(client, "write", cast.couple.pk, **sent(cast)).status_code == 404
        assert post(client, "quiet_week", cast.couple.pk).status_code == 404


def test_a_failed_write_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(writing, "raise_alert", fails)
    with pytest.raises(RuntimeError):
        wrote(cast, cast.ana, HERS, MINE, afraid=True)
    assert not Entry.objects.visible_to(cast.viewer(cast.ana)).exists()


def test_weeks_are_those_of_where_one_is(cast: Cast) -> None:
    clock.fix(clock.now().replace(year=2026, month=11, day=1, hour=23, minute=30))
    assert str(writing.say_quiet(by=cast.viewer(cast.ana), case_id=cast.couple.pk)) == "2026-11-02"
    assert str(writing.say_quiet(by=cast.viewer(cast.ben), case_id=cast.couple.pk)) == "2026-10-26"
