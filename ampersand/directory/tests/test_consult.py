"""A visitor asks for a consultation: sees everything first, sends once, is kept out by nobody else, leaves no name."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail, signing
from django.test import Client

from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.directory.forms.consult import SALT
from ampersand.directory.models import Enquiry, Letter
from ampersand.directory.policy import letters_held
from ampersand.directory.queries import inbox
from ampersand.directory.tests.stories import WORDS, letter_to, listed
from ampersand.privacy.models import AuditEvent, DataKey
from ampersand.privacy.scope import system_scope
from tests.cast import Cast, make_person

ANSWERS = ["Would you both come? Yes", "How do your rows end? One of us leaves"]


@pytest.fixture(autouse=True)
def _shown(cast: Cast) -> None:
    listed(cast, cast.dana)
    listed(cast, cast.hugo)


@pytest.fixture
def sends(django_capture_on_commit_callbacks: Any) -> Any:
    """Lets mails leave that wait for the transaction."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def stamp(seconds_ago: float = 30) -> str:
    """The mark of a form that was shown a while ago."""
    return signing.dumps({"form": str(new_id()), "at": clock.now().timestamp() - seconds_ago}, salt=SALT)


def filled(**more: Any) -> dict[str, Any]:
    """A form as somebody fills it in."""
    return {
        "stamp": stamp(), "who": ["dana"], "my-name": "Wren", "my-kind": "couple", "my-country": "NL",
        "my-zone": "Europe/Amsterdam", "my-words": WORDS, "my-mail": "",
    } | more  # fmt: skip


def token_of(answer: Any) -> str:
    """The token in the address that an answer leads to."""
    assert answer.status_code == 303, answer.content.decode()[:3000]
    return str(answer["Location"]).split("/")[2]


def letters() -> list[Letter]:
    with system_scope("a test counts"):
        return list(Letter.objects.all())


def test_everything_that_would_be_handed_over_is_shown_and_can_be_unticked(client: Client) -> None:
    page = client.post("/ask/", {"who": ["dana", "hugo", "nobody"], "handed": ANSWERS})
    text = page.content.decode()
    assert [one.slug for one in page.context["people"]] == ["dana", "hugo"]
    for answer in ANSWERS:
        assert re.search(rf'type="checkbox" name="handed" value="{re.escape(answer)}" checked', text)
    assert letters() == []

    token = token_of(client.post("/ask/send/", filled(offered=ANSWERS, handed=ANSWERS[:1])))
    with system_scope("a test reads"):
        found = Letter.objects.get(enquiry__in=[letters_held(token).get().enquiry_id])
    assert "One of us leaves" not in str(found.__dict__)


def test_only_what_was_ticked_reaches_the_therapist(cast: Cast, client: Client) -> None:
    token = token_of(
        client.post("/ask/send/", filled(offered=ANSWERS, handed=ANSWERS[:1], **{"my-times": ["evenings"]}))
    )
    letter = letter_to(token, cast.dana)
    sent = inbox.one(cast.viewer(cast.dana), letter.pk).line.sent
    assert (sent.name, sent.kind, sent.country, sent.words) == ("Wren", "couple", "NL", WORDS)
    assert (sent.handed, sent.times, sent.mail) == (tuple(ANSWERS[:1]), ("evenings",), "")


def test_each_therapist_gets_a_letter_of_their_own_and_learns_of_no_other(cast: Cast, client: Client) -> None:
    token = token_of(client.post("/ask/send/", filled(who=["dana", "hugo"])))
    assert letters_held(token).count() == 2
    for person, other in ((cast.dana, "Hugo"), (cast.hugo, "Dana")):
        letter = letter_to(token, person)
        page = cast.client(person).get(f"/enquiries/{letter.pk}/").content.decode()
        assert WORDS in page
        assert other not in page.split("<main")[1].split("</main")[0]
        assert (
            cast.client(person).get(f"/enquiries/{letter_to(token, getattr(cast, other.lower())).pk}/").status_code
            == 404
        )


def test_nothing_of_it_lies_open_in_the_database(client: Client) -> None:
    token_of(client.post("/ask/send/", filled(**{"my-mail": "wren@example.org"})))
    with system_scope("a test looks into the tables"):
        rows = [*Enquiry.objects.all().values(), *Letter.objects.all().values()]
    text = " ".join(
        str(bytes(v)) if isinstance(v, bytes | memoryview) else str(v) for row in rows for v in row.values()
    )
    for words in ("Wren", "quarrel", "wren@example.org"):
        assert words not in text
    assert DataKey.objects.count() == 2, "one for the one who asked, one for the letter"
    assert not AuditEvent.objects.filter(verb__startswith="enquiry.", actor_id__isnull=False).exists()
    assert not [one for one in AuditEvent.objects.values_list("note", flat=True) if "Wren" in one]


def test_someone_who_is_signed_in_asks_without_their_name(cast: Cast) -> None:
    token = token_of(cast.client(cast.ana).post("/ask/send/", filled()))
    letter = letter_to(token, cast.dana)
    assert not AuditEvent.objects.filter(chain=letter.enquiry_id, actor_id=cast.ana.pk).exists()
    page = cast.client(cast.dana).get(f"/enquiries/{letter.pk}/").content.decode()
    assert cast.ana.email not in page


