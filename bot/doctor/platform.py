"""Checks at LINE: the token, the webhook's address, what groups need, the month's quota, the clock.

Each judgement is a pure function of what LINE answered; `of_line` asks. Of "Allow bot to join group chats"
and of automatic replies LINE's API tells nothing: where they are to be looked at is said instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.doctor import clock
from bot.doctor.findings import Finding, ok, problem, warning
from bot.failures import LineFailure, Permanent
from bot.line import INFO, LineClient

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from bot.settings import Settings

WEBHOOK: Final = "/v2/bot/channel/webhook/endpoint"
TEST: Final = "/v2/bot/channel/webhook/test"
QUOTA: Final = "/v2/bot/message/quota"
USED: Final = "/v2/bot/message/quota/consumption"
MOST_USED: Final = 0.8
CONSOLE: Final = "in the LINE Developers Console, tab Messaging API"


async def of_line(settings: Settings, now: Callable[[], dt.datetime]) -> list[Finding]:
    """Ask LINE. Without a token that it takes there is nothing more to ask."""
    token = settings.channel_access_token.get_secret_value().strip()
    if not token:
        return []  # the check of the settings has said so
    client = LineClient(settings.api_base_url, token)
    try:
        before = now()
        try:
            info = await client.ask(INFO)
        except LineFailure as failure:
            return [refused(failure, settings.api_base_url)]
        found = [known(info.value), groups(info.value)]
        if info.at is not None:
            found.append(clock.compared("LINE", info.at, before, now()))
        return [*found, *await _webhook(client, settings.base_url), await _quota(client)]
    finally:
        await client.close()


async def _webhook(client: LineClient, base_url: str | None) -> list[Finding]:
    try:
        set_up = (await client.ask(WEBHOOK)).value
    except Permanent:
        return [no_address(base_url)]
    except LineFailure as failure:
        return [_unanswered("webhook address", failure)]
    try:
        reached = test((await client.ask(TEST, {})).value)
    except LineFailure as failure:
        reached = _unanswered("webhook test", failure)
    return [address(set_up, base_url), reached]


async def _quota(client: LineClient) -> Finding:
    try:
        return quota((await client.ask(QUOTA)).value, (await client.ask(USED)).value)
    except LineFailure as failure:
        return _unanswered("quota", failure)


# --- judgements -------------------------------------------------------------------------------------------


def refused(failure: LineFailure, host: str) -> Finding:
    """Judge a question that LINE did not answer."""
    if isinstance(failure, Permanent):
        do = f"issue a new channel access token {CONSOLE}, and set LINE_CHANNEL_ACCESS_TOKEN"
        return problem("token", f"LINE does not take it: {failure.problem}", do)
    return problem("token", f"{host} gave no answer: {failure.problem}", "let this machine reach it by https")


def known(info: Mapping[str, Any]) -> Finding:
    """Tell whose token it is."""
    return ok("token", f"LINE knows the bot as {info.get('displayName')} ({info.get('basicId')})")


def groups(info: Mapping[str, Any]) -> Finding:
    """Tell what the API knows of how the account answers, and where the rest is."""
    do = f"{CONSOLE}: allow group chats, and turn auto-reply messages off; the API tells neither"
    if info.get("chatMode") == "chat":
        people = "people's messages also come to the chat of LINE Official Account Manager"
        return ok("group setting", f"chat is on, marked as read {info.get('markAsReadMode')}ly: {people}", do)
    return ok("group setting", "chat is off: only the bot answers", do)


def no_address(base_url: str | None) -> Finding:
    """Judge that LINE calls nobody."""
    return problem("webhook address", "none is set: LINE sends nothing", f"set {_wanted(base_url)} {CONSOLE}")


def address(told: Mapping[str, Any], base_url: str | None) -> Finding:
    """Judge the address that LINE calls against the one that is ours."""
    is_set = str(told.get("endpoint"))
    if told.get("active") is not True:
        return problem(
            "webhook address", f"{is_set} is set, but not in use", f'switch "Use webhook" on, {CONSOLE}'
        )
    if base_url is None:
        do = (
            "set ITA_BOT_BASE_URL, so that it can be compared; without it there are no links to evidence, to"
            " one's own data and to codes, and notices carry no file"
        )
        return warning("webhook address", f"LINE calls {is_set}; ITA_BOT_BASE_URL is not set", do)
    if is_set != _wanted(base_url):
        do = f"set {_wanted(base_url)} {CONSOLE}, or mend ITA_BOT_BASE_URL"
        return problem("webhook address", f"LINE calls {is_set}", do)
    return ok("webhook address", f"LINE calls {is_set}")


def test(told: Mapping[str, Any]) -> Finding:
    """Judge the webhook that LINE sent to try the address."""
    if told.get("success") is True:
        return ok("webhook test", "LINE reached the bot, and its signature was right")
    found = f"{told.get('statusCode')} {told.get('reason')}: {told.get('detail')}"
    do = {
        "ERROR_STATUS_CODE": "see /readyz; 401: LINE_CHANNEL_SECRET is not this channel's",
        "REQUEST_TIMEOUT": "let the bot answer within two seconds: see /metrics and the log",
    }.get(
        str(told.get("reason")),
        "let LINE reach the address: DNS, a public certificate, the proxy before the bot",
    )
    return problem("webhook test", found, do)


def quota(limit: Mapping[str, Any], used: Mapping[str, Any]) -> Finding:
    """Judge what is left of the month. Replies are free; reminders and late answers are not."""
    total, most = used.get("totalUsage"), limit.get("value")
    if not isinstance(most, int) or not isinstance(total, int):
        return ok("quota", f"{total} messages this month, without a limit")
    found = f"{total} of {most} messages this month"
    do = "raise the plan in LINE Official Account Manager; until then only replies arrive"
    if total >= most:
        return problem("quota", found, do)
    return warning("quota", found, do) if total >= MOST_USED * most else ok("quota", found)


def _wanted(base_url: str | None) -> str:
    return f"{(base_url or 'https://(your host)').rstrip('/')}/webhook"


def _unanswered(check: str, failure: LineFailure) -> Finding:
    return warning(check, f"LINE did not say: {failure.problem}", "ask again in a minute")
