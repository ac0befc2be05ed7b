"""Kim comes in from a link on a phone and goes on elsewhere; Ana does it by keys, Ben without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices
from tests.journeys.steps import sign_in

pytestmark = pytest.mark.browser
NOW = "What made you look for help now?"
BETTER = "If this goes well, what would you notice in an ordinary week?"


def invited(devices: Devices, story: Story) -> tuple[str, str]:
    """Dana opens a case for one person; their address, and the link from the mail."""
    address = f"kim{story.case[-6:]}@example.org"
    desk = devices.new(story.dana, phone=False)
    desk.go("/cases/new/?kind=individual")
    desk.page.get_by_label("Name").fill("Kim")
    desk.page.get_by_label("E-mail address").fill(address)
    desk.press("Open the case and invite them")
    desk.heading("Who takes part")
    found = re.search(r"https?://\S+", desk.house.next_mail_to(address))
    assert found
    return address, found[0]


def signed(phone: Device) -> None:
    """The agreement, read and signed alone; from there on to coming in."""
    phone.page.get_by_label("Your name").fill("Kim")
    phone.page.get_by_role("checkbox").check()
    phone.press("Sign")
    phone.follow("Go on with coming in")


def test_from_a_link_to_everything_told_on_two_devices(devices: Devices, read_only: Story) -> None:
    address, link = invited(devices, read_only)
    phone = devices.new()
    phone.go(link)
    phone.page.get_by_label("What should we call you?").fill("Kim")
    phone.press("Join")
    phone.heading("How to leave a page fast")
    phone.press("Go on")
    phone.heading("Coming in")
    phone.look()
    phone.follow("Begin")
    signed(phone)
    phone.follow("Begin")
    phone.heading("What brings you")
    phone.look()
    phone.page.get_by_label(NOW).fill("I could not get up on Tues")
    expect(phone.page.get_by_text("Kept as you write, for you alone.")).to_be_visible()
    phone.context.close()
    devices.all.remove(phone)

    other = devices.new(phone=False)
    other.go("/account/sign-in/")
    sign_in(other, {"email": address})
    other.heading("Good")
    other.page.goto(f"{other.house.address}/coming-in/")
    other.follow("Go on")
    box = other.page.get_by_label(NOW)
    expect(box).to_have_value("I could not get up on Tues")
    box.fill("I could not get up on Tuesday.")
    other.press("Hand it over")
    for heading in ("What you hope for", "Worth knowing"):
        other.heading(heading)
        other.follow("Begin")
        other.heading(heading)
        other.press("Hand it over")
    expect(other.page.get_by_text("Two things left")).to_be_visible()
    other.look()
    other.follow("Read what you told")
    expect(other.page.get_by_text("I could not get up on Tuesday.")).to_be_visible()
    other.look()

    desk = devices.new(read_only.dana, phone=False)
    desk.go("/caseload/")
    desk.follow("Kim")
    desk.follow("How Kim came in")
    expect(desk.page.get_by_text("I could not get up on Tuesday.")).to_be_visible()
    expect(desk.page.get_by_text("Not there yet: PHQ-9, GAD-7, CORE-10.")).to_be_visible()
    desk.look()


def test_ana_lets_ben_read_one_answer_by_keys_alone_and_takes_it_back(devices: Devices, story: Story) -> None:
    ana, ben = devices.new(story.ana), devices.new(story.ben)
    ben.go(f"/cases/{story.case}/ours/")
    ben.follow("What we let each other read")
    before = ben.page.locator("main").inner_text()
    for shown in (True, False):
        ana.go(f"/cases/{story.case}/coming-in/2/")
        if shown:
            ana.tab_to(ana.page.get_by_label(BETTER))
            ana.page.keyboard.type("That we laugh once a day.")
        ana.tab_to(ana.page.get_by_role("checkbox", name="Ben may read this, too").first)
        ana.page.keyboard.press("Space")
        ana.press_by_key("Hand it over")
        ana.heading("Coming in")
        ben.page.reload()
        expect(ben.page.get_by_text("That we laugh once a day.")).to_have_count(1 if shown else 0)
        if shown:
            ben.look()
    assert ben.page.locator("main").inner_text() == before


def test_ben_comes_in_without_scripts_and_two_windows_are_shown_side_by_side(devices: Devices, story: Story) -> None:
    ben = devices.new(story.ben, scripts=False)
    other = devices.new(story.ben, sign_in=1, scripts=False).expects(409)
    path = f"/cases/{story.case}/coming-in/1/"
    ben.go(path)
    other.go(path)
    ben.page.get_by_label(NOW).fill("She asked.")
    ben.press("Keep it for later")
    ben.follow("Go on")
    expect(ben.page.get_by_label(NOW)).to_have_value("She asked.")
    ben.press("Hand it over")
    expect(ben.page.get_by_text("Thank you. It is handed over.")).to_be_visible()
    other.page.get_by_label(NOW).fill("I do not know.")
    other.press("Hand it over")
    other.heading("This was changed in another window")
    expect(other.page.get_by_label(NOW)).to_have_value("I do not know.")
    expect(other.page.get_by_text("She asked.")).to_be_visible()
