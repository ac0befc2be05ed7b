"""Where do we begin: on a phone at night, by keyboard, without scripts; going back, leaving, nothing left behind."""

import pytest
from playwright.sync_api import expect

from tests.journeys.devices import Device, Devices
from tests.journeys.elsewhere import Elsewhere

pytestmark = pytest.mark.browser
BEGIN = "/where-to-begin/"
COUPLE = {
    "What would you most like": "Something between me and my partner", "How old are you?": "18 or over",
    "Can anyone else see": "No, I am on my own", "Is any of this true": "None of these",
    "how have you felt about being alive": "I have not wished", "losing touch": "No", "ever afraid": "No",
    "Where do you stand": "I want to work on it", "decide who you see": "No", "ever used force": "Never",
    "out of hand": "No", "where does your partner stand": "Wants to work on it", "come along": "Yes",
    "anyone else, romantically": "No", "disagree, or drift apart": "We are stuck", "weighing on you": "No",
    "frightening or painful": "No", "earlier relationships": "No", "caught up in it": "Nobody",
}  # fmt: skip


def begin(device: Device) -> None:
    """From the opening to the first question."""
    device.go(BEGIN)
    device.press("Begin")
    device.heading("What would you most like to be different?")


def question(device: Device) -> str:
    """The words of the question that is asked, or the heading of the result."""
    return device.page.locator("main h1").inner_text()


def answer(device: Device, words: str) -> None:
    """Choose the answer that begins with these words, and go on."""
    asked = question(device)
    device.page.locator("main .answers label").filter(has_text=words).first.locator("input").check()
    device.press("Next")
    expect(device.page.locator("main h1")).not_to_have_text(asked)


def answer_all(device: Device, answers: dict[str, str] = COUPLE) -> None:
    """Answer every question that comes."""
    while asked := next((words for words in answers if words in question(device)), ""):
        answer(device, answers[asked])


def test_a_frightened_visitor_comes_to_help_in_two_taps(devices: Devices) -> None:
    for scripts in (True, False):
        phone = devices.new(scripts=scripts)
        phone.go("/")
        phone.page.get_by_role("link", name="Get help now").first.click()
        phone.page.get_by_role("link", name="Netherlands", exact=True).click()
        expect(phone.page.locator("a[href='tel:112']").first).to_be_visible()
        assert phone.context.cookies() == []
        phone.go(BEGIN)
        phone.follow("See whom to call")
        phone.heading("Get help now")


def test_the_guide_on_a_phone_looks_right_and_goes_back_and_forth(devices: Devices) -> None:
    phone = devices.new().expects(422)
    phone.go(BEGIN)
    phone.look()
    phone.press("Begin")
    phone.heading("What would you most like to be different?")
    phone.press("Next")
    expect(phone.page.locator(".errors", has_text="Nothing is chosen yet")).to_be_focused()
    phone.look()
    answer(phone, "Something between me")
    answer(phone, "18 or over")
    answer(phone, "No, I am on my own")
    phone.look()
    phone.page.go_back()
    phone.heading("Can anyone else see this screen")
    expect(phone.page.get_by_role("radio", name="No, I am on my own")).to_be_checked()
    phone.press("Back")
    phone.heading("How old are you?")
    phone.page.go_forward()
    phone.heading("Can anyone else see this screen")
    answer_all(phone)
    phone.heading("Begin with the two of you.")
    expect(phone.page.locator("main h1")).to_be_focused()
    phone.look()
    expect(phone.page).to_have_url(phone.house.address + BEGIN)
    assert phone.page.evaluate("JSON.stringify(history.state)") == '{"step":20}', "steps, never answers"
    assert phone.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert phone.context.cookies() == []
    phone.page.reload()
    phone.heading("Where do we begin?")


def test_fear_leads_to_someone_to_speak_to_alone_with_the_numbers_of_ones_country(devices: Devices) -> None:
    phone = devices.new()
    begin(phone)
    answer_all(phone, {**COUPLE, "ever afraid": "Yes"})
    phone.heading("Speak to someone alone first.")
    expect(phone.page.locator("a[href^='tel:']")).to_have_count(0)
    phone.page.get_by_label("Where are you?").select_option(label="Ireland")
    phone.press("Show the numbers")
    expect(phone.page.get_by_role("link", name="Call 1800 341 900")).to_be_visible()
    expect(phone.page.get_by_label("Where are you?")).to_be_focused()
    phone.look()
    for hidden in ("ever afraid", "Find a", "couple therapist"):
        expect(phone.page.locator("main")).not_to_contain_text(hidden)


def test_the_guide_by_keyboard_alone(devices: Devices) -> None:
    desk = devices.new(phone=False)
    desk.go(BEGIN)
    desk.press_by_key("Begin")
    desk.heading("What would you most like to be different?")
    desk.press_radio_by_key("Something inside me")
    desk.press_by_key("Next")
    desk.heading("How old are you?")
    expect(desk.page.locator("main h1")).to_be_focused()
    desk.press_radio_by_key("18 or over")
    desk.page.keyboard.press("Enter")
    desk.heading("Can anyone else see this screen")
    desk.press_radio_by_key("Yes, or maybe")
    desk.press_by_key("Next")
    while "Question" in desk.page.locator("main").inner_text():
        asked = question(desk)
        desk.press_by_key("Skip")
        expect(desk.page.locator("main h1")).not_to_have_text(asked)
    desk.heading("Begin one to one.")
    desk.press_by_key("Each of you does the private check", role="link")
    desk.heading("Each of you alone, then together")


def test_the_guide_without_scripts(devices: Devices) -> None:
    phone = devices.new(scripts=False)
    begin(phone)
    answer_all(phone)
    phone.heading("Begin with the two of you.")
    phone.press("Back to the questions")
    phone.heading("Who else is caught up in it?")
    expect(phone.page.get_by_role("radio", name="Nobody")).to_be_checked()
    phone.press("Back")
    phone.heading("Does the same trouble turn up")
    expect(phone.page).to_have_url(phone.house.address + BEGIN)
    assert phone.context.cookies() == []


def test_answers_go_to_a_therapist_one_tick_at_a_time_and_the_result_has_its_filter(devices: Devices) -> None:
    phone = devices.new()
    begin(phone)
    answer_all(phone)
    phone.heading("Begin with the two of you.")
    expect(phone.page.get_by_role("link", name="Find a couple therapist")).to_have_attribute(
        "href", "/find/?for=couple"
    )
    phone.press("Choose what to send")
    phone.heading("What would you like to send?")
    expect(phone.page.locator("input[name=handed]:checked")).to_have_count(0)
    expect(phone.page.locator("main")).not_to_contain_text("afraid")
    phone.look()
    phone.page.get_by_label("What happens when we disagree or drift apart").check()
    phone.press("Choose a therapist")
    phone.heading("Find a therapist")
    expect(phone.page).to_have_url(phone.house.address + "/find/")
    assert phone.context.cookies() == []


def test_leaving_in_the_middle_leaves_nothing_to_come_back_to(devices: Devices, elsewhere: Elsewhere) -> None:
    phone = devices.new()
    begin(phone)
    answer(phone, "Something between me")
    answer(phone, "18 or over")
    for _ in range(3):
        phone.page.keyboard.press("Shift")
    expect(phone.page).to_have_url(elsewhere.address)
    phone.page.go_back()
    phone.heading("Where do we begin?")
    expect(phone.page.locator("main .answers")).to_have_count(0)
