"""Answering: Ana signs in on her phone, answers this week's questions and sees what they say."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story, check_in
from tests.journeys.devices import Device, Devices

pytestmark = pytest.mark.browser


def sign_in(device: Device, person: dict[str, str]) -> None:
    """By the code from the mail."""
    seen = len(device.house.mails_to(person["email"]))
    device.page.get_by_label("Your e-mail address").fill(person["email"])
    device.press("Send me a code")
    device.heading("Look into your mail")
    device.page.get_by_label("The code from the mail").fill(device.house.code_for(person["email"], seen))
    device.press("Sign in")


def test_ana_signs_in_on_her_phone_answers_this_weeks_questions_and_sees_words_before_her_line(
    devices: Devices, story: Story
) -> None:
    phone = devices.new()
    phone.go("/")
    phone.look()
    phone.follow("Sign in")
    phone.look()
    sign_in(phone, story.ana)
    phone.heading("Ana")
    phone.look()
    phone.follow("Start the check-in")
    expect(phone.page.locator("[data-ask]:visible")).to_have_count(1)
    phone.look()
    for question in range(1, 5):
        phone.choose(question, 5)
        if question < 4:
            phone.press("Next")
    phone.look()
    phone.press("Send my answers")
    phone.heading("Your check-in of")
    figure = phone.page.locator("main figure, main svg[role=img]").first
    words = phone.page.locator("main p.lead").first
    expect(words).to_be_visible()
    expect(figure).to_be_visible()
    above, below = words.bounding_box(), figure.bounding_box()
    assert above and below and above["y"] < below["y"], "the words come before the line"
    phone.look()
