"""By which id LINE's users find the account: LINE is asked once it is wanted, and not again."""

from __future__ import annotations

from bot.failures import Permanent


class Account:
    """The account behind a channel."""

    def __init__(self, host: str, token: str) -> None:
        """``host`` is the Messaging API, ``token`` the channel's."""
        self._host = host
        self._token = token
        self._basic_id: str | None = None

    async def basic_id(self) -> str:
        """Return the id, with its @. Raises a LineFailure."""
        if self._basic_id is None:
            self._basic_id = await self._asked()
        return self._basic_id

    async def _asked(self) -> str:
        # A process that takes webhooks does without until somebody prints.
        from bot.line import INFO, LineClient  # noqa: PLC0415 (a web node may do without)

        client = LineClient(self._host, self._token)
        try:
            told = (await client.ask(INFO)).value.get("basicId")
        finally:
            await client.close()
        if not isinstance(told, str) or not told:
            raise Permanent("it told none")
        return told
