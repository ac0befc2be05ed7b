"""Ben, who has signed in, looks everywhere for what Ana answered."""

import re
from collections import deque
from html import unescape

import pytest

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices
from tests.journeys.steps import answer, check_in

pytestmark = pytest.mark.browser

LEFT_OUT = ("/leave/", "/static/", "/account/second-step/passkeys/", "/account/second-step/app/")  # fresh secrets
# each country's page is like the next, and each exercise's
ALIKE = re.compile(r"/help/(?!countries/|gb/)[a-z]+/|/cases/[0-9a-f-]+/exercises/X(?!05|20)\d\d/")
LINK = re.compile(r"<a\b[^>]*?href=\"([^\"]*)\"")


def everything(device: Device, start: str = "/my/") -> dict[str, str]:
    """Every page that links lead to, with what it shows."""
    pages: dict[str, str] = {}
    waiting = deque([start, "/", "/help/", "/staying-safer-online/"])
    while waiting:
        path = waiting.popleft()
        if path in pages or path.startswith(LEFT_OUT) or ALIKE.match(path):
            continue
        pages[path] = device.body(path)
        here = path.split("?")[0]
        for link in map(unescape, LINK.findall(pages[path])):
            if link.startswith("/"):
                waiting.append(link.split("#")[0])
            elif link.startswith("?"):
                waiting.append(here + link.split("#")[0])
        assert len(pages) < 200, "Ben goes round in circles"
    return pages


def test_ben_crawls_every_link_and_nothing_has_changed_since_ana_answered(devices: Devices, story: Story) -> None:
    ben = devices.new(story.ben)
    before = everything(ben)
    mails = ben.house.mails_to(story.ben["email"])

    ana = devices.new(story.ana)
    ana.go(check_in(story.ana, "csi-4"))
    ana.choose(1, 2)
    ana.page.get_by_text("Saved", exact=True).wait_for()
    begun = everything(ben)
    result = answer(ana, story.ana, "csi-4", {1: 2})
    answer(ana, story.ana, "phq-9", {9: 3})

    after = everything(ben)
    assert len(before) > 8
    for pages in (begun, after):
        assert pages.keys() == before.keys()
        for path, shown in pages.items():
            assert shown == before[path], f"{path} shows that something happened"
    assert ben.house.mails_to(story.ben["email"]) == mails

    nowhere = ben.expects(404).body("/results/0192f2c4-0000-7000-8000-000000000000/")
    assert nowhere.startswith("404")
    for address in (
        result,
        f"{result}?answers",
        f"{result}amend/",
        check_in(story.ana, "csi-4"),
        story.shared(story.ana, "csi-4"),
        story.shared(story.ana, "phq-9"),
        f"/cases/{story.case}/",
        f"/cases/{story.case}/measures/",
        f"/cases/{story.case}/measures/plan/",
        f"/cases/{story.case}/measures/answers/{result.split('/')[2]}/",
        f"/cases/{story.case}/end/",
    ):
        assert ben.body(address) == nowhere, f"{address} tells that it is there"
    ben.go(result)
    ben.look()
