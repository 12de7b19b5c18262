"""What fails by itself is set aside; a database that is away is not."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import OperationalError

from bot.aside import judged


def raising(error: Exception):
    def work() -> int:
        raise error

    return work


def test_what_only_reads_is_set_aside_if_it_fails() -> None:
    assert judged("weighing", lambda: 1, lambda: 2) == 1
    assert judged("weighing", raising(ValueError()), lambda: 2) == 2


def test_a_database_that_is_away_is_no_fault_of_the_part() -> None:
    with pytest.raises(OperationalError):
        judged("weighing", raising(OperationalError("select", {}, Exception())), lambda: 2)
