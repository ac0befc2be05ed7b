"""Practising together: mirrored to the end, what runs hot understood first, and a flood that ends in a break."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices
from tests.journeys.test_exercises import reads, sat_down

pytestmark = pytest.mark.browser

MIRROR = (
    ("A", "Say: I would like to talk with you", "Now is a good time"),
    ("both", "Face each other.", "We are here"),
    ("A", "One or two sentences", "I have said it"),
    ("B", "Say: let me see if I have you", "Almost"),
    ("A", "Say again the part that was missed.", "I have said it"),
    ("B", "Say: let me see if I have you", "I got it"),
    ("B", "Ask: is there more?", "That is all"),
    ("B", "Say: in all, you say", "It is whole"),
    ("B", "Say: you make sense to me", "I have said it"),
    ("A", "Do you feel understood in that?", "Yes"),
    ("B", "Say: I imagine you might feel", "That is it"),
    ("A", "Is there one small wish", "There is a wish"),
    ("A", "Up to three small wishes", "Those are my wishes"),
    ("B", "Choose one that you can give gladly", "I have chosen"),
    ("A", "Say: thank you for listening.", "I have said it"),
    ("B", "Say: thank you for telling me.", "I have said it"),
    ("both", "Change roles now, or another day?", "Another day"),
)
ONE_WAY = (
    ("both", "Alone: how hot is it in you", "5"),
    ("A", "What I feel, about what, and what I need.", "I have said it"),
    ("B", "Put your own case aside.", "I am ready to say it back"),
    ("B", "Say the facts, the feeling and the need", "I have said it"),
    ("A", "How well was that, from 0 to 10?", "9"),
    ("B", "It makes sense that you feel this", "I have said it"),
    ("A", "Does that land?", "Yes"),
)
TO_THE_MIDDLE = (
    ("both", "Alone: something I dislike in you", "Done"),
    ("both", "Alone: the inner circle is what I cannot give up", "Mine are finished"),
    ("both", "Both stand here now.", "We see it"),
    ("both", "Find something to try for a fixed time", "We try this"),
    ("both", "When do we look back?", "The day is set"),
)


def go_through(a: Device, b: Device, steps: tuple[tuple[str, str, str], ...]) -> None:
    """Each at their own device does what it is their turn to do; both find out by themselves that it has moved on."""
    for who, heading, button in steps:
        for one in {"A": (a,), "B": (b,), "both": (a, b)}[who]:
            reads(one, heading)
            one.press(button)


def close(*all: Device) -> None:
    """Say one thing each, rate alone, and read that it is finished."""
    for one in all:
        reads(one, "One thing I appreciated")
        one.press("Said")
    for one in all:
        reads(one, "How was it for you?")
        one.page.get_by_label("How heard did you feel?").select_option("9")
        one.press("Done")
    for one in all:
        reads(one, "Finished")


def test_mirror_make_sense_and_feel_with(devices: Devices, story: Story) -> None:
    ana, ben = devices.new(story.ana), devices.new(story.ben)
    sat_down(ana, ben, story, "X37")
    go_through(ana, ben, MIRROR)
    close(ana, ben)


def test_what_runs_hot_is_understood_from_both_sides_before_the_middle_is_looked_for(
    devices: Devices, story: Story
) -> None:
    dana = devices.new(story.dana, phone=False)
    dana.go(f"/cases/{story.case}/exercises/X29/")
    dana.press("Switch it on")
    ana, ben = devices.new(story.ana), devices.new(story.ben)
    sat_down(ana, ben, story, "X29")
    go_through(ana, ben, (("both", "One issue.", "We have one"),))
    go_through(ana, ben, ONE_WAY)
    go_through(ben, ana, ONE_WAY)
    go_through(ana, ben, TO_THE_MIDDLE[:1])
    reads(ana, "Alone: the inner circle")
    ana.page.get_by_label("Write it here, if you like").fill("An evening of my own.")
    ana.press("Mine are finished")
    reads(ben, "Alone: the inner circle")
    expect(ben.page.locator("main")).not_to_contain_text("An evening of my own.")
    ben.press("Mine are finished")
    reads(ben, "Both stand here now.")
    expect(ben.page.locator("main")).to_contain_text("An evening of my own.")
    go_through(ana, ben, TO_THE_MIDDLE[2:])
    close(ana, ben)


def test_when_it_is_too_much_it_ends_in_the_break_that_both_agreed(devices: Devices, story: Story) -> None:
    ana, ben = devices.new(story.ana), devices.new(story.ben)
    sat_down(ana, ben, story, "X33")
    reads(ana, "Today you ...")
    ben.press("It is too much")
    for one in (ana, ben):
        reads(one, "It is a lot just now")
    ana.look()
    ana.press("Take our break")
    for one in (ana, ben):
        reads(one, "You took a break")
    assert ana.page.locator("[data-table]").inner_text() == ben.page.locator("[data-table]").inner_text()
    ana.follow("Our break")
    ana.heading("Trusted break")
    sat_down(ana, ben, story, "X08")
    for one in (ana, ben):
        reads(one, "First, each alone")
        one.press("Seal mine")
    reads(ben, "Set how long you need")
    ben.press("I need our break")
    reads(ana, "All right. Back at the time shown.")
    ana.press("All right")
    for one in (ana, ben):
        reads(one, "You are in different places.")
    ana.look()
