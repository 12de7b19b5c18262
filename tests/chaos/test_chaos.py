"""A short round of `make chaos` on each database; its seed, and with it what is said and breaks, is fixed."""

from __future__ import annotations

import pytest

from tests.chaos import plan, works
from tests.chaos import round as talk

DATABASES = ["sqlite", "postgresql"]
# A LINE that is cut off leaves connections open, as it should.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.mark.parametrize("database", DATABASES)
def test_nothing_is_lost_doubled_or_out_of_order_whatever_breaks(database, tmp_path) -> None:
    outcome = talk.play(database, 2566, plan.short(database), tmp_path, turned=True)
    print("\n".join(outcome.lines()))  # noqa: T201 (shown when the test fails)
    assert outcome.wrong == []


@pytest.mark.parametrize("database", DATABASES)
def test_every_change_is_made_once_whoever_is_killed(database, tmp_path) -> None:
    outcome = works.play(database, 2566, 40, 2, tmp_path)
    assert outcome.wrong == []
