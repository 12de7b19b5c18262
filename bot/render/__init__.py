"""Answers become LINE messages in the reader's language.

Knows no store and no clock; every text is in `locales/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.render import cards, leads, limits
from bot.render import messages as _messages  # noqa: F401 (importing it registers the renderers)
from bot.render.i18n import words_in
from bot.render.plain import as_text
from bot.render.registry import registered, renderer_of

if TYPE_CHECKING:
    from bot.answers import Reply
    from bot.intent import Intent
    from bot.render.limits import Json

__all__ = ["as_text", "registered", "render", "said"]


def said(intent: Intent, language: str) -> str:
    """Return what somebody would say for an intent."""
    return leads.utterance(words_in(language), intent)


def render(reply: Reply, language: str) -> list[Json]:
    """Return the LINE messages that say ``reply``, within LINE's limits.

    Raises `bot.render.limits.OverLimit` where that cannot be done without leaving something out.
    """
    w = words_in(language)
    messages = []
    for answer in (reply.first, reply.answer, reply.after):
        if answer is not None:
            card = renderer_of(type(answer))(w, answer)
            messages += cards.messages(w, card, reply.more if answer is reply.answer else None)
    replies = leads.quick_reply(w, reply.leads)
    if replies is not None:
        messages[-1]["quickReply"] = replies
    limits.check(messages)
    return messages
