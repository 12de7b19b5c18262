"""How a call to LINE can fail, told apart by what may be done about it."""

from __future__ import annotations


class LineFailure(Exception):
    """A call to LINE did not succeed.

    ``request_id`` is LINE's, for its support; ``wait`` the seconds after which LINE wants to be asked again,
    0 if it did not say. ``status`` is HTTP's, if there was an answer; ``about`` names the properties of the
    request that LINE minded, as far as it said.
    """

    def __init__(
        self,
        problem: str,
        *,
        request_id: str | None = None,
        wait: float = 0.0,
        status: int | None = None,
        about: tuple[str, ...] = (),
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.request_id = request_id
        self.wait = wait
        self.status = status
        self.about = about


class Permanent(LineFailure):
    """LINE refuses this call, and would again (4xx)."""


class TokenSpent(Permanent):
    """The reply token was used, or its minute is over."""


class RetryAfter(LineFailure):
    """Not accepted, and may be tried again later."""


class NoConnection(RetryAfter):
    """Nothing was sent: no connection was made."""


class TooMany(RetryAfter):
    """LINE counts (429): calls, the month's messages, or those to one person. Which, it does not say."""


class Uncertain(LineFailure):
    """Nobody knows whether LINE accepted it (timeout, 5xx, broken connection)."""


class AlreadyAccepted(LineFailure):
    """This retry key was accepted before: the call succeeded the first time."""

    def __init__(self, problem: str, *, request_id: str | None, message_ids: tuple[str, ...]) -> None:
        super().__init__(problem, request_id=request_id)
        self.message_ids = message_ids
