"""Which function renders which answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.render.cards import Card
    from bot.render.i18n import Words

A = TypeVar("A")
_RENDERERS: dict[type, Callable[[Words, Any], Card]] = {}


def renders(answer: type[A]) -> Callable[[Callable[[Words, A], Card]], Callable[[Words, A], Card]]:
    """Register the decorated function as the renderer of ``answer``."""

    def register(function: Callable[[Words, A], Card]) -> Callable[[Words, A], Card]:
        _RENDERERS[answer] = function
        return function

    return register


def renderer_of(answer: type) -> Callable[[Words, Any], Card]:
    """Return the renderer of an answer's class. Raises KeyError if nobody registered one."""
    return _RENDERERS[answer]


def registered() -> frozenset[type]:
    """Return the classes that have a renderer."""
    return frozenset(_RENDERERS)
