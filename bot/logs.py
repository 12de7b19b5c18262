"""Structured logs, as text or JSON. Nothing that a person wrote, no user ids, no secrets.

What joins the lines of one conversation:

- ``request`` is made at the webhook (or taken from the proxy's ``x-request-id``); the line "stored" names it
  together with the ``event_id`` of each event, which is LINE's webhookEventId.
- ``event_id`` stands in every line about handling the event, in whatever process, and about sending its
  answer at once; ``event_row`` is the key of its row, where that is all that is known: an answer that the
  sweep takes up again.
- ``row`` is the key of the outgoing row; ``line_request_id`` is LINE's id of one call, for its support.
- ``reference`` is the number that a person was given when something failed; `ita-bot replay` takes it.
- ``work`` is the id of durable work.

An exception is told by its types and where it came from. Its message is left out, for it may quote what was
read, unless it is of a kind whose words are the system's own.
"""

from __future__ import annotations

import io
import logging
import re
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Literal, TextIO, cast

import structlog

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE_ID: Final = re.compile(r"\b([UCR])[0-9a-f]{32}\b")
_OF_PYTHON: Final = (AttributeError, ImportError, ModuleNotFoundError, NameError, TypeError)
"""Their messages name types and attributes. Subclasses are somebody else's, and may say anything."""
_OF_DATABASES: Final = {"OperationalError", "IntegrityError"}
"""What the database says of itself and of constraints; its further lines quote values."""


class Unfailing(io.TextIOBase):
    """A stream whose failures are nobody's: the disk may be full, or whoever read may be gone.

    Loops of ours log what they survive. They must survive that too.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write, if that can be done."""
        with suppress(OSError, ValueError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Let nothing wait, if that can be done."""
        with suppress(OSError, ValueError):
            self._stream.flush()


def configure(level: str, form: Literal["text", "json"]) -> None:
    """Send structured logs to standard error, and the standard library's with them."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_ids,
    ]
    last: list[structlog.typing.Processor] = (
        [
            structlog.processors.ExceptionRenderer(_told),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
        if form == "json"
        else [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=_write_told)]
    )
    out = Unfailing(sys.stderr)
    structlog.configure(
        processors=[*shared, *last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", out)),
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[_first_line, *shared],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter)
    logging.basicConfig(
        level=max(logging.WARNING, logging.getLevelNamesMapping()[level]), handlers=[handler], force=True
    )


def traceback_of(error: BaseException) -> str:
    """Tell an exception, and what led to it, without what it says."""
    return "\n".join(_lines(error, set()))


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None and id(earlier) not in seen:
        yield from _lines(earlier, seen)
        yield "which led to:"
    yield "Traceback (most recent call last):"
    yield from (frame.rstrip("\n") for frame in traceback.format_tb(error.__traceback__))
    name, said = type(error).__qualname__, _safe_words(error)
    yield f"{type(error).__module__}.{name}".removeprefix("builtins.") + (f": {said}" if said else "")
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _lines(inner, seen)


def _safe_words(error: BaseException) -> str:
    if isinstance(error, OSError):
        return error.strerror or ""
    if type(error) in _OF_PYTHON or _is_of_a_database(error):
        return str(error).partition("\n")[0]
    return ""


def _is_of_a_database(error: BaseException) -> bool:
    kinds = {
        kind.__name__ for kind in type(error).__mro__ if kind.__module__.startswith(("sqlite3", "psycopg"))
    }
    return bool(kinds & _OF_DATABASES)


def _told(exc_info: Any) -> str:  # noqa: ANN401 (structlog's triple)
    return traceback_of(exc_info[1])


def _write_told(out: TextIO, exc_info: Any) -> None:  # noqa: ANN401 (structlog's triple)
    out.write("\n" + traceback_of(exc_info[1]))


def without_ids(text: str) -> str:
    """Take LINE's ids of people, groups and rooms out of a text."""
    return _LINE_ID.sub(r"\1…", text)


def _without_ids(_logger: object, _name: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Do so with whatever others said, LINE itself for one."""
    for key, value in line.items():
        if isinstance(value, str):
            line[key] = without_ids(value)
    return line


def _first_line(_logger: object, _name: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Keep the first line of what asyncio says: the others show tasks, and with them exceptions' words."""
    record = line.get("_record")
    if record is not None and record.name == "asyncio":
        line["event"] = str(line["event"]).partition("\n")[0]
    return line
