"""What every journey has: a house with a server of its own, a browser, and a couple that no other journey meets."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.devices import Devices
from tests.journeys.elsewhere import Elsewhere, open_site
from tests.journeys.house import House, furnish, prepared_once, run
from tests.tables import state_of_migrations

COUPLES = 42  # at least; the power cut needs many
ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 20_000  # milliseconds; a busy machine needs them
NO_BROWSER = "Chromium is not installed, and the journeys need it. Install it: sudo apt-get install chromium"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--take-screenshots", action="store_true", help="write the pictures of docs/pictures anew")


@dataclass
class Story:
    """One Ana, one Ben and their Dana, each with sign-ins and what waits for them."""

    case: str
    ana: dict[str, Any]
    ben: dict[str, Any]
    dana: dict[str, Any]

    def line(self, slug: str) -> str:
        """The address of one's own line."""
        return f"/cases/{self.case}/my-line/{slug}/"

    def shared(self, owner: dict[str, Any], slug: str) -> str:
        """The address of what somebody shares."""
        return f"/cases/{self.case}/shared/{owner['id']}/{slug}/"


@pytest.fixture(scope="session")
def empty_house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with empty tables, towns and static files; made once for each state of the migrations, and kept."""
    cache = getattr(request.config, "cache", None)
    shared = cache.mkdir("houses") if cache else tmp_path_factory.getbasetemp().parent

    def prepare(folder: Path) -> None:
        for old in shared.iterdir():
            if cache and old.is_dir() and old != folder:
                shutil.rmtree(old)
        run(folder, "tests.journeys.prepare", "0")

    return prepared_once(shared, f"empty-{state_of_migrations()}", prepare)


@pytest.fixture(scope="session")
def template(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str, empty_house: Path
) -> Path:
    """The prepared folder that every house begins as; made once for all workers."""
    couples = str(max(COUPLES, _couples_wanted(request.session.items)))

    def prepare(folder: Path) -> None:
        furnish(folder, empty_house)
        (folder / "told.json").write_text(run(folder, "tests.journeys.prepare", couples), encoding="utf-8")

    base = tmp_path_factory.getbasetemp()
    return prepared_once(base if worker_id == "master" else base.parent, "journeys", prepare)


def _couples_wanted(journeys: list[pytest.Item]) -> int:
    """One for each journey that changes something and for each module of others, should one worker get them all."""
    names = [(one.path, getattr(one, "fixturenames", ())) for one in journeys]
    return sum("story" in used for _, used in names) + len({path for path, used in names if "read_only" in used})


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[Elsewhere]:
    """Another site, to which the way out leads."""
    with open_site() as site:
        yield site


@pytest.fixture(scope="session")
def house(template: Path, elsewhere: Elsewhere, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The running practice of this worker."""
    folder = tmp_path_factory.mktemp("house") / "data"
    house = House.copied(template, folder, AMPERSAND_EXIT_ADDRESS=elsewhere.address, AMPERSAND_ENQUIRY_SECONDS="0")
    house.start()
    yield house
    house.stop()


@pytest.fixture(scope="session")
def _couples(house: House) -> Iterator[Story]:
    return iter([Story(**one) for one in house.told["stories"]])


@pytest.fixture
def story(_couples: Iterator[Story]) -> Story:
    """A couple for this journey alone."""
    return next(_couples)


@pytest.fixture(scope="module")
def read_only(_couples: Iterator[Story]) -> Story:
    """A couple for those journeys of one module that change nothing of theirs."""
    return next(_couples)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the system."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.fail(NO_BROWSER)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def devices(browser: Browser, house: House) -> Iterator[Devices]:
    """Phones and laptops; the journey fails on whatever went wrong on one of them, or in the server."""
    house.complaints()
    handed_out = Devices(browser, house)
    yield handed_out
    troubles = handed_out.close()
    assert not troubles, "\n".join(troubles)
    complaints = house.complaints()
    assert not complaints, complaints[-4000:]
