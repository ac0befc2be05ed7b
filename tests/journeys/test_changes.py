"""Work changes: a couple's work closes for both in the same words; a young person says yes on a phone of their own."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices

pytestmark = pytest.mark.browser
NOTICE = "Your work as a couple has closed, for both of you alike."


def test_a_couples_work_closes_and_both_read_the_same_words(devices: Devices, story: Story) -> None:
    desk = devices.new(story.dana, phone=False)
    desk.go(f"/cases/{story.case}/people/")
    desk.follow("How it stands")
    desk.heading("The work goes on")
    desk.look()
    desk.press_by_key("Look at what happens when Ben does not go on", role="link")
    desk.heading("Ben does not go on?")
    desk.look()
    desk.press_by_key("Yes, close the work of the two")
    expect(desk.page.get_by_role("button", name="Take the ending back")).to_be_visible()
    desk.go(f"/cases/{story.case}/people/{story.ana['id']}/onward/")
    desk.look()
    desk.page.get_by_label("What you would like to tell them").fill("Mira works with people after a parting.")
    desk.page.get_by_label("A page of our directory").fill(f"{desk.house.address}/find/mira/")
    desk.press("Offer it")
    desk.heading("The work of the two has closed")
    desk.look()

    ana, ben = devices.new(story.ana), devices.new(story.ben, scripts=False)
    read = []
    for phone in (ana, ben):
        phone.go("/my/")
        notice = phone.page.locator(".notice", has_text=NOTICE)
        expect(notice).to_be_visible()
        read.append(notice.inner_text())
        phone.page.locator("main").get_by_role("link", name="What stays whose").first.click()
        phone.heading("Yours alone")
        read.append(phone.page.locator("main").inner_text())
    ana.look()
    assert read[:2] == read[2:]
    ben.go("/my/")
    expect(ben.page.get_by_text("Mira works")).to_have_count(0)
    ana.go("/my/")
    ana.heading("Where you could go on")
    ana.look()
    ana.follow("Look at the page")
    ana.heading("Mira")


def come_in(devices: Devices, desk: Device, address: str, name: str) -> Device:
    """Open the link of an invitation on a phone of one's own, and join."""
    found = re.search(r"https?://\S+", desk.house.next_mail_to(address))
    assert found
    phone = devices.new()
    phone.go(found[0])
    phone.page.get_by_label("What should we call you?").fill(name)
    phone.press("Join")
    expect(phone.page.get_by_text("Welcome. This is your side.")).to_be_visible()
    onwards = phone.page.get_by_role("button", name="Go on", exact=True)
    if onwards.is_visible():  # how to leave fast is told once
        onwards.click()
        expect(onwards).to_have_count(0)
    return phone


def sign(phone: Device, case: str, name: str, button: str) -> None:
    """Read what waits, type one's name, tick and sign, by keys alone."""
    phone.go(f"{case}agreement/")
    phone.look()
    field = phone.page.get_by_label("Your name, typed by you")
    phone.tab_to(field)
    phone.page.keyboard.type(name)
    phone.page.keyboard.press("Tab")
    phone.page.keyboard.press("Space")
    phone.press_by_key(button)
    expect(phone.page.get_by_text("Thank you. Yours is signed.")).to_be_visible()


def test_a_young_person_says_yes_on_a_phone_of_their_own(devices: Devices, read_only: Story) -> None:
    desk = devices.new(read_only.dana, phone=False)
    mark = read_only.case[-6:]
    parent, young = f"ida{mark}@example.org", f"tove{mark}@example.org"
    desk.go("/cases/new/?kind=family")
    for place, (name, address, role) in enumerate((("Ida", parent, "parent"), ("Tove", young, "child"))):
        desk.page.get_by_label("Name").nth(place).fill(name)
        desk.page.get_by_label("E-mail address").nth(place).fill(address)
        desk.page.get_by_label("In this family").nth(place).select_option(role)
    desk.page.get_by_label("Year of birth").nth(1).fill("2012")
    desk.look()
    desk.press("Open the case and invite everyone")
    desk.heading("Who takes part")
    case = desk.page.url.removeprefix(desk.house.address).removesuffix("people/")
    ida, tove = come_in(devices, desk, parent, "Ida"), come_in(devices, desk, young, "Tove")

    desk.page.reload()
    desk.follow("Who may consent for Tove")
    desk.look()
    desk.press_by_key("Note somebody", role="link")
    desk.page.locator("#id_person").select_option(label="Ida")
    desk.page.get_by_label("How they stand to the child").fill("mother")
    desk.look()
    desk.press("Note it")
    expect(desk.page.get_by_text("Consent is missing.")).to_be_visible()

    sign(ida, case, "Ida", "Sign")
    ida.heading("Tove takes part")
    sign(ida, case, "Ida", "Sign")
    tove.go("/my/")
    expect(tove.page.get_by_text("They do not read your words.")).to_be_visible()
    tove.look()
    sign(tove, case, "Tove", "Yes, I want to")
    expect(tove.page.get_by_text("Complete.", exact=True)).to_be_visible()

    ida.go(f"{case}people/")
    ida.follow("What you see of Tove")
    ida.heading("You do not see")
    ida.look()
    desk.page.reload()
    expect(desk.page.get_by_text("Signed here on")).to_be_visible()
