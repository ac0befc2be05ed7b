"""Ana writes her plan for hard moments: nothing is lost, nobody else sees it, and it is always hers."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ampersand.accounts import safe_contact
from ampersand.accounts.models import SafeContact
from ampersand.cases.models import Case, Participation
from ampersand.core import clock
from ampersand.core.clock import now
from ampersand.privacy import audit, vault
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import NOBODY
from ampersand.safety.actions import alerts, preferences
from ampersand.safety.actions import plans as actions
from ampersand.safety.models import PlanDraft, PlanReader, PlanVersion, SafetyPlan
from ampersand.safety.queries import plan_words, plans
from ampersand.safety.rules.plans import MOST, review
from tests.cast import Cast

NOW = datetime(2026, 11, 19, 18, 0, tzinfo=UTC)
FIRST = {"signs": "I stop answering messages.", "tell": "Lena, 06 0000 0001"}
SECOND = FIRST | {"alone": "Round the park."}


@pytest.fixture(autouse=True)
def _thursday() -> None:
    clock.fix(NOW)


@pytest.fixture
def ana(cast: Cast) -> Client:
    return cast.client(cast.ana)


def saved(cast: Cast, *readers: str) -> plans.Plan:
    viewer = cast.viewer(cast.ana)
    actions.save(by=viewer, words=FIRST, base=0, now=NOW)
    actions.choose_readers(by=viewer, chosen=readers, now=NOW)
    found = plans.own(viewer)
    assert found
    return found


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode().split("<main")[1].split("</main")[0]


def test_ana_begins_writes_and_opens_it_in_one_tap_from_every_page(ana: Client, cast: Cast) -> None:
    assert "Begin my plan" in page(ana, "/my/plan/")
    answer = ana.post("/my/write-plan/", {"base": 0, "country": "nl", **FIRST})
    assert (answer.status_code, answer["Location"]) == (303, "/my/plan-readers/")
    shown = page(ana, "/my/plan/")
    assert "I stop answering messages." in shown
    assert "Only you see this plan" in shown
    assert '<a href="tel:0600000001">06 0000 0001</a>' in shown
    assert 'href="tel:113"' in shown
    assert "Only in the Netherlands." in shown
    for path in ("/my/", "/account/", f"/cases/{cast.couple.pk}/ours/", "/help/"):
        assert ana.get(path).content.decode().count('href="/my/plan/"') == 2, path


def test_what_is_wrong_comes_back_with_everything_typed(ana: Client) -> None:
    empty = ana.post("/my/write-plan/", {"base": 0})
    assert empty.status_code == 422
    assert "Write at least one line" in empty.content.decode()
    long = ana.post("/my/write-plan/", {"base": 0, "signs": "x" * (MOST + 3), "worth": "The sea"})
    text = long.content.decode()
    assert long.status_code == 422
    assert "This is 3 letters too long." in text
    assert "x" * (MOST + 3) in text
    assert "The sea" in text
    assert "Begin my plan" in page(ana, "/my/plan/"), "nothing was saved"


def test_every_saved_version_stays_and_can_stand_again(ana: Client, cast: Cast) -> None:
    viewer = cast.viewer(cast.ana)
    saved(cast)
    ana.post("/my/write-plan/", {"base": 1, **SECOND})
    earlier = plans.opened(viewer, list(plans.versions(viewer)))
    assert [(one.number, one.words["alone"]) for one in earlier] == [(1, "")]
    assert "I stop answering messages." in page(ana, "/my/plan-versions/")
    answer = ana.post(f"/my/plan-versions/{earlier[0].id}/bring-back/")
    assert answer["Location"] == "/my/plan/"
    again = plans.own(viewer)
    assert again
    assert (again.version, again.words["alone"]) == (3, "")
    assert [one.number for one in plans.opened(viewer, list(plans.versions(viewer)))] == [2, 1]


def test_saving_the_same_words_is_no_new_version(cast: Cast) -> None:
    saved(cast)
    assert actions.save(by=cast.viewer(cast.ana), words=FIRST, base=0, now=NOW) == 1


def test_words_are_kept_while_typing_and_found_on_another_device(ana: Client, cast: Cast) -> None:
    kept = ana.post("/my/write-plan/draft/", {"base": 0, "version": 0, "writer": "one", **FIRST})
    assert kept.json() == {"version": 1}
    assert ana.post("/my/write-plan/draft/", {"base": 0, "version": 1, "writer": "one", **SECOND}).json() == {
        "version": 2
    }
    phone = page(cast.client(cast.ana), "/my/write-plan/")
    assert "Round the park." in phone
    assert "This is what you wrote on" in phone
    assert "Begin my plan" in page(ana, "/my/plan/"), "kept, and not saved yet"
    ana.post("/my/write-plan/", {"base": 0, "writer": "one", **SECOND})
    assert plans.draft(cast.viewer(cast.ana)) is None


def test_two_windows_do_not_overwrite_each_other(ana: Client, cast: Cast) -> None:
    saved(cast)
    ours = {"base": 1, "version": 0, "writer": "one", **SECOND}
    assert ana.post("/my/write-plan/draft/", ours).status_code == 200
    theirs = {"base": 1, "version": 0, "writer": "two", "safer": "The tablets are with Lena."}
    assert ana.post("/my/write-plan/draft/", theirs).status_code == 409, "the other window keeps its own words"
    assert ana.post("/my/write-plan/", theirs)["Location"] == "/my/plan/", "saving works from either"
    late = ana.post("/my/write-plan/", ours)
    text = late.content.decode()
    assert late.status_code == 409
    for words in (
        "changed in another window",
        "Round the park.",
        "The tablets are with Lena.",
        'name="base" value="2"',
    ):
        assert words in text
    assert ana.post("/my/write-plan/", ours | {"base": 2})["Location"] == "/my/plan/"
    viewer = cast.viewer(cast.ana)
    held = [one.words for one in plans.opened(viewer, list(plans.versions(viewer)))]
    assert [one["safer"] for one in held] == ["The tablets are with Lena.", ""], "nothing was lost"


def test_words_not_saved_before_another_change_are_shown_beside_it(ana: Client, cast: Cast) -> None:
    saved(cast)
    ana.post("/my/write-plan/draft/", {"base": 1, "version": 0, "writer": "one", **SECOND})
    actions.save(by=cast.viewer(cast.ana), words=FIRST | {"worth": "The sea"}, base=1, writer="two", now=NOW)
    shown = page(ana, "/my/write-plan/")
    assert "Not saved then:" in shown
    assert "Round the park." in shown
    assert "The sea" in shown
    ana.post("/my/write-plan/draft/drop/")
    assert "Round the park." not in page(ana, "/my/write-plan/")


def test_saved_on_another_device_the_draft_it_began_from_goes(ana: Client, cast: Cast) -> None:
    ana.post("/my/write-plan/draft/", {"base": 0, "version": 0, "writer": "phone", **FIRST})
    told = {"base": 0, "version": 1, "writer": "desk", **FIRST, "signs": "Sundays."}
    assert ana.post("/my/write-plan/", told).status_code == 303
    assert plans.draft(cast.viewer(cast.ana)) is None


def test_a_too_long_draft_is_refused_and_what_was_kept_stays(ana: Client, cast: Cast) -> None:
    ana.post("/my/write-plan/draft/", {"base": 0, "version": 0, "writer": "one", **FIRST})
    assert ana.post("/my/write-plan/draft/", {"version": 1, "writer": "one", "signs": "x" * 5000}).status_code == 422
    held = plans.draft(cast.viewer(cast.ana))
    assert held
    assert held.words["signs"] == FIRST["signs"]


def test_nobody_else_reads_it_until_ana_chooses_them(cast: Cast) -> None:
    plan = saved(cast)
    for person in (cast.ben, cast.chloe, cast.dana, cast.emil, cast.farid, cast.gita, cast.hugo):
        viewer = cast.viewer(person)
        assert plans.of_others(viewer) == []
        with pytest.raises(Hidden):
            plans.one(viewer, plan.id)
        assert cast.client(person).get(f"/plans/{plan.id}/").status_code == 404
    assert not SafetyPlan.objects.visible_to(NOBODY).exists()


def test_the_chosen_therapist_reads_and_writes_a_line_and_those_behind_her_may_look(cast: Cast) -> None:
    plan = saved(cast, f"therapist:{cast.dana.pk}")
    dana, emil = cast.client(cast.dana), cast.client(cast.emil)
    shown = page(dana, f"/plans/{plan.id}/")
    assert "I stop answering messages." in shown
    assert "Write to Ana about it" in shown
    said = {"comment": str(uuid4()), "text": "Thank you for trusting me with it."}
    for _ in range(2):  # pressed twice
        assert dana.post(f"/plans/{plan.id}/comment/", said).status_code == 303
    assert page(cast.client(cast.ana), "/my/plan/").count("Thank you for trusting me with it.") == 1
    assert "Thank you" in page(emil, f"/plans/{plan.id}/")
    assert "Write to Ana" not in page(emil, f"/plans/{plan.id}/")
    assert emil.post(f"/plans/{plan.id}/comment/", said).status_code == 404
    looks = AuditEvent.objects.filter(chain=cast.ana.pk, verb="plan.opened").values_list("actor_id", flat=True)
    assert set(looks) == {cast.dana.pk, cast.emil.pk}
    for person in (cast.ben, cast.gita, cast.hugo):
        assert cast.client(person).get(f"/plans/{plan.id}/").status_code == 404
    assert dana.post(f"/plans/{plan.id}/comment/", {"comment": str(uuid4()), "text": " "}).status_code == 422


def test_ben_reads_it_only_while_ana_lets_him_and_never_what_dana_wrote_to_it(cast: Cast) -> None:
    ana, ben = cast.client(cast.ana), cast.client(cast.ben)
    plan = saved(cast, f"therapist:{cast.dana.pk}", f"member:{cast.ben.pk}")
    cast.client(cast.dana).post(f"/plans/{plan.id}/comment/", {"comment": str(uuid4()), "text": "Between us."})
    assert "Ana’s plan" in page(ben, "/my/plan/")
    shown = page(ben, f"/plans/{plan.id}/")
    assert "I stop answering messages." in shown
    assert "Between us." not in shown
    assert "Ana, you" not in shown
    assert "Only you, Ben and Dana" not in shown
    answer = ana.post("/my/plan-readers/", {"reader": [f"therapist:{cast.dana.pk}"]})
    assert answer.status_code == 303
    assert ben.get(f"/plans/{plan.id}/").status_code == 404
    assert "Ana’s plan" not in page(ben, "/my/plan/")
    assert PlanReader.objects.visible_to(cast.viewer(cast.ana)).filter(reader=cast.ben, withdrawn_at=NOW).count() == 1


def test_ana_can_let_in_only_those_around_her(cast: Cast) -> None:
    plan = saved(cast)
    around = {one.name for one in plans.circle(cast.viewer(cast.ana)).others}
    assert around == {"Dana", "Hugo", "Ben", "Chloé"}, "no supervisor, no office"
    for key in (f"member:{cast.farid.pk}", f"therapist:{cast.emil.pk}", f"member:{cast.dana.pk}", "nonsense"):
        assert cast.client(cast.ana).post("/my/plan-readers/", {"reader": [key]}).status_code == 404
    assert plan.id


def test_when_someone_leaves_or_the_work_ends_they_read_it_no_more(cast: Cast) -> None:
    plan = saved(cast, f"therapist:{cast.dana.pk}", f"member:{cast.ben.pk}")
    dana = cast.viewer(cast.dana)
    Participation.objects.visible_to(dana, "write").filter(person=cast.ben).update(left_at=NOW)
    assert plans.of_others(cast.viewer(cast.ben)) == []
    assert plans.one(dana, plan.id)
    Case.objects.visible_to(dana, "write").update(state="ended", ended_on=NOW.date())
    with pytest.raises(Hidden):
        plans.one(dana, plan.id)
    assert plans.own(cast.viewer(cast.ana)), "hers it stays"
    assert actions.save(by=cast.viewer(cast.ana), words=SECOND, base=1, now=NOW) == 2, "and never locked"


@pytest.mark.parametrize(
    ("days", "asked", "why"), [(89, None, ""), (90, None, "time"), (1, 0, "asked"), (1, 2, ""), (100, 120, "time")]
)
def test_it_is_looked_through_every_ninety_days_and_after_an_alert(days: int, asked: int | None, why: str) -> None:
    asked_at = None if asked is None else NOW - timedelta(days=asked)
    assert review(NOW - timedelta(days=days), asked_at, NOW) == why


def test_after_an_alert_ana_is_asked_and_says_that_it_still_holds(ana: Client, cast: Cast) -> None:
    assert not actions.ask_review(person_id=cast.ana.pk, at=NOW), "she has none yet"
    saved(cast)
    assert "Is it still right?" not in page(ana, "/my/plan/")
    clock.fix(NOW + timedelta(hours=1))
    assert actions.ask_review(person_id=cast.ana.pk, at=clock.now())
    assert plans.review_due(cast.viewer(cast.ana)) == "asked"
    ana = cast.client(cast.ana)
    assert "Something was hard lately." in page(ana, "/my/plan/")
    clock.fix(NOW + timedelta(hours=1, minutes=9))
    ana.post("/my/plan-looked-through/")
    assert "Is it still right?" not in page(ana, "/my/plan/")
    clock.fix(NOW + timedelta(days=95))
    assert plans.review_due(cast.viewer(cast.ana)) == "time"
    assert plans.review_due(NOBODY) == plans.review_due(cast.viewer(cast.ben)) == ""


def test_alerts_about_suicide_ask_for_it_and_what_a_private_check_says_never_does(cast: Cast) -> None:
    saved(cast)
    clock.fix(NOW + timedelta(hours=1))
    told = {"case_id": cast.couple.pk, "person_id": cast.ana.pk, "at": clock.now()}
    alerts.raise_alert(**told, kind="private-check-red", source="check:1")
    alerts.raise_alert(**told, kind="private-word")
    assert plans.review_due(cast.viewer(cast.ana)) == ""
    alerts.raise_alert(**told, kind="item-9", source="administration:1")
    assert plans.review_due(cast.viewer(cast.ana)) == "asked"
    shown = page(cast.client(cast.ana), "/my/")
    assert "look through your plan" in shown
    assert "look through your plan" not in page(cast.client(cast.ben), "/my/")


def test_dana_finds_the_plans_she_may_read_where_she_looks_first(cast: Cast) -> None:
    saved(cast, f"therapist:{cast.dana.pk}")
    assert "Ana’s plan" in page(cast.client(cast.dana), "/attention/")
    assert "Ana’s plan" not in page(cast.client(cast.hugo), "/attention/")


def test_only_ana_deletes_it_and_then_it_is_gone_from_backups_too(ana: Client, cast: Cast) -> None:
    plan = saved(cast, f"therapist:{cast.dana.pk}", f"member:{cast.ben.pk}")
    sealed = SafetyPlan.objects.visible_to(cast.viewer(cast.ana)).values_list("words", flat=True).get()
    ana.post("/my/write-plan/", {"base": 1, **SECOND})
    for person in (cast.ben, cast.dana, cast.gita):
        cast.client(person).post("/my/delete-plan/")
    assert plans.own(cast.viewer(cast.ana))
    assert "not even from a backup" in page(ana, "/my/delete-plan/")
    for _ in range(2):  # pressed twice
        assert ana.post("/my/delete-plan/")["Location"] == "/my/plan/"
    for model in (SafetyPlan, PlanVersion, PlanDraft, PlanReader):
        assert not model.objects.visible_to(cast.viewer(cast.ana)).exists()
    with pytest.raises(vault.Unreadable):
        plan_words.open_words(plan.id, cast.ana.pk, place=plan_words.PLAN, row=plan.id, sealed=sealed)
    assert actions.save(by=cast.viewer(cast.ana), words=FIRST, base=0, now=NOW) == 1, "she can begin anew"
    assert list(audit.verify()) == []


def test_on_paper_and_as_text_it_carries_no_name_of_ours(ana: Client, cast: Cast) -> None:
    saved(cast)
    preferences.remember_country(by=cast.viewer(cast.ana), country="de")
    paper = ana.get("/my/plan-on-paper/").content.decode()
    assert "<title>My plan</title>" in paper
    text = ana.get("/my/plan-as-text/")
    assert text["Content-Disposition"] == 'attachment; filename="my-plan.txt"'
    said = text.content.decode()
    for words in ("1. How I notice it building\nI stop answering messages.", "116 123", "in Germany"):
        assert words in said
    for told in (paper, said):
        assert "ampersand" not in told.lower().replace("/static/", "")
    assert "Ampersand" not in ana.get("/my/plan/").content.decode().split("</title>")[0]
    for path in ("/my/plan-on-paper/", "/my/plan-as-text/", "/my/plan-readers/"):
        assert cast.client(cast.ben).get(path)["Location"] == "/my/plan/"


def test_the_blank_plan_is_for_everyone_and_keeps_nothing(db: None) -> None:
    client = Client()
    with CaptureQueriesContext(connection) as made:
        answer = client.get("/blank-plan/")
    text = answer.content.decode()
    assert (answer.status_code, len(made), bool(answer.cookies)) == (200, 0, False)
    for step in plans.blank().steps:
        assert step.title in text
    assert "Barbara Stanley and Gregory K. Brown" in text
    assert "<form" not in text
    assert "<textarea" not in text


def test_only_the_plans_own_page_may_start_a_worker_that_reaches_nothing_else(ana: Client, cast: Cast) -> None:
    saved(cast)
    assert "worker-src 'self'" in ana.get("/my/plan/")["Content-Security-Policy"]
    for path in ("/my/", "/my/write-plan/", "/help/", "/my/plan-on-paper/"):
        assert "worker-src 'none'" in ana.get(path)["Content-Security-Policy"], path
    worker = ana.get("/my/plan/worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in worker, "its reach is /my/plan/ and no more"
    assert worker["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
    assert worker["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("path", "method"), [("/leave/", "get"), ("/leave/", "post"), ("/account/sign-out/", "post")])
def test_leaving_takes_the_copy_from_the_device_and_costs_others_nothing(ana: Client, path: str, method: str) -> None:
    plain = getattr(Client(), method)("/leave/")
    assert "Clear-Site-Data" not in plain
    ana.cookies["kept"] = "1"
    answer = getattr(ana, method)(path)
    assert answer["Clear-Site-Data"] == '"storage"'
    assert answer.cookies["kept"]["max-age"] == 0
    assert "Clear-Site-Data" not in ana.get("/help/")


def says_device(cast: Cast, shared: str) -> None:
    words = safe_contact.seal(cast.ana.pk, safe_contact.Words())
    SafeContact(person=cast.ana, words=words, shared_device=shared, reviewed_on=now().date()).insert()


def test_on_a_device_that_others_use_no_copy_is_offered_and_one_that_is_there_goes(ana: Client, cast: Cast) -> None:
    saved(cast)
    says_device(cast, "yes")
    ana.cookies["kept"] = "1"
    answer = ana.get("/my/plan/")
    assert "data-keep" not in answer.content.decode()
    assert "so no copy is kept on it" in answer.content.decode().lower()
    assert answer["Clear-Site-Data"] == '"storage"'
    assert answer.cookies["kept"]["max-age"] == 0


def test_on_a_device_of_her_own_it_is_offered(ana: Client, cast: Cast) -> None:
    saved(cast)
    says_device(cast, "no")
    ana.cookies["kept"] = "1"
    answer = ana.get("/my/plan/")
    assert "data-keep" in answer.content.decode()
    assert "Clear-Site-Data" not in answer


@pytest.mark.parametrize(("shared", "goes"), [("yes", True), ("no", False)])
def test_saying_that_others_use_it_takes_the_copy_at_once(ana: Client, shared: str, goes: bool) -> None:
    ana.cookies["kept"] = "1"
    told = {"channels": ["email"], "may_leave_message": "no", "shared_device": shared, "version": "0"}
    assert ("Clear-Site-Data" in ana.post("/account/reaching-me/", told)) == goes


def test_a_plan_whose_key_is_gone_says_so_and_can_be_begun_anew(ana: Client, cast: Cast) -> None:
    plan = saved(cast)
    vault.destroy_key(plan.id, cast.ana.pk)
    assert "We cannot open your plan" in page(ana, "/my/plan/")
    assert ana.post("/my/delete-plan/").status_code == 303
    assert "Begin my plan" in page(ana, "/my/plan/")


def test_the_page_costs_the_same_however_much_there_is(ana: Client, cast: Cast) -> None:
    saved(cast, f"therapist:{cast.dana.pk}")
    ana.get("/my/plan/")
    with CaptureQueriesContext(connection) as few:
        ana.get("/my/plan/")
    dana = cast.viewer(cast.dana)
    plan = plans.own(cast.viewer(cast.ana))
    assert plan
    for number in range(1, 6):
        actions.save(by=cast.viewer(cast.ana), words={"signs": str(number)}, base=number, now=NOW)
        actions.comment(by=dana, plan_id=plan.id, comment_id=uuid4(), text=str(number), now=NOW)
    with CaptureQueriesContext(connection) as many:
        ana.get("/my/plan/")
    assert len(many) == len(few)


def test_nobody_writes_for_another(cast: Cast) -> None:
    with pytest.raises(Hidden):
        actions.save(by=NOBODY, words=FIRST, base=0, now=NOW)
    with pytest.raises(Hidden):
        actions.look_through(by=cast.viewer(cast.ben), now=NOW)
    with pytest.raises(Hidden):
        actions.bring_back(by=cast.viewer(cast.ben), version_id=UUID(int=7), now=NOW)
