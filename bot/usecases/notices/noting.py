"""What the log says of a notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.changes import Done
from bot.store.audit import Deed

if TYPE_CHECKING:
    from bot.store.notices import Kept


def noted(what: str, kept: Kept, state: str, **more: Any) -> Done:  # noqa: ANN401 (whatever else there is to say)
    """Return the entry of a notice that somebody let be in another state."""
    return Done(
        Deed(
            action=f"notice.{what}",
            subject=f"notice {kept.number}",
            before={"state": kept.state},
            after={"state": state, **more},
            person_id=kept.author_id,
        )
    )
