"""Many people at once, as data: who comes in, checked before it is believed."""

from bot.simulator.faults import flag, record, text
from bot.simulator.ids import Ids
from bot.simulator.model import Person

_MOST = 100_000
_TEXTS = {"name": "", "key": "", "language": "th", "status": ""}
_NAMES = (*_TEXTS, "friend")


def crowd_of(ids: Ids, given: object) -> list[Person]:
    """Make people of ``[{"name", "key", "language", "status", "friend"}, …]``; only the name must be there.

    Raises `ValueError` saying what is wrong.
    """
    if not isinstance(given, list) or not 0 < len(given) <= _MOST:
        raise ValueError(f"people must be a list of 1 to {_MOST}")
    return [_person(ids, record("a person", one)) for one in given]


def _person(ids: Ids, given: dict[str, object]) -> Person:
    unknown = [name for name in given if name not in _NAMES]
    if unknown:
        raise ValueError(f"a person has no {unknown[0]}: it has {', '.join(_NAMES)}")
    name, key, language, status = (text(one, given.get(one, usual)) for one, usual in _TEXTS.items())
    if not name.strip():
        raise ValueError("name must not be empty")
    friend = flag("friend", given.get("friend", True))
    return Person(ids.user(key or None), name, key, language, status, friend=friend)
