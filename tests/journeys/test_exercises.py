"""Practising: at one table on two phones, each alone and then opened, on one device that is handed over."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices

pytestmark = pytest.mark.browser


def reads(device: Device, words: str) -> None:
    """See the words, which come by themselves when something has moved on."""
    expect(device.page.get_by_role("heading", name=words)).to_be_visible()


def sat_down(ana: Device, ben: Device, story: Story, exercise: str) -> None:
    """Both at a table, ready."""
    ana.go(f"/cases/{story.case}/exercises/{exercise}/")
    ana.press("Lay the table")
    reads(ana, "The table is laid")
    ana.look()
    ben.go(f"/cases/{story.case}/exercises/")
    ben.look()
    ben.page.locator("#open + ul a").first.click()
    for one in (ben, ana):
        reads(one, "Only for you: is this a good moment?")
    ana.look()
    ana.press("Yes to all of them")
    expect(ana.page.get_by_text("It begins when everyone has said how they are.")).to_be_visible()
    ben.press("Yes to all of them")


def test_two_phones_say_thanks_to_the_end(devices: Devices, story: Story) -> None:
    ana, ben = devices.new(story.ana), devices.new(story.ben)
    sat_down(ana, ben, story, "X33")
    reads(ana, "Today you ...")
    ana.look()
    ana.page.get_by_label("Write it here, if you like").fill("Today you called.")
    ana.press("I have said it")
    reads(ben, "Only: thank you")
    expect(ben.page.locator("main")).to_contain_text("Today you called.")
    ben.look()
    ben.press("Keep: Today you called.")
    ana.press("Keep: Today you called.")
    ben.press("I have taken it in")
    reads(ben, "Today you ...")
    ben.press("I have said it")
    reads(ana, "Take it in.")
    ana.press("I have taken it in")
    for one in (ana, ben):
        reads(one, "One thing I appreciated")
        one.press("Said")
    for one, heard in ((ana, "8"), (ben, "4")):
        reads(one, "How was it for you?")
        one.look()
        one.page.get_by_label("How heard did you feel?").select_option(heard)
        one.press("Done")
    for one in (ana, ben):
        reads(one, "Finished")
        expect(one.page.locator("main")).to_contain_text("Today you called.")
        one.look()
    dana = devices.new(story.dana, phone=False)
    dana.go(f"/cases/{story.case}/brought/")
    dana.look()
    expect(dana.page.get_by_role("table")).to_contain_text("Thanks at the end of the day")


def test_a_stop_tells_nobody_who_it_was(devices: Devices, story: Story) -> None:
    ana, ben = devices.new(story.ana), devices.new(story.ben)
    sat_down(ana, ben, story, "X33")
    ben.press("Stop")
    for one in (ana, ben):
        reads(one, "Ended early")
    assert ana.page.locator("[data-table]").inner_text() == ben.page.locator("[data-table]").inner_text()


def test_without_scripts_each_writes_alone_and_it_opens(devices: Devices, story: Story) -> None:
    ana, ben = devices.new(story.ana, scripts=False), devices.new(story.ben, phone=False)
    pages = []
    for one, sign in ((ana, "You whistle."), (ben, "Nobody counts.")):
        one.go(f"/cases/{story.case}/exercises/X21/")
        one.press_by_key("Begin") if one is ben else one.press("Begin")
        if one is ben:
            expect(one.page.locator("form[data-begun]")).to_be_attached()
            one.look()
            one.page.get_by_role("button", name="Show all questions on one page").click()
        one.page.get_by_role("textbox").first.fill(sign)
        one.page.get_by_label("Open it as soon as everyone has finished and wants to").check()
        one.press("Finish")
        pages.append(one.page.url)
    expect(ben.page.locator("main")).to_contain_text("You whistle.")
    ben.look()
    ana.go(pages[0].removeprefix(ana.house.address))
    expect(ana.page.locator("main")).to_contain_text("Nobody counts.")


def test_on_one_device_it_is_handed_over_by_keyboard(devices: Devices, story: Story) -> None:
    ana = devices.new(story.ana, phone=False)
    ana.go(f"/cases/{story.case}/exercises/X05/")
    ana.look()
    ana.page.get_by_label("On this one, handed over").check()
    ana.press_by_key("Lay the table")
    for one in (story.ana, story.ben):
        reads(ana, f"Hand it to {one['name']}")
        ana.look()
        ana.press_by_key(f"I am {one['name']}", "link")
        reads(ana, "Only for you: is this a good moment?")
        ana.press_by_key("Yes to all of them")
    reads(ana, f"Hand it to {story.ana['name']}")
