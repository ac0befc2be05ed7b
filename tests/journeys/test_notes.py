"""Dana writes a note: by keyboard, in two windows, and while the server is killed. No word is lost."""

import signal

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices
from tests.journeys.house import House

pytestmark = pytest.mark.browser


def begun(devices: Devices, story: Story) -> Device:
    """Dana at her desk, in front of a note that she has begun by keyboard alone."""
    dana = devices.new(story.dana, phone=False)
    dana.go(f"/cases/{story.case}/notes/")
    dana.look()
    dana.press_by_key("Write a note", role="link")
    dana.heading("What is it about?")
    dana.look()
    dana.press_by_key("Begin to write")
    dana.heading("Meeting of all")
    return dana


def test_no_word_is_lost_when_the_server_is_killed(devices: Devices, house: House, story: Story) -> None:
    dana = begun(devices, story)
    first, last = dana.page.get_by_label("What each said"), dana.page.get_by_label("What was agreed")
    dana.tab_to(first)
    dana.page.keyboard.type("Ana: I lie awake. Ben: I did not know.")
    expect(dana.page.get_by_text("Kept as you write.", exact=True)).to_be_visible()
    dana.look()
    house.stop(signal.SIGKILL)
    last.fill("Both: ten minutes on Sunday")
    expect(dana.page.get_by_text("Not kept yet: no connection.")).to_be_visible()
    house.start()
    expect(dana.page.get_by_text("Kept as you write.", exact=True)).to_be_visible()
    dana.troubles.clear()  # the plug was pulled: that is the story
    dana.page.reload()
    expect(first).to_have_value("Ana: I lie awake. Ben: I did not know.")
    expect(last).to_have_value("Both: ten minutes on Sunday")
    dana.page.get_by_label("I have read it, and it is finished.").check()
    dana.press("Sign and lock")
    expect(dana.page.get_by_text("Signed. From now on it can only be added to.")).to_be_visible()
    expect(dana.page.get_by_text("I did not know.")).to_be_visible()
    dana.look()
    for who in (story.ana, story.ben):
        assert devices.new(who).expects(404).body(dana.page.url.removeprefix(house.address)).startswith("404")


def test_two_windows_are_brought_together_and_a_clash_is_shown(devices: Devices, story: Story) -> None:
    desk = begun(devices, story).expects(409)
    phone = devices.new(story.dana, sign_in=1, scripts=True).expects(409)
    phone.go(desk.page.url)
    desk.page.get_by_label("What we did").fill("from the desk")
    expect(desk.page.get_by_text("Kept as you write.", exact=True)).to_be_visible()
    phone.page.get_by_label("What was agreed").fill("on the phone")
    expect(phone.page.get_by_text("Kept, together with what another window wrote.")).to_be_visible()
    expect(phone.page.get_by_label("What we did")).to_have_value("from the desk")
    desk.page.get_by_label("What was agreed").fill("at the desk, too")
    expect(desk.page.get_by_text("You are writing the same part in another window.")).to_be_visible()
    desk.press("Keep it")
    desk.heading("You wrote here in another window, too")
    expect(desk.page.get_by_text("on the phone")).to_be_visible()
    expect(desk.page.get_by_label("What was agreed")).to_have_value("at the desk, too")
    desk.look()
    desk.press("Keep it")
    expect(desk.page.get_by_text("Kept. Only you see it so far.")).to_be_visible()


def test_without_scripts_a_note_is_kept_and_ana_asks_for_her_part(devices: Devices, story: Story) -> None:
    dana = devices.new(story.dana, scripts=False)
    dana.go(f"/cases/{story.case}/notes/new/")
    dana.press("Begin to write")
    dana.page.get_by_label("What each said").fill("Ana: I lie awake.\nBen: a word of his")
    dana.press("Keep it")
    expect(dana.page.get_by_text("Kept. Only you see it so far.")).to_be_visible()
    dana.page.get_by_label("I have read it, and it is finished.").check()
    dana.press("Sign and lock")
    ana = devices.new(story.ana)
    ana.go(f"/cases/{story.case}/my-record/")
    ana.look()
    ana.press("Ask for my part")
    expect(ana.page.get_by_text("You have asked for your own part.")).to_be_visible()
    dana.go(f"/cases/{story.case}/leaves/")
    dana.page.get_by_role("link", name="Put the part of Ana together").click()
    dana.press("Draft it")
    assert "a word of his" not in dana.page.get_by_label("From the notes").input_value()
    dana.page.get_by_label("I have read all of it, and nothing in it is another’s.").check()
    dana.press("Give it")
    ana.page.reload()
    ana.page.get_by_role("link", name="Your part").click()
    expect(ana.page.get_by_text("I lie awake.")).to_be_visible()
    ana.look()
