"""Answering: Ana signs in on her phone, answers this week's questions and sees what they say."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices
from tests.journeys.steps import answer, check_in, sign_in

pytestmark = pytest.mark.browser


def sees_words_before_her_line(device: Device) -> None:
    device.heading("Your check-in of")
    words = device.page.locator("main p.lead").first
    line = device.page.locator("main svg[role=img]:visible").first
    expect(words).to_be_visible()
    expect(line).to_be_visible()
    above, below = words.bounding_box(), line.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] < below["y"], "the words come before the line"


def test_ana_signs_in_on_her_phone_answers_this_week_and_sees_words_before_her_line(
    devices: Devices, story: Story
) -> None:
    phone = devices.new()
    phone.go("/")
    phone.follow("Sign in")
    sign_in(phone, story.ana)
    phone.heading("Ana")
    phone.look()
    phone.follow("Start the check-in")
    phone.heading("How to leave a page fast")
    phone.look()
    phone.press("Go on")
    expect(phone.page.locator("[data-ask]:visible")).to_have_count(1)
    phone.look()
    for question in range(1, 5):
        phone.choose(question, 4)
        if question < 4:
            phone.press("Next")
    expect(phone.page.get_by_text("4 of 4, the last one")).to_be_visible()
    phone.press("Send my answers")
    sees_words_before_her_line(phone)
    phone.look()


def test_ana_does_it_all_with_the_keyboard(devices: Devices, story: Story) -> None:
    desk = devices.new(story.ana, phone=False)
    keys = desk.page.keyboard
    desk.go("/my/")
    desk.press_by_key("Start the check-in", role="link")
    for question in range(1, 5):
        first = desk.page.locator(f"#ask-{question} input").first
        expect(first).to_be_visible()
        desk.tab_to(first)
        keys.press("ArrowDown")
        keys.press("ArrowDown")
        expect(desk.page.locator(f"#ask-{question} input").nth(2)).to_be_checked()
        keys.press("Enter")
    sees_words_before_her_line(desk)


def test_with_scripts_off_ana_signs_in_answers_on_one_page_and_shares_and_a_gap_keeps_what_she_chose(
    devices: Devices, story: Story
) -> None:
    old_phone = devices.new(scripts=False).expects(422)
    old_phone.go(check_in(story.ana, "csi-4"))
    sign_in(old_phone, story.ana)
    old_phone.press("Go on")
    old_phone.heading("Check-in")
    expect(old_phone.page.locator("[data-ask]:visible")).to_have_count(4)
    for question in (1, 2, 4):
        old_phone.choose(question, 5)
    old_phone.press("Send my answers")
    old_phone.heading("Some questions are still open")
    for question in (1, 2, 4):
        expect(old_phone.page.locator(f"#ask-{question} input").nth(4)).to_be_checked()
    old_phone.choose(3, 2)
    old_phone.press("Send my answers")
    sees_words_before_her_line(old_phone)
    old_phone.follow("My line, and who sees it")
    old_phone.press("Share from now on")
    expect(old_phone.page.get_by_text("From your next answers on")).to_be_visible()
    old_phone.press("Sign out")
    old_phone.heading("Sign in")


def test_a_check_in_begun_on_the_phone_goes_on_at_the_desk_and_the_phone_is_told(
    devices: Devices, story: Story
) -> None:
    phone = devices.new(story.ana).expects(409)
    phone.go(check_in(story.ana, "phq-9"))
    for question in (1, 2):
        phone.choose(question, 2)
        expect(phone.page.get_by_text("Saved", exact=True)).to_be_visible()
        phone.press("Next")

    desk = devices.new(story.ana, sign_in=1, phone=False)
    desk.go("/my/")
    desk.look()
    desk.follow("Go on")
    expect(desk.page.locator("#ask-3")).to_be_visible()
    expect(desk.page.locator("#ask-2 input").nth(1)).to_be_checked()
    desk.choose(3, 4)
    expect(desk.page.get_by_text("Saved", exact=True)).to_be_visible()

    phone.choose(3, 1)
    expect(phone.page.get_by_text("Answers were changed on another device.")).to_be_visible()
    phone.look()
    phone.follow("Load them here")
    expect(phone.page.locator("#ask-3 input").nth(3)).to_be_checked()


def test_pressing_twice_sends_once_and_the_way_back_leads_to_what_was_sent(devices: Devices, story: Story) -> None:
    phone = devices.new(story.ana)
    phone.go("/my/")
    phone.go(check_in(story.ana, "csi-4"))
    for question in range(1, 5):
        phone.choose(question, 3)
        if question < 4:
            phone.press("Next")
    phone.page.get_by_role("button", name="Send my answers").dblclick()
    phone.heading("Your check-in of")
    result = phone.page.url
    phone.go(story.line("csi-4"))
    expect(phone.page.get_by_role("table", name="All my check-ins").locator("tbody tr")).to_have_count(5)
    phone.look()
    phone.page.go_back()
    phone.page.go_back()
    expect(phone.page).to_have_url(result)
    phone.heading("Your check-in of")


def test_answers_to_what_was_answered_elsewhere_are_shown_again_and_not_added(devices: Devices, story: Story) -> None:
    phone, desk = devices.new(story.ana).expects(409), devices.new(story.ana, sign_in=1, phone=False)
    phone.go(check_in(story.ana, "csi-4"))
    for question in range(1, 5):
        phone.choose(question, 2)
        if question < 4:
            phone.press("Next")
    answer(desk, story.ana, "csi-4")
    phone.press("Send my answers")
    phone.heading("You had answered this already")
    phone.heading("What you sent just now")
    phone.look()


def test_thoughts_of_self_harm_lead_to_help_first_dana_sees_it_and_ben_nothing(devices: Devices, story: Story) -> None:
    ben = devices.new(story.ben)
    before = [ben.body(path) for path in ("/my/", f"/cases/{story.case}/ours/")]
    phone = devices.new(story.ana)
    answer(phone, story.ana, "phq-9", {9: 2})
    first = phone.page.get_by_role("heading", level=1)
    expect(first).to_have_text("You said something important.")
    expect(phone.page.get_by_text("your therapist will also see this")).to_be_visible()
    phone.look()
    phone.page.locator("main").get_by_role("link", name="Get help now").click()
    phone.heading("Get help now")

    assert [ben.body(path) for path in ("/my/", f"/cases/{story.case}/ours/")] == before

    dana = devices.new(story.dana, phone=False)
    dana.go(f"/cases/{story.case}/measures/?instrument=phq-9")
    expect(dana.page.locator("main")).to_contain_text("Question 9")
    dana.look()
