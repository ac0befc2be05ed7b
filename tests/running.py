"""How the suite runs: what comes first, what needs no second database, and how hard the searching tests search.

`--hypothesis-profile=search` looks for new examples; otherwise every run tries the same ones.
"""

import gc
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci",
    max_examples=60,
    derandomize=True,
    deadline=None,  # a busy machine proves nothing
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("search", settings.get_profile("ci"), max_examples=1000, derandomize=False)
settings.load_profile("ci")

DATABASE = {"db", "transactional_db", "django_db_setup"}
LONGEST = ("tests/privacy/", "tests/journeys/test_every_page", "tests/journeys/test_power_cut")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest begin, so that no worker is left alone with them; the second database has its own tests alone."""
    if os.environ.get("DATABASE_URL"):
        left_out = [item for item in items if not _asks_the_database(item)]
        items[:] = [item for item in items if _asks_the_database(item)]
        config.hook.pytest_deselected(items=left_out)
    items.sort(key=lambda item: (_empties_the_tables(item), not item.nodeid.startswith(LONGEST)))


def pytest_collection_finish() -> None:
    """What was loaded until now stays: nobody need look through it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(wrapper=True)
def pytest_terminal_summary(terminalreporter: Any) -> Iterator[None]:
    """Print what tests counted, such as the share of flipped rules that were noticed."""
    totals: dict[str, int] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, number in getattr(report, "user_properties", ()):
                if getattr(report, "when", "") == "call":
                    totals[name] = totals.get(name, 0) + number
    if totals:
        terminalreporter.write_line(", ".join(f"{name}: {number}" for name, number in totals.items()))
    return (yield)


def _asks_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser"):
        return True
    asks = item.get_closest_marker("django_db") or DATABASE & set(getattr(item, "fixturenames", ()))
    return bool(asks) and not item.get_closest_marker("once")


def _empties_the_tables(item: pytest.Item) -> bool:
    return "transactional_db" in getattr(item, "fixturenames", ())
