"""Writing to each other: two phones and the therapist at once, alone, with a pause, with files, and without scripts."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices

pytestmark = pytest.mark.browser
HELP = "You wrote something that may mean that someone is in danger."


def opened(device: Device, story: Story, name: str) -> None:
    """Open one of the conversations of the case."""
    device.go(f"/cases/{story.case}/messages/")
    device.follow(name)
    expect(device.page.get_by_label("Your message")).to_be_visible()


def wrote(device: Device, words: str) -> None:
    """Write something and send it."""
    device.page.get_by_label("Your message").fill(words)
    device.press("Send")
    expect(device.page.locator(".message").last).to_contain_text(words)


def test_what_ben_sends_is_there_for_ana_and_dana_by_itself_and_what_ana_sends_alone_never_for_him(
    devices: Devices, story: Story
) -> None:
    ana, ben, dana = devices.new(story.ana), devices.new(story.ben), devices.new(story.dana, phone=False)
    opened(ana, story, "All of us")
    opened(ben, story, "All of us")
    opened(dana, story, "All of them")
    expect(ben.page.get_by_text("Ana and Dana will read this.")).to_be_visible()
    ana.look()
    ana.page.get_by_label("Your message").fill("I was about to")
    wrote(ben, "Thank you for Sunday.")
    for one in (ana, dana):
        expect(one.page.locator(".message").last).to_contain_text("Thank you for Sunday.")
    expect(ana.page.get_by_label("Your message")).to_have_value("I was about to")
    ben.look()

    opened(ana, story, "Dana and you")
    list_of_ben, page_of_ben = ben.body(f"/cases/{story.case}/messages/"), ben.page.url.removeprefix(ben.house.address)
    before = ben.body(page_of_ben)
    help_now = ana.page.get_by_text(HELP)
    expect(help_now).to_be_hidden()
    ana.page.get_by_label("Your message").fill("I am afraid of him.")
    expect(help_now).to_be_visible()
    ana.look()
    ana.press("Send")
    expect(ana.page.locator(".message").last).to_contain_text("I am afraid of him.")
    assert ben.body(f"/cases/{story.case}/messages/") == list_of_ben
    assert ben.body(page_of_ben) == before
    dana.go("/messages/")
    expect(dana.page.get_by_text("Some words sound like danger. Read it first.")).to_be_visible()
    dana.look()


def test_a_picture_goes_with_a_message_and_a_pause_can_be_taken_back(devices: Devices, story: Story) -> None:
    ana, ben = devices.new(story.ana), devices.new(story.ben)
    file = io.BytesIO()
    Image.effect_noise((900, 700), 90).save(file, "PNG")  # some pieces
    opened(ana, story, "All of us")
    ana.page.get_by_text("Add a picture, a PDF or a recording").click()
    us = {"name": "us.png", "mimeType": "image/png", "buffer": file.getvalue()}
    ana.page.get_by_label("Files").set_input_files(us)  # type: ignore[arg-type]
    expect(ana.page.get_by_role("button", name="Take it out us.png")).to_be_visible()
    ana.look()
    wrote(ana, "Us, on Sunday.")
    opened(ben, story, "All of us")
    shown = ben.page.get_by_role("img", name="A picture: us.png")
    expect(shown).to_be_visible()
    assert shown.evaluate("(one) => one.decode().then(() => one.naturalWidth)") == 900
    ben.look()

    ana.page.get_by_label("Your message").fill("You forgot again.")
    ana.press("Read it as Ben would")
    ana.heading("Read it as Ben would")
    ana.look()
    ana.press("Send it in an hour")
    expect(ana.page.get_by_text("Only you see it.", exact=False).first).to_be_visible()
    ana.look()
    ana.press("Take it back")
    expect(ana.page.get_by_label("Your message")).to_have_value("You forgot again.")


def test_without_scripts_and_by_keyboard_alone(devices: Devices, story: Story) -> None:
    ana, ben = devices.new(story.ana, scripts=False), devices.new(story.ben, phone=False)
    opened(ana, story, "All of us")
    ana.page.get_by_label("Your message").fill("From a plain page.")
    ana.press("Send")
    expect(ana.page.locator(".message").last).to_contain_text("From a plain page.")
    ben.go(f"/cases/{story.case}/messages/")
    ben.press_by_key("All of us", "link")
    expect(ben.page.get_by_label("Your message")).to_be_visible()
    ben.tab_to(ben.page.get_by_label("Your message"))
    ben.page.keyboard.type("By keyboard.")
    ben.press_by_key("Send")
    expect(ben.page.locator(".message").last).to_contain_text("By keyboard.")
    ben.press_by_key("Look for words", "link")
    ben.heading("Look for words")
    ben.tab_to(ben.page.get_by_label("Words that stand in it"))
    ben.page.keyboard.type("plain page")
    ben.page.keyboard.press("Enter")
    ben.heading("One message found")
    ben.look()
    ana.page.reload()
    expect(ana.page.locator(".message").last).to_contain_text("By keyboard.")
