"""Two people come in: from the guide at night to an agreement that each has signed alone, on a phone of their own."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices
from tests.journeys.steps import link_for
from tests.journeys.test_directory import fill_in, listed, open_letter
from tests.journeys.test_guide import answer_all, begin

pytestmark = pytest.mark.browser


def come_in(phone: Device, link: str, name: str) -> None:
    """By a link of one's own, to an account of one's own."""
    phone.go(link)
    phone.heading("Hello")
    phone.page.get_by_label("What should we call you?").fill(name)
    phone.press("Join")
    expect(phone.page.get_by_text("Welcome. This is your side.")).to_be_visible()


def sign(phone: Device, case: str, name: str) -> None:
    """Read it, type one's own name, tick, sign."""
    phone.go(f"/cases/{case}/agreement/")
    phone.heading("Our agreement")
    phone.page.get_by_label("Your name, typed by you").fill(name)
    phone.page.get_by_label("I have read this, and I agree.").check()
    phone.press("Sign")
    expect(phone.page.get_by_text("Thank you. Yours is signed.")).to_be_visible()


def test_from_the_guide_to_two_signatures_on_two_phones(devices: Devices) -> None:
    visitor = devices.new()
    begin(visitor)
    answer_all(visitor)
    visitor.press("Choose what to send")
    visitor.page.get_by_role("checkbox").first.check()
    visitor.press("Choose a therapist")
    visitor.press("Mira")
    visitor.press("Ask for a consultation")
    fill_in(visitor, "Fern")
    visitor.page.get_by_role("button", name="Send", exact=True).last.click()
    visitor.heading("How it stands")
    page = visitor.page.url

    mira = devices.new(listed(devices, "mira"), phone=False)
    open_letter(mira, "Fern")
    mira.press("Yes, let us meet")
    visitor.go(page)
    expect(visitor.page.locator("main")).to_contain_text("Mira would like to meet you")
    mira.follow("Begin a case with them")
    addresses = "fern@example.org", "moss@example.org"
    for place, (name, address) in enumerate(zip(("Fern", "Moss"), addresses, strict=True)):
        mira.page.get_by_label("Name", exact=True).nth(place).fill(name)
        mira.page.get_by_label("E-mail address").nth(place).fill(address)
    mira.look()
    mira.press("Open the case and invite everyone")
    mira.heading("Who takes part")
    case = re.search(r"/cases/([0-9a-f-]{36})/", mira.page.url)
    assert case

    fern, moss = devices.new(), devices.new(scripts=False)
    for phone, name, address in ((fern, "Fern", addresses[0]), (moss, "Moss", addresses[1])):
        come_in(phone, link_for(phone.house, address), name)
    fern.go(f"/cases/{case[1]}/agreement/")
    fern.look()
    sign(fern, case[1], "Fern Alder")
    expect(fern.page.get_by_text("Not complete yet.")).to_be_visible()
    sign(moss, case[1], "Moss Alder")
    for phone in (fern, moss):
        phone.go(f"/cases/{case[1]}/agreement/")
        expect(phone.page.get_by_text("Complete.", exact=True)).to_be_visible()
        expect(phone.page.locator("main")).to_contain_text("as Fern Alder" if phone is fern else "as Moss Alder")
        expect(phone.page.locator("main")).not_to_contain_text("Moss Alder" if phone is fern else "Fern Alder")
    fern.follow("Read and print it")
    fern.page.wait_for_url("**/signatures/**")
    fern.look()
    mira.go(f"/cases/{case[1]}/agreement/")
    expect(mira.page.get_by_text("as Moss Alder")).to_be_visible()
    mira.look()


def test_an_agreement_is_signed_by_keyboard_alone_and_a_slip_keeps_what_was_typed(
    devices: Devices, read_only: Story
) -> None:
    desk = devices.new(read_only.ben, phone=False).expects(422)
    desk.go(f"/cases/{read_only.case}/agreement/another/")
    desk.look()
    desk.press_by_key("Propose it to everyone")
    expect(desk.page.locator("[data-errors], .error").first).to_be_visible()
    desk.look()
    desk.press_radio_by_key("Separate confidences")
    desk.press_by_key("Propose it to everyone")
    desk.heading("Another way is proposed")
    desk.tab_to(desk.page.get_by_label("Your name, typed by you"))
    desk.page.keyboard.type("Ben")
    desk.press_by_key("Sign")
    expect(desk.page.locator("[data-errors]")).to_be_focused()
    expect(desk.page.get_by_label("Your name, typed by you")).to_have_value("Ben")
    desk.look()
    desk.press_by_key("Leave it as it is")
    expect(desk.page.get_by_text("It stays as it is.")).to_be_visible()
