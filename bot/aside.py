"""What fails for one agency or one person is done without them, so that nobody else waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import structlog

from bot.store.engine import AWAY, part

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

T = TypeVar("T")


def attempt(
    session: Session, what: str, work: Callable[[], T], instead: Callable[[], T], **whose: object
) -> T:
    """Do a part of a transaction. If it fails nothing of it is left, it is logged, and ``instead`` is done.

    A database that is away fails the whole transaction: that is no fault of the part.
    """
    try:
        with part(session):
            return work()
    except AWAY:
        raise
    except Exception:  # noqa: BLE001 (whatever it was, the others go on)
        structlog.get_logger("aside").exception("failed, and is set aside", what=what, **whose)
    return instead()


def judged(what: str, work: Callable[[], T], instead: Callable[[], T], **whose: object) -> T:
    """Do like `attempt` what only reads, as the last of its transaction: there is nothing to undo."""
    try:
        return work()
    except AWAY:
        raise
    except Exception:  # noqa: BLE001 (whatever it was, the others go on)
        structlog.get_logger("aside").exception("failed, and is set aside", what=what, **whose)
    return instead()
