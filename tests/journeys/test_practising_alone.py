"""Practising alone: resumed on another device, led by the screen, kept without the internet, drawn as a map."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices

pytestmark = pytest.mark.browser


def test_a_thought_check_begun_by_keyboard_goes_on_at_another_device_without_scripts(
    devices: Devices, story: Story
) -> None:
    desk = devices.new(story.ana, phone=False)
    desk.go(f"/cases/{story.case}/exercises/X01/")
    desk.look()
    desk.press_by_key("Begin")
    expect(desk.page.locator("form[data-begun]")).to_be_attached()
    desk.look()
    desk.tab_to(desk.page.get_by_role("textbox").first)
    desk.page.keyboard.type("He looked at his phone.")
    expect(desk.page.get_by_text("Saved", exact=True)).to_be_visible()
    desk.press_by_key("Next")
    desk.heading("What went through your mind? Pick the thought that stings most.")
    phone = devices.new(story.ana, sign_in=1, scripts=False)
    phone.go(f"/cases/{story.case}/exercises/")
    phone.page.locator("#open + ul a", has_text="Thought check").click()
    expect(phone.page.locator("textarea[name=step-0]")).to_have_value("He looked at his phone.")
    phone.page.locator("input[name=step-2]").fill("80")
    phone.page.locator("textarea[name=step-7]").fill("He was tired.")
    phone.press("Finish")
    expect(phone.page.locator("main")).to_contain_text("Finished on")
    phone.page.locator("section", has_text="He was tired.").get_by_role(
        "button", name="Bring it to our therapist"
    ).click()
    dana = devices.new(story.dana, phone=False)
    dana.go(f"/cases/{story.case}/brought/")
    expect(dana.page.locator("main")).to_contain_text("He was tired.")
    expect(dana.page.locator("main")).not_to_contain_text("He looked at his phone.")


def test_the_screen_leads_and_can_be_held_lengthened_and_left(devices: Devices, story: Story) -> None:
    phone = devices.new(story.ana)
    phone.page.emulate_media(reduced_motion="reduce")
    phone.go(f"/cases/{story.case}/exercises/X18/guide/")
    phone.look()
    phone.press("Begin")
    says = phone.page.locator("[data-says]")
    expect(says).to_contain_text("Stop.")
    phone.press("On to the next")
    expect(says).to_contain_text("One slow breath.")
    expect(phone.page.locator(".breath.in")).to_be_visible()
    phone.look()
    phone.page.get_by_label("Not with the breath").check()
    expect(says).to_contain_text("Feel your feet on the floor.")
    expect(phone.page.locator(".breath")).to_be_hidden()
    phone.press("Hold on")
    expect(phone.page.get_by_role("button", name="Go on")).to_be_focused()
    for _ in range(3):
        phone.press("On to the next")
    expect(says).to_contain_text("That is all.")


def test_cards_open_without_the_internet_once_the_device_is_said_to_be_her_own(devices: Devices, story: Story) -> None:
    phone = devices.new(story.ben)
    phone.go("/my/cards/")
    phone.look()
    phone.go(f"/cases/{story.case}/exercises/X04/")
    phone.press("Begin")
    phone.page.get_by_role("button", name="Show all questions on one page").click()
    for place, words in ((0, "The door slams."), (2, "It is a door, and I am here.")):
        phone.page.locator(f"textarea[name=step-{place}]").fill(words)
    phone.press("Finish")
    phone.follow("See my cards")
    phone.look()
    phone.press("Yes, mine alone: keep a copy")
    expect(phone.page.get_by_role("button", name="Remove the copy")).to_be_visible()
    phone.context.set_offline(True)
    phone.go("/my/cards/")
    expect(phone.page.get_by_text("It is a door, and I am here.")).to_be_visible()
    expect(phone.page).to_have_title("My cards")
    phone.context.set_offline(False)
    phone.go("/my/cards/")
    phone.press("Remove the copy")
    expect(phone.page.get_by_text("Is this device yours alone?")).to_be_visible()


def put(device: Device, role: str, generation: str) -> None:
    """Put somebody on the map."""
    device.page.get_by_label("Who are they to you?").fill(role)
    device.page.get_by_label("Which generation?").select_option(label=generation)
    device.look()
    device.press("Put it on the map")
    device.heading("My family map")


def test_a_family_is_drawn_and_said_in_words(devices: Devices, story: Story) -> None:
    phone = devices.new(story.ana).expects(404)
    phone.go(f"/cases/{story.case}/family-map/")
    phone.look()
    phone.follow("Begin with me")
    put(phone, "me", "Me, my brothers and sisters, our partners")
    phone.follow("Add somebody")
    phone.page.get_by_label("Me and our therapist").check()
    put(phone, "my mother", "Parents, aunts and uncles")
    phone.follow("Draw a line")
    phone.page.get_by_label("The line").select_option("tense")
    phone.look()
    phone.press("Put it on the map")
    expect(phone.page.locator("main")).to_contain_text("me and my mother: tense")
    phone.look()
    ben = devices.new(story.ben).expects(404)
    answer = ben.go(f"/cases/{story.case}/family-map/of/{story.ana['id']}/")
    assert answer
    assert answer.status == 404
    dana = devices.new(story.dana, phone=False)
    dana.go(f"/cases/{story.case}/family-map/of/{story.ana['id']}/")
    expect(dana.page.locator("main")).to_contain_text("my mother")
    expect(dana.page.locator("main")).not_to_contain_text("tense:")
    dana.look()


def test_a_programme_and_a_lesson_work_without_scripts(devices: Devices, story: Story) -> None:
    phone, looker = devices.new(story.ben, scripts=False), devices.new(story.ben, sign_in=1)
    phone.go(f"/cases/{story.case}/exercises/X02/")
    phone.press("Begin")
    phone.heading("Notice")
    phone.page.get_by_role("textbox").first.fill("I got up.")
    phone.press("On to the next part now")
    phone.heading("Choose")
    phone.press("Give me a week more")
    looker.go(phone.page.url)
    looker.look()
    phone.go(f"/cases/{story.case}/lessons/listening/")
    phone.page.get_by_text("You waited with the food").click()
    expect(phone.page.get_by_text("The train can come afterwards.")).to_be_visible()
    looker.go(phone.page.url)
    looker.look()
