"""Signing in as one of the people of the demo, and reading its mails; neither exists anywhere else."""

import re
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from ampersand.accounts.models import Person, Practice, StaffRole
from ampersand.operations.demo import people as who

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: Any, tmp_path: Path) -> Client:
    """A browser in a demo with Ana, Ben and Dana."""
    settings.DEMO, settings.ROOT_URLCONF = True, "ampersand.operations.tests.urls_demo"
    settings.MAIL_FOLDER = tmp_path / "mail"
    house = Practice(id=who.PRACTICE, name=who.PRACTICE_NAME)
    house.save(force_insert=True)
    for one in (who.ANA, who.BEN, who.DANA):
        Person(id=one.id, email=one.email, name=one.name).save(force_insert=True)
    StaffRole(practice=house, person_id=who.DANA.id, role="therapist").save()
    return Client()


def write_mail(folder: Path, name: str, body: str, subject: str = "Your code") -> None:
    """A mail as the folder keeps it."""
    folder.mkdir(exist_ok=True)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Messages <post@localhost>", "ana@example.org", subject
    mail.set_content(body)
    (folder / f"{name}.eml").write_bytes(mail.as_bytes())


@pytest.mark.parametrize("path", ["/demo/", "/demo/mail/", f"/demo/sign-in/{UUID(int=7)}/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_outside_a_demo_there_are_no_such_pages(path: str, method: str) -> None:
    assert getattr(Client(), method)(path).status_code == 404


def test_the_page_lists_who_is_here_and_what_to_look_at(demo: Client) -> None:
    page = demo.get("/demo/").content.decode()
    assert re.findall(r"<button[^>]*>Sign in as (\w+)", page) == ["Ana", "Ben", "Dana"]
    assert "Farid" not in page
    assert "everyone here is invented" in page


def test_a_button_signs_in(demo: Client) -> None:
    entered = demo.post(reverse("operations:demo_sign_in", args=[who.ANA.id]))
    assert (entered.status_code // 100, entered["location"]) == (3, "/")
    assert "You are signed in as Ana" in demo.get("/demo/").content.decode()


def test_someone_else_takes_over_the_browser(demo: Client) -> None:
    for one in (who.ANA, who.DANA, who.BEN):
        demo.post(reverse("operations:demo_sign_in", args=[one.id]))
        assert f"You are signed in as {one.name}" in demo.get("/demo/").content.decode()


def test_opening_the_address_of_the_button_signs_nobody_in(demo: Client) -> None:
    assert demo.get(reverse("operations:demo_sign_in", args=[who.ANA.id]))["location"] == "/demo/"
    assert "You are signed in" not in demo.get("/demo/").content.decode()


def test_only_the_listed_people_have_a_button(demo: Client) -> None:
    other = Person(email="someone@example.org", name="Someone")
    other.save()
    for person_id in (other.pk, UUID(int=7), who.FARID.id):
        assert demo.post(reverse("operations:demo_sign_in", args=[person_id])).status_code == 404


def test_beside_a_real_practice_nobody_is_let_in_and_no_mail_is_shown(demo: Client, settings: Any) -> None:
    write_mail(settings.MAIL_FOLDER, "20261118-120000-a", "Your code is 1234 5678")
    Practice(name="A real one").save()
    assert demo.post(reverse("operations:demo_sign_in", args=[who.ANA.id])).status_code == 404
    assert demo.get("/demo/mail/").status_code == 404


def test_an_empty_mail_folder_says_what_it_is_for(demo: Client) -> None:
    assert "No mails yet" in demo.get("/demo/mail/").content.decode()


def test_mails_are_read_newest_first_and_escaped(demo: Client, settings: Any) -> None:
    write_mail(settings.MAIL_FOLDER, "20261118-120000-a", "Your code is 1234 5678")
    write_mail(settings.MAIL_FOLDER, "20261118-130000-b", "<b>1 & 2</b> http://localhost:8000/join/x/", "Später")
    page = demo.get("/demo/mail/").content.decode()
    assert "1234 5678" in page
    assert "&lt;b&gt;1 &amp; 2&lt;/b&gt;" in page
    assert 'href="http://localhost:8000/join/x/"' in page
    assert page.index("Später") < page.index("Your code")
    assert "ana@example.org" in page


def test_many_mails_are_shown_in_pages(demo: Client, settings: Any) -> None:
    for number in range(12):
        write_mail(settings.MAIL_FOLDER, f"20261118-1200{number:02}-a", f"Your code is 0000 {number:04}")
    newest, earlier = (demo.get(f"/demo/mail/{page}").content.decode() for page in ("", "?page=1"))
    assert "0000 0011" in newest
    assert "Earlier" in newest
    assert earlier.count("Your code is") == 10
    assert demo.get("/demo/mail/?page=x").status_code == 200
