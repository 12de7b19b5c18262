"""The rows of the table of intents for reminders, leave, the calendar and the message budget."""

from __future__ import annotations

from bot.parse.ways import LITTLE, NONE, SOME, Row, way

_TOLD = "how_to +notice! +reports"
_SETS = "snooze mute asks event +rung +leave how_to"
_CALENDAR = "how_to remind +measure report +percent +notice +leave"

REMINDER_ROWS: tuple[Row, ...] = (
    Row(
        "reminder.show",
        (
            way(84, "settings remind", unless="+rung"),
            way(89, "is_on"),
            way(80, "settings", LITTLE, unless="+rung"),
            way(88, "will_remind", LITTLE, unless="notice send_notice mute unmute snooze ladder +rung"),
            way(62, "remind own|how_is|what|asks|listing", LITTLE),
            way(50, "digest", LITTLE),
            way(40, "remind", NONE),
        ),
    ),
    Row(
        "reminder.snooze",
        (
            way(86, "snooze", unless="+rung"),
            way(83, "remind postpone", SOME, unless="+rung"),
            way(82, "remind +days", SOME, unless="settings asks +rung"),
        ),
        may=("days", "measure"),
    ),
    Row(
        "reminder.mute",
        (way(85, "mute"), way(81, "remind stop", LITTLE, unless="unmute settings asks")),
        may=("measure",),
    ),
    Row(
        "reminder.unmute",
        (way(87, "unmute"), way(77, "remind resume", LITTLE, unless="settings asks")),
        may=("measure",),
    ),
    Row(
        "reminder.set",
        (
            way(92, "digest only", SOME, unless=f"{_TOLD} asks"),
            way(88, "digest_only", LITTLE, unless=f"{_TOLD} asks +measure"),
            way(88, "remind +time|+weekdays", LITTLE, unless=f"{_SETS} office cutoff"),
            way(89, "mute +weekdays", LITTLE, unless="asks event +rung how_to"),
            way(88, "set_time|settings +time|+weekdays", LITTLE, unless=f"{_TOLD} office cutoff"),
            way(88, "remind +place", LITTLE, unless="asks how_to +rung +leave unmute snooze"),
            way(88, "remind everything", LITTLE, unless="mute asks how_to +rung"),
            way(70, "everything", NONE, unless="mute"),
            way(86, "set_time", LITTLE, unless="asks how_to settings"),
        ),
        may=("at", "weekdays", "digest", "place"),
    ),
    Row(
        "leave.set",
        (
            way(89, "+leave +period", LITTLE, unless=f"{_TOLD} asks who_away back +measure remind"),
            way(89, "+leave +stand_in", LITTLE, unless=f"{_TOLD} asks who_away back +measure remind"),
            way(60, "+leave!", NONE, unless="asks who_away back how_to"),
        ),
        may=("first", "last", "text"),
    ),
    Row("leave.end", (way(90, "back", LITTLE, unless="remind asks who how_to +measure +notice!"),)),
    Row("leave.list", (way(91, "who_away", LITTLE, unless="off how_to notice +measure"),)),
    Row(
        "calendar.list",
        (
            way(
                71,
                "holiday asks|what|listing|+year|+within|+days",
                LITTLE,
                unless=f"{_CALENDAR} off event",
            ),
            way(70, "holiday", LITTLE, unless=f"{_CALENDAR} off event add_holiday drop_holiday"),
            way(92, "+dated holiday|working|shut|off_day asks", LITTLE, unless=f"{_CALENDAR} event"),
        ),
        may=("year",),
    ),
    Row(
        "calendar.close",
        (
            way(91, "^add_holiday +day", unless=f"{_CALENDAR} asks"),
            way(91, "add_holiday", LITTLE, unless=f"{_CALENDAR} asks"),
            way(90, "is_holiday +dated", SOME, unless=f"{_CALENDAR} asks working event"),
            way(90, "^shut|^dated shut +dated", unless=f"{_CALENDAR} asks working event"),
        ),
        may=("on", "text"),
    ),
    Row(
        "calendar.open",
        (
            way(92, "drop_holiday", LITTLE, unless=f"{_CALENDAR} asks"),
            way(91, "working +dated", LITTLE, unless=f"{_CALENDAR} asks event +time"),
        ),
        may=("on",),
    ),
    Row("budget.show", (way(88, "budget", LITTLE, unless="how_to event notice +measure +percent +leave"),)),
    Row(
        "ladder.show",
        (
            way(88, "ladder", LITTLE, unless="how_to settings mute unmute postpone +rung rung_change"),
            way(88, "ladder +measure", SOME, unless="how_to settings mute unmute postpone +rung rung_change"),
        ),
        may=("measure",),
    ),
    Row(
        "ladder.set",
        (
            way(93, "+rung", LITTLE, unless="asks +notice! +percent if"),
            way(90, "rung_change", LITTLE, unless="asks how_to"),
        ),
        may=("rung", "enabled", "measure"),
    ),
    Row(
        "office.set",
        (
            way(91, "office +time", LITTLE, unless=f"{_TOLD} event"),
            way(92, "cutoff +time", LITTLE, unless=f"{_TOLD} event +percent"),
            way(90, "working|shut +hours", LITTLE, unless=f"{_TOLD} event +day"),
            way(60, "office|cutoff", LITTLE, unless="off event how_to notice +measure"),
        ),
        may=("opens", "closes", "cutoff"),
    ),
)
