"""Ana says that she thinks of dying: help at once, a few short questions, and Dana, who takes it on."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices
from tests.journeys.steps import check_in

pytestmark = pytest.mark.browser


def send(device: Device, story: Story) -> None:
    """All of the check-in on one page, with more than “not at all” to the ninth question."""
    device.go(check_in(story.ana, "phq-9"))
    if device.scripts:
        expect(device.page.locator("form[data-stepper][data-begun]")).to_be_attached()
    if device.page.get_by_role("button", name="Show all questions on one page").is_visible():
        device.press("Show all questions on one page")
    for question in range(1, 11):
        device.choose(question, 2)
    device.press("Send my answers")
    device.heading("You said something important.")


def test_from_her_answer_to_help_to_danas_page_to_closed(devices: Devices, story: Story) -> None:
    ben = devices.new(story.ben)
    before = [ben.body(path) for path in ("/my/", f"/cases/{story.case}/ours/")]

    phone = devices.new(story.ana)
    send(phone, story)
    expect(phone.page.get_by_text("Nobody is watching answers live.")).to_be_visible()
    phone.look()
    phone.follow("Answer them")
    phone.choose(1, 1)
    for question in (2, 3, 4):
        phone.press("Next")
        phone.choose(question, 2)
    phone.look()
    phone.press("Next")
    expect(phone.page.get_by_text("5 of 5, the last one")).to_be_visible()
    phone.choose(6, 2)
    phone.press("Send my answers")
    phone.heading("Who can be with you?")
    phone.look()
    phone.press("Go on to my result")
    phone.heading("Your check-in of")

    desk = devices.new(story.dana, phone=False)
    desk.go("/caseload/")
    desk.heading("Who needs a look")
    desk.look()
    desk.press_by_key("I take care of it: Ana & Ben")
    desk.heading("You have taken it on")
    expect(desk.page.get_by_text("In the past few weeks, have you wished you were dead?")).to_be_visible()
    desk.look()
    desk.press_by_key("Write down the talk", role="link")
    desk.press_radio_by_key("By phone")
    desk.page.get_by_label("What you agreed, and when you talk again").fill("I call tomorrow at ten.")
    desk.look()
    desk.press_by_key("Keep it")
    expect(desk.page.get_by_text("I call tomorrow at ten.")).to_be_visible()
    desk.press_radio_by_key("Talked with them, and agreed what comes next")
    desk.press_by_key("Close it")
    expect(desk.page.get_by_text("Closed. It can be opened again.")).to_be_visible()
    desk.look()
    desk.go("/caseload/")
    desk.heading("Cases")
    expect(desk.page.locator("main")).not_to_contain_text("short question about suicide")
    expect(desk.page.locator("main")).not_to_contain_text("about safety")
    desk.follow("Attention")
    expect(desk.page.get_by_text("A second talk is due")).to_be_visible()
    desk.look()

    assert [ben.body(path) for path in ("/my/", f"/cases/{story.case}/ours/")] == before
    mail = desk.house.next_mail_to(story.dana["email"])
    assert "Ana" not in mail


def test_with_scripts_off_the_same_way_and_when_it_is_now_nothing_else_is_on_the_page(
    devices: Devices, story: Story
) -> None:
    old_phone = devices.new(story.ana, scripts=False)
    send(old_phone, story)
    old_phone.follow("Answer them")
    for question in (1, 2, 3, 4, 6):
        old_phone.choose(question, 1)
    old_phone.press("Send my answers")
    old_phone.heading("Please call someone now.")
    expect(old_phone.page.get_by_role("navigation")).to_have_count(0)

    desk = devices.new(story.dana, scripts=False)
    desk.go("/instruments/")
    expect(desk.page.get_by_text("You are needed now.")).to_be_visible()
    desk.follow("See what it is")
    desk.press("I take care of it")
    desk.page.get_by_label("Called the emergency services").check()
    desk.press("Write it down")
    expect(desk.page.get_by_text("Written down.", exact=True)).to_be_visible()
    desk.go("/instruments/")
    expect(desk.page.get_by_text("You are needed now.")).to_have_count(0)
    old_phone.press("I have called, or somebody is with me")
    old_phone.heading("Your check-in of")


def test_an_open_page_says_by_itself_that_somebody_is_needed(devices: Devices, story: Story) -> None:
    desk = devices.new(story.dana, phone=False)
    desk.page.clock.install()
    desk.go("/instruments/")
    phone = devices.new(story.ana)
    send(phone, story)
    phone.follow("Answer them")
    phone.press("Show all questions on one page")
    for question, place in ((1, 1), (2, 2), (3, 2), (4, 2), (6, 1)):
        phone.choose(question, place)
    phone.press("Send my answers")
    phone.heading("Please call someone now.")
    desk.page.clock.run_for(31_000)
    expect(desk.page.get_by_role("alert").get_by_text("You are needed now.")).to_be_visible()
    desk.look()
