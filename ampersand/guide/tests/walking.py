"""Somebody goes through the guide in a browser without scripts."""

import html
import re
from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.test import Client

ADDRESS = "/where-to-begin/"
ALONE = {"age_band": "adult", "private_now": "yes"}
Answers = Mapping[str, str | Sequence[str]]


class Walk:
    """One visit: the page one is on, and every page that was sent."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client(enforce_csrf_checks=True)
        self.pages: list[HttpResponse] = []
        self.send({})

    def send(self, fields: dict[str, object]) -> HttpResponse:
        """Post a form as it stands."""
        response = self.client.post(ADDRESS, fields)
        self.pages.append(response)
        return response

    def press(self, go: str, *answers: str, **more: str) -> HttpResponse:
        """Choose answers on this page and press a button."""
        return self.send({**self.hidden, "answer": list(answers), "go": go, **more})

    def through(self, answers: Answers, most: int = 30) -> str:
        """Answer every question that comes, skipping what is not given, until the result; its text."""
        for _ in range(most):
            if not self.at:
                return self.text
            given = answers.get(self.at)
            codes = [given] if isinstance(given, str) else list(given or ())
            self.press("next" if codes else "skip", *codes)
        raise AssertionError("the questions do not come to an end")

    @property
    def body(self) -> str:
        """The page's source."""
        return self.pages[-1].content.decode()

    @property
    def text(self) -> str:
        """What one reads on it."""
        main = self.body.split("<main")[1].split("</main>")[0]
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields of its first form."""
        form = self.body.split("data-steps")[1].split("</form>")[0]
        return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))

    @property
    def at(self) -> str:
        """The key of the question that is asked; "" on the result."""
        found = re.search(r'name="at" value="([^"]+)"', self.body)
        return found[1] if found else ""

    @property
    def chosen(self) -> list[str]:
        """The answers that are marked as chosen."""
        return re.findall(r'value="(\w+)"(?: id="answer-1")? checked', self.body)


def walked(answers: Answers, client: Client | None = None) -> Walk:
    """Someone of age and alone, unless the answers say otherwise, at their result."""
    walk = Walk(client)
    walk.through({**ALONE, **answers})
    return walk
