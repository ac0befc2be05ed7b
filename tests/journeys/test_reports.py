"""Ana reads, prints and keeps her own report; Dana makes the couple's; a letter leaves when both have signed."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices

pytestmark = pytest.mark.browser


def opened(device: Device) -> bytes:
    """The file, once the keeper has made it; the page looks again by itself."""
    link = device.page.get_by_role("link", name="Open the file")
    expect(link).to_be_visible(timeout=30_000)
    answer = device.context.request.get(device.house.address + str(link.get_attribute("href")))
    assert answer.ok
    return answer.body()


def test_ana_reads_prints_and_keeps_her_own(devices: Devices, story: Story) -> None:
    ana = devices.new(story.ana, scripts=False)
    ana.go("/my/")
    ana.follow("My progress")
    ana.heading("What got better")
    ana.follow("My report")
    expect(ana.page.locator("main")).to_contain_text("15 of 27")
    ana.press("Make the file")
    assert opened(ana).startswith(b"%PDF-")
    ben = devices.new(story.ben).expects(404)
    ben.go(ana.page.url)
    ben.heading("There is nothing")
    ana.press("Delete it now")
    ana.heading("Reports and letters")
    with_scripts = devices.new(story.ana, sign_in=1)
    for path in ("my-progress", "our-progress", "reports", "reports/mine", "releases/new"):
        with_scripts.go(f"/cases/{story.case}/{path}/")
        with_scripts.look()
    with_scripts.go(f"/cases/{story.case}/reports/mine/")
    with_scripts.page.emulate_media(media="print")
    expect(with_scripts.page.locator("main details table").first).to_be_visible()
    expect(with_scripts.page.get_by_role("button", name="Make the file")).to_be_hidden()


def test_dana_makes_the_couples_and_a_letter_leaves_under_two_signatures(devices: Devices, story: Story) -> None:
    dana, ana, ben = devices.new(story.dana, phone=False), devices.new(story.ana), devices.new(story.ben)
    hub = f"/cases/{story.case}/reports/"
    dana.go(hub)
    dana.look()
    dana.follow("Read it")
    expect(dana.page.locator("main")).to_contain_text("Ana got better and Ben got worse.")
    dana.look()
    dana.press("Make the file")
    assert opened(dana).startswith(b"%PDF-")

    dana.go(hub)
    dana.follow("Begin a release")
    dana.page.get_by_label("Ours: every adult signs").check()
    dana.page.get_by_label("Coming here, and since when").check()
    dana.page.get_by_label("Who may have it?").fill("Dr Vos")
    dana.page.get_by_label("What is it for?").fill("a referral")
    dana.look()
    dana.press("Put it before those who sign")
    release = dana.page.url.removeprefix(dana.house.address)
    for device, name in ((ana, "Ana"), (ben, "Ben")):
        device.go("/my/")
        device.follow("Read it")
        device.look()
        expect(device.page.get_by_text("Not in effect.", exact=True)).to_be_visible()
        device.page.get_by_label("Your name, typed by you").fill(name)
        device.page.get_by_label("I have read this, and it may leave.").check()
        device.press_by_key("Sign")
    expect(ben.page.get_by_text("In effect.", exact=True)).to_be_visible()

    dana.go(release)
    dana.follow("Write the letter")
    dana.look()
    dana.page.get_by_label("In your own words").fill("They come regularly.")
    dana.press("Make the letter")
    out = dana.page.get_by_role("button", name="Take the letter out")
    expect(out).to_be_visible(timeout=30_000)
    with dana.page.expect_download() as left:
        out.click()
    assert left.value.suggested_filename == "report.pdf"
    ana.go(release)
    expect(ana.page.locator("main")).to_contain_text("2 signatures")
    ana.look()
    ana.press("Take it back")
    ben.go(release)
    expect(ben.page.get_by_text("Not in effect.", exact=True)).to_be_visible()
