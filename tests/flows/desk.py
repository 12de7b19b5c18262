"""What people do around a report beside writing it: tap what has no words yet, and hear what they did not ask."""

from __future__ import annotations

from typing import Any

from bot import buttons
from bot.intent import Intent
from tests.flows.office import Office, Staff, texts


class Desk(Office):
    """The agency's staff when they review, ask for time and look at the whole."""

    def file(self, staff: Staff, text: str) -> None:
        """Report and confirm."""
        staff.say(text)
        staff.tap("ยืนยัน")

    @staticmethod
    def press(staff: Staff, name: str, page: int = 1, **slots: Any) -> None:
        """Tap a button, wherever it may have been."""
        action = {"type": "postback", "data": buttons.encode(Intent(name, slots, page))}
        staff.press(action)

    def hears(self, staff: Staff, count: int) -> str:
        """Wait until somebody has got so many messages in all; return all words of the last of them."""
        got = self.stage.line.wait_sent(staff.line, count)
        assert len(got) == count
        return " ".join(texts(got[-1].content)) or got[-1].text
