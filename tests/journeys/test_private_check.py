"""The private check on two phones: one tells of something grave, and both read the same, before and after."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices

pytestmark = pytest.mark.browser
PAUSED = "Paused until you have met with your therapist"
CALM = """() => document.querySelectorAll('input[type=radio][value=no]').forEach((one) => { one.checked = true; })"""


def check_of(phone: Device) -> str:
    """The address of the private check that waits; it looks like that of any other check-in."""
    found = re.search(r"/check-in/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}/", phone.body("/my/"))
    assert found, "a check waits"
    return found[0]


def send(phone: Device, grave: bool) -> str:
    """Answer everything on one page; what the page says afterwards."""
    phone.go(check_of(phone))
    if phone.scripts:
        phone.press("Show all questions on one page")
    phone.page.evaluate(CALM)
    if grave:
        for question, words in ((1, "More than once"), (6, "Once")):
            times = phone.page.locator("fieldset.ask").nth(question - 1).locator("fieldset.times")
            times.last.get_by_text(words, exact=True).click()
    phone.press("Send my answers")
    phone.heading("Thank you")
    return phone.page.locator("main").inner_text()


def test_after_a_red_check_both_meet_the_same_rest_and_dana_alone_knows_why(devices: Devices, story: Story) -> None:
    ours, checks = f"/cases/{story.case}/ours/", f"/cases/{story.case}/checks/"
    pages = ("/my/", ours, f"/cases/{story.case}/people/", f"/cases/{story.case}/goals/")
    desk = devices.new(story.dana, phone=False)
    desk.go(checks)
    desk.look()
    desk.press_by_key("Ask everyone now", role="link")
    expect(desk.page.get_by_role("button", name="Ask everyone", exact=True)).to_be_visible()
    desk.look()
    desk.press_by_key("Ask everyone")
    expect(desk.page.get_by_text("Everyone is asked, all at the same moment.")).to_be_visible()

    ana, ben = devices.new(story.ana), devices.new(story.ben)
    for phone in (ana, ben):
        phone.go(ours)
        expect(phone.page.get_by_text(PAUSED)).to_be_visible()
    ana.go(check_of(ana))
    ana.look()
    before = [ben.body(path) for path in pages]
    address = check_of(ana)
    said = send(ana, grave=True)
    ana.look()
    ana.go(address)
    expect(ana.page.locator("main")).to_contain_text("Private check: done.")
    assert [ben.body(path) for path in pages] == before, "not a byte of Ben’s pages moved"
    assert send(ben, grave=False) == said, "and he reads what she reads"

    before = [ben.body(path) for path in pages]
    desk.go(checks)
    desk.heading("Red")
    desk.look()
    desk.press_by_key("Write down a talk alone with Ana", role="link")
    desk.heading("A talk alone with Ana")
    desk.page.get_by_label("Notes").fill("Alone, by phone.")
    desk.look()
    desk.press_by_key("Write it down")
    expect(desk.page.get_by_text("Written down.")).to_be_visible()
    desk.press_by_key("Decide about joint work", role="link")
    desk.heading("Does joint work go on?")
    desk.press_radio_by_key("Not now")
    desk.tab_to(desk.page.get_by_label("Why"))
    desk.page.keyboard.type("Each of them alone first.")
    desk.look()
    desk.press_by_key("Decide")
    expect(desk.page.get_by_text("Decided, and written down with your reason.")).to_be_visible()
    assert [ben.body(path) for path in pages] == before
    for phone in (ana, ben):
        phone.go(ours)
        expect(phone.page.get_by_text(PAUSED)).to_be_visible()
    mails = [desk.house.mails_to(one["email"]) for one in (story.ana, story.ben)]
    assert len(mails[0]) == len(mails[1]), "each got the same mails"
    assert not re.search("private|check|red|safe|abuse|violen", " ".join(mails[1] + mails[0]).split("http")[0].lower())


def test_in_the_room_nothing_of_it_is_on_danas_screen(devices: Devices, read_only: Story) -> None:
    desk = devices.new(read_only.dana, phone=False)
    desk.go(f"/cases/{read_only.case}/")
    desk.press_by_key("Room mode")
    expect(desk.page.get_by_text("Room mode is on.")).to_be_visible()
    desk.look()
    for path in ("checks/", "measures/", "people/", "agreement/"):
        desk.go(f"/cases/{read_only.case}/{path}")
        expect(desk.page.locator("main")).not_to_contain_text(re.compile("Red|Amber|PHQ|accepted|signed on"))
    desk.go("/attention/")
    desk.look()
    expect(desk.page.locator("main")).not_to_contain_text("Ana")
    desk.go("/room/")
    desk.press_by_key("Leave room mode")
    expect(desk.page.get_by_text("It is off.")).to_be_visible()
    desk.go(f"/cases/{read_only.case}/checks/")
    desk.heading("Green")
