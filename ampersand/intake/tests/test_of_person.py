"""How each came in, as Dana reads it: in order, with what it said before, beside the first answers, on paper."""

from typing import Any

from django.core import mail

from ampersand.accounts.models import SafeContact
from ampersand.accounts.safe_contact import Words, seal
from ampersand.core.clock import now
from ampersand.intake.models import IntakeAsk
from ampersand.intake.tests.stories import SAID, tell
from ampersand.measures.models import Assignment
from ampersand.overview.tests.answers import answered
from ampersand.privacy.models import AuditEvent
from tests.cast import Cast


def path_of(cast: Cast, who: Any) -> str:
    return f"/cases/{cast.couple.pk}/intake/{who.pk}/"


def test_dana_reads_it_in_order_with_what_is_missing_and_her_look_is_recorded(cast: Cast) -> None:
    tell(cast, cast.ana)
    answered(cast, cast.couple, cast.ana, "phq-9", [12])
    Assignment(case=cast.couple, person=cast.ana, instrument="gad-7", opens_on=now().date()).insert()
    page = cast.client(cast.dana).get(path_of(cast, cast.ana)).content.decode()
    order = [page.index(text) for text in ("What made you look", "We row about", "What do you argue", "Money, and")]
    assert order == sorted(order)
    assert "Not there yet: What you hope for, Worth knowing, CSI-16, GAD-7." in page
    assert "<strong>moderate</strong>, 12 of 27" in page
    assert "asked, not answered yet" in page
    assert "You, Ana and Emil see this page" in page
    assert "data-print" in page
    looks = AuditEvent.objects.filter(verb="intake.opened", chain=cast.couple.pk, actor_id=cast.dana.pk)
    assert looks.count() == 1


def test_an_earlier_version_stays_readable(cast: Cast) -> None:
    tell(cast, cast.ana)
    tell(cast, cast.ana, SAID | {"now": "It is calmer.", "tried": ""}, base=1)
    page = cast.client(cast.dana).get(path_of(cast, cast.ana)).content.decode()
    assert page.index("It is calmer.") < page.index("We row about the same things.")
    assert "Taken out again." in page
    assert "It is calmer." in cast.client(cast.ana).get(f"/cases/{cast.couple.pk}/coming-in/told/").content.decode()


def test_how_she_wants_to_be_reached_stands_beside_it(cast: Cast) -> None:
    page = cast.client(cast.dana).get(path_of(cast, cast.ana)).content.decode()
    assert "Ana has not said how they may be reached" in page
    words = seal(cast.ana.pk, Words(numbers="06 1234"))
    row = {"channels": ["call"], "times": ["weekend_evening"], "shared_device": "yes"}
    SafeContact(person=cast.ana, words=words, reviewed_on=now().date(), **row).insert()
    page = cast.client(cast.dana).get(path_of(cast, cast.ana)).content.decode()
    assert "By phone: weekends 17 to 21." in page
    assert "Leave no message." in page
    assert "Others use their device." in page
    assert "06 1234" not in page, "numbers stand on a page of their own, where each look is recorded"


def test_the_list_says_how_far_each_is(cast: Cast) -> None:
    tell(cast, cast.ana)
    page = cast.client(cast.dana).get(f"/cases/{cast.couple.pk}/intake/").content.decode()
    assert "2 parts still to come" in page
    assert "nothing told yet" in page


def test_she_asks_once_more_and_the_mail_says_nothing_of_it(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    tell(cast, cast.ana)
    dana, path = cast.client(cast.dana), f"{path_of(cast, cast.ana)}1/again/"
    assert dana.post(path, {"form_id": str(cast.couple.pk), "note": ""}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            answer = dana.post(path, {"form_id": str(cast.couple.pk), "note": "More about the book, please."})
            assert answer["Location"] == path_of(cast, cast.ana)
    assert IntakeAsk.objects.visible_to(cast.viewer(cast.dana)).count() == 1
    assert [message.to for message in mail.outbox] == [[cast.ana.email]]
    assert "book" not in mail.outbox[0].body
    assert "More about the book, please." in dana.get(path_of(cast, cast.ana)).content.decode()
    assert cast.client(cast.emil).post(path, {"form_id": str(cast.ben.pk), "note": "."}).status_code == 404


def test_the_page_costs_the_same_however_much_was_told(cast: Cast, django_assert_max_num_queries: Any) -> None:
    client = cast.client(cast.dana)
    tell(cast, cast.ben, {"now": "."})
    for number in range(4):
        tell(cast, cast.ana, SAID | {"now": str(number)}, base=number)
    answered(cast, cast.couple, cast.ana, "phq-9", [12, 11, 10])
    counts = set()
    for person in (cast.ana, cast.ben):
        # session, meeting, case, people, handed, asked, told, key, chosen, first (3), wish, the look (3), navigation
        with django_assert_max_num_queries(17) as asked:
            assert client.get(path_of(cast, person)).status_code == 200
        counts.add(len(asked))
    assert len(counts) == 1


def test_dana_chooses_the_first_questions_for_everyone(cast: Cast) -> None:
    dana, path = cast.client(cast.dana), f"/cases/{cast.couple.pk}/intake/"
    assert "CSI-16, PHQ-9, GAD-7" in dana.get(path).content.decode()
    assert dana.post(f"{path}first/", {}).status_code == 422
    assert dana.post(f"{path}first/", {"instruments": ["k6", "csi-4"]})["Location"] == path
    assert "CSI-16" not in dana.get(path).content.decode()
    for person in (cast.ana, cast.ben):
        page = cast.client(person).get(f"/cases/{cast.couple.pk}/coming-in/first/").content.decode()
        assert "K6" in page
        assert "PHQ-9" not in page
    assert cast.client(cast.emil).get(f"{path}first/").status_code == 404
    assert [event.verb for event in AuditEvent.objects.filter(verb="intake.first_chosen")] == ["intake.first_chosen"]