def test_pressing_twice_sends_once_and_leads_to_the_same_page(client: Client) -> None:
    form = filled()
    assert client.post("/ask/send/", form)["Location"] == client.post("/ask/send/", form)["Location"]
    assert len(letters()) == 1


def test_mails_say_nothing_and_reach_both_sides(client: Client, cast: Cast, sends: Any) -> None:
    with sends():
        token = token_of(client.post("/ask/send/", filled(**{"my-mail": "Wren@Example.org"})))
    theirs = {message.to[0]: message for message in mail.outbox}
    assert set(theirs) == {cast.dana.email, "wren@example.org"}
    assert f"/yours/{token}/" in theirs["wren@example.org"].body
    for message in mail.outbox:
        text = f"{message.subject} {message.body}".lower()
        assert not re.search("therap|couple|wren,|consult|dana\\b.*wrote", text.replace("hello dana", ""))
    assert token not in theirs[cast.dana.email].body


def test_what_was_typed_stays_when_something_is_missing(client: Client) -> None:
    page = client.post("/ask/send/", filled(offered=ANSWERS, handed=ANSWERS[1:], **{"my-name": "", "my-mail": "wren@"}))
    text = page.content.decode()
    assert page.status_code == 422
    assert WORDS in text
    assert "Type a name, any name." in text
    assert "leave it empty" in text
    assert f'value="{ANSWERS[0]}">' in text
    assert f'value="{ANSWERS[1]}" checked' in text
    assert letters() == []


@pytest.mark.parametrize(
    ("who", "words"), [([], "Choose whom you want to ask"), (["gone"], "Choose whom you want to ask")]
)
def test_somebody_must_be_asked(client: Client, who: list[str], words: str) -> None:
    page = client.post("/ask/send/", filled(who=who))
    assert page.status_code == 422
    assert words in page.content.decode()


def test_up_to_five_are_asked_at_once(client: Client, cast: Cast) -> None:
    slugs = [listed(cast, make_person(f"Nell{number}")).slug for number in range(6)]
    page = client.post("/ask/send/", filled(who=slugs))
    assert page.status_code == 422
    assert "Ask up to 5 people at once." in page.content.decode()


@pytest.mark.parametrize(
    ("more", "words"),
    [({"website": "http://spam"}, "field that people do not see"), ({"stamp": None}, "That was very quick")],
)
def test_machines_are_stopped_and_a_person_is_told_what_to_do(client: Client, more: dict[str, Any], words: str) -> None:
    form = filled(**{name: value for name, value in more.items() if value})
    form["stamp"] = stamp(0.5) if "stamp" in more else form["stamp"]
    page = client.post("/ask/send/", form)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert letters() == []
    clock.fix(clock.now() + timedelta(seconds=10))
    again = form | {"website": "", "stamp": re.search(r'name="stamp" value="([^"]+)"', page.content.decode())[1]}
    token_of(client.post("/ask/send/", again))


def test_a_network_that_sends_very_much_is_asked_to_wait_and_loses_nothing(client: Client) -> None:
    for _ in range(6):
        token_of(Client().post("/ask/send/", filled()))
    page = Client().post("/ask/send/", filled())
    assert page.status_code == 429
    assert "Everything you typed is still here" in page.content.decode()
    assert WORDS in page.content.decode()


def test_another_on_that_network_gets_through_by_mail_and_by_being_signed_in(cast: Cast, sends: Any) -> None:
    for _ in range(6):
        token_of(Client().post("/ask/send/", filled()))
    with sends():
        page = Client().post("/ask/send/", filled(**{"my-mail": "wren@example.org"}))
    assert "One more step" in page.content.decode()
    assert [message.to for message in mail.outbox if "@example.org" in message.to[0]][-1:] == [["wren@example.org"]]
    waiting = [letter for letter in letters() if letter.state == "held"]
    assert len(waiting) == 1
    assert cast.client(cast.dana).get(f"/enquiries/{waiting[0].pk}/").status_code == 404, "nobody reads it yet"

    link = re.search(r"/yours/[^/]+/", mail.outbox[-1].body)
    assert link
    stranger = Client()
    assert "Nothing has been sent yet" in stranger.get(link[0]).content.decode(), "opening it changes nothing"
    assert [letter.state for letter in letters() if letter.pk == waiting[0].pk] == ["held"]
    stranger.post(f"{link[0]}confirm/")
    assert cast.client(cast.dana).get(f"/enquiries/{waiting[0].pk}/").status_code == 200
    token_of(cast.client(cast.ana).post("/ask/send/", filled()))


def test_another_network_is_not_kept_out(client: Client) -> None:
    for _ in range(7):
        Client(REMOTE_ADDR="203.0.113.5").post("/ask/send/", filled())
    token_of(Client(REMOTE_ADDR="198.51.100.7").post("/ask/send/", filled()))


def test_what_was_typed_goes_along_while_someone_else_is_chosen(client: Client) -> None:
    page = client.post("/find/", filled(offered=ANSWERS, handed=ANSWERS))
    text = page.content.decode()
    assert f'name="my-words" value="{WORDS}"' in text
    back = client.post("/ask/", filled(who=["dana", "hugo"], offered=ANSWERS, handed=ANSWERS))
    assert WORDS in back.content.decode()
    assert back.context["form"].initial["name"] == "Wren"


def test_asking_without_having_chosen_leads_to_the_search(client: Client) -> None:
    text = client.get("/ask/").content.decode()
    assert "Choose someone first" in text
    assert 'href="/find/"' in text
