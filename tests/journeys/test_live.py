"""At a live table: Dana leads from a third screen, the house falls in mid-turn, a sign-in ends, a family goes round."""

import json
import re
import signal

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices
from tests.journeys.house import House
from tests.journeys.test_exercises import reads, sat_down

pytestmark = pytest.mark.browser
# What a network does that lets no socket through: each ends before it has begun.
NO_SOCKET = """window.WebSocket = class {
  static OPEN = 1;
  readyState = 3;
  constructor() { setTimeout(() => this.onclose?.({ code: 1006 })); }
  send() {}
  close() {}
};"""


def connected(*devices: Device) -> list[str]:
    """The addresses of sockets that these devices open from now on; what the page does without them stays untested."""
    opened: list[str] = []
    for device in devices:
        device.page.on("websocket", lambda socket: opened.append(socket.url))
    return opened


def test_dana_leads_two_phones_through_a_talk_to_its_end(devices: Devices, story: Story) -> None:
    dana, ana, ben = devices.new(story.dana, phone=False), devices.new(story.ana), devices.new(story.ben)
    sockets = connected(dana, ana, ben)
    dana.go(f"/cases/{story.case}/exercises/X05/")
    dana.press("Lay the table")
    reads(dana, "The table is laid")
    for one in (ana, ben):
        one.go(dana.page.url.removeprefix(dana.house.address))
        reads(one, "is this a good moment?" if one is ben else "The table is laid")
    for one in (ana, ben):
        one.press("Yes to all of them")
    for one in (ben, ana):
        reads(one, "Choose one topic")
        one.press("We have one")
    reads(dana, "Who did not begin last time?")
    dana.press("Move on")
    reads(ana, "You have the floor.")
    expect(ben.page.locator(".floor")).to_contain_text(f"{story.ana['name']} has the floor")
    ana.page.get_by_label("Write it here, if you like").fill("I was alone on Sunday.")
    ana.press("A minute more")
    expect(ana.page.locator(".timer")).to_contain_text("2:")
    expect(ana.page.get_by_label("Write it here, if you like")).to_have_value("I was alone on Sunday.")
    ana.look()
    ana.press("I stop here")
    reads(ben, "Say back what you heard")
    expect(dana.page.locator("[data-table]")).to_contain_text("I was alone on Sunday.")
    dana.look()
    dana.press("Give the floor back")
    reads(ana, "You have the floor.")
    dana.press("Slow down")
    reads(ben, "A pause")
    dana.press("Bring it to its end")
    for one in (ana, ben):
        reads(one, "One thing I appreciated")
        one.press_by_key("Said")
    for one in (ana, ben):
        reads(one, "How was it for you?")
        one.press("Done")
    for one in (ana, ben, dana):
        reads(one, "Finished")
    assert len(sockets) == 3, sockets  # nothing was opened anew by what they did


def test_a_table_survives_the_fall_of_the_house_in_mid_turn(devices: Devices, story: Story, house: House) -> None:
    ana, ben = devices.new(story.ana), devices.new(story.ben)
    sat_down(ana, ben, story, "X33")
    reads(ana, "Today you ...")
    ana.page.get_by_label("Write it here, if you like").fill("Today you called.")
    ana.press("Add this line")
    expect(ben.page.locator("[data-table]")).to_contain_text("Today you called.")
    ana.page.get_by_label("Write it here, if you like").fill("And yesterday, too.")
    house.stop(signal.SIGKILL)
    ana.press("I have said it")
    expect(ana.page.get_by_text("Not sent yet. We try again until it is.")).to_be_visible()
    house.start()
    reads(ben, "Only: thank you")
    for line in ("Today you called.", "And yesterday, too."):
        expect(ben.page.locator("[data-table] li", has_text=line)).to_have_count(1)
    house.complaints()
    for one in (ana, ben):
        one.troubles.clear()  # of the minute in which nothing answered


def test_who_is_signed_out_elsewhere_is_away_from_the_table_at_once(devices: Devices, story: Story) -> None:
    ana, ben = devices.new(story.ana), devices.new(story.ben)
    sat_down(ana, ben, story, "X33")
    reads(ana, "Today you ...")
    other = devices.new(story.ana, sign_in=1, phone=False)
    other.go("/account/sign-ins/")
    other.press("End all others")
    expect(ana.page).to_have_url(re.compile("/account/sign-in/"))
    expect(ana.page.locator("[data-table]")).to_have_count(0)
    ben.press("Stop")
    reads(ben, "Ended early")


def test_a_family_of_four_goes_round(devices: Devices, story: Story, house: House) -> None:
    told = json.loads(house.run("tests.journeys.family", story.ana["id"], story.ben["id"], story.dana["id"]))
    four = [devices.new(one) for one in (story.ana, story.ben, *told["young"])]
    four[0].go(f"/cases/{told['case']}/exercises/X49/")
    four[0].press("Lay the table")
    reads(four[0], "The table is laid")
    for one in four[1:]:
        one.go(four[0].page.url.removeprefix(house.address))
    for one in four:
        one.press("Yes to all of them")
    for one in four:
        reads(one, "Round of thanks")
    four[2].page.get_by_label("Write it here, if you like").fill("Wilma let me choose the film.")
    for one in reversed(four):
        one.press("I have said mine")
    reads(four[0], "Each may put in one topic.")
    reads(four[3], "Say your topic to whoever chairs.")
    expect(four[3].page.locator("[data-table]")).to_contain_text("Wilma let me choose the film.")
    four[0].press("Two are picked")
    for one in four:
        reads(one, "Two minutes, all yours.")
        one.press("I have said mine")
    reads(four[1], "Ideas, without comments.")
    four[1].look()
    four[3].press("Stop")
    for one in four:
        reads(one, "Ended early")
    assert len({one.page.locator("[data-table]").inner_text() for one in four}) == 1


def test_where_no_socket_gets_through_the_page_looks_by_itself(devices: Devices, story: Story) -> None:
    ana, ben = devices.new(story.ana), devices.new(story.ben, scripts=False)
    ana.page.add_init_script(NO_SOCKET)
    ana.go(f"/cases/{story.case}/exercises/X33/")
    ana.press("Lay the table")
    reads(ana, "The table is laid")
    ben.go(ana.page.url.removeprefix(ana.house.address))
    reads(ana, "Only for you: is this a good moment?")
    ben.press("Yes to all of them")
    ana.press("Yes to all of them")
    reads(ana, "Today you ...")
    ana.press("I have said it")
    ben.page.reload()
    reads(ben, "Only: thank you")
    ben.press("I have taken it in")
    reads(ben, "Today you ...")
    ben.page.get_by_label("Write it here, if you like").fill("You waited for me.")
    ben.press("Add this line")
    expect(ana.page.locator("[data-table]")).to_contain_text("You waited for me.")
