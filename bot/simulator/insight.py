"""Statistics, answered from what the double knows.

Every phone here is looked at: whoever received a message counts as having seen it. Nobody's age, area or
telephone is known, and links are opened outside of the platform; so those figures are what LINE shows where
it may not tell: unknown, or null.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bot.simulator.counts import Sending, day
from bot.simulator.gate import Context, Endpoint, RefusedError, bad_parameter, page
from bot.simulator.model import Answer, Json

# Fewer people than this are never told of, so that nobody can be guessed.
LEAST_PEOPLE = 20
UNIT_PAGE = 100
_UNIT_DAYS = 30
_DEMOGRAPHICS_DAYS = 3
_HOURLY = (60, 3600)
_OF_UNIT = ("customAggregationUnit", "from", "to")
_DAY_MS = 24 * 3600 * 1000
# The days on which LINE began to count.
_TALLIED_SINCE = "20180331"
_SENT_SINCE = "20170301"
_FOLLOWED_SINCE = "20161101"
_WAYS = ("reply", "push", "multicast", "narrowcast", "broadcast")
_PERIODS = ((7, "within7days"), (30, "within30days"), (90, "within90days"), (180, "within180days"))
_YEAR = (365, "within365days")
_LONGER = "over365days"


def endpoints() -> tuple[Endpoint, ...]:
    """List the endpoints of this module."""
    message, insight = "/v2/bot/message", "/v2/bot/insight"
    return (
        *(
            Endpoint("GET", f"{message}/delivery/{via}", _delivered, query=("date",))
            for via in ("reply", "push", "multicast", "broadcast")
        ),
        Endpoint("GET", f"{message}/aggregation/info", _unit_count),
        Endpoint("GET", f"{message}/aggregation/list", _unit_names, query=("limit", "start")),
        Endpoint("GET", f"{insight}/message/delivery", _deliveries, rate=_HOURLY, query=("date",)),
        Endpoint("GET", f"{insight}/followers", _followers, rate=_HOURLY, query=("date",)),
        Endpoint("GET", f"{insight}/demographic", _demographic, rate=_HOURLY),
        Endpoint("GET", f"{insight}/message/event", _event, rate=_HOURLY, query=("requestId",)),
        Endpoint("GET", f"{insight}/message/event/aggregation", _unit, rate=_HOURLY, query=_OF_UNIT),
    )


def _delivered(context: Context) -> Answer:
    date = _date(context, "date")
    if date is None:
        raise bad_parameter("date")
    status = _status(context, date, _TALLIED_SINCE)
    if status != "ready":
        return Answer(body={"status": status})
    via = context.request.path.rsplit("/", 1)[1]
    return Answer(body={"status": status, "success": context.world.counts.tallied(via, date)})


def _unit_count(context: Context) -> Answer:
    return Answer(body={"numOfCustomAggregationUnits": len(context.world.counts.units(context.now))})


def _unit_names(context: Context) -> Answer:
    names = context.world.counts.units(context.now)
    return Answer(body=page(context, "customAggregationUnits", names, UNIT_PAGE, UNIT_PAGE))


def _deliveries(context: Context) -> Answer:
    date = _wanted_date(context)
    status = _status(context, date, _SENT_SINCE)
    if status != "ready":
        return Answer(body={"status": status})
    counts = {f"api{via.capitalize()}": context.world.counts.tallied(via, date) for via in _WAYS}
    return Answer(body={"status": status, **counts})


def _followers(context: Context) -> Answer:
    if not context.request.query.get("date"):
        raise RefusedError(400, "date is required")
    date = _wanted_date(context)
    status = _status(context, date, _FOLLOWED_SINCE)
    if status != "ready":
        return Answer(body={"status": status, "followers": None, "targetedReaches": None, "blocks": None})
    followers, blocks = context.world.counts.followers(date), context.world.counts.blocks(date)
    reached = {"targetedReaches": max(0, followers - blocks), "blocks": blocks}
    return Answer(body={"status": status, "followers": followers, **reached})


def _demographic(context: Context) -> Answer:
    counts, date = context.world.counts, day(context.now - _DEMOGRAPHICS_DAYS * _DAY_MS)
    if counts.followers(date) - counts.blocks(date) < LEAST_PEOPLE:
        return Answer(body={"available": False})
    unknown = {"genders": "gender", "ages": "age", "areas": "area"}
    body: Json = {name: [{key: "unknown", "percentage": 100.0}] for name, key in unknown.items()}
    body["appTypes"] = [{"appType": "others", "percentage": 100.0}]
    return Answer(body={"available": True, **body, "subscriptionPeriods": _periods(context, date)})


def _periods(context: Context, date: str) -> list[Json]:
    found: Counter[str] = Counter()
    for held, count in context.world.counts.followed(date):
        age = (_parsed(date) - _parsed(held)).days
        found[next((name for days, name in (*_PERIODS, _YEAR) if age < days), _LONGER)] += count
    names = [_LONGER, _YEAR[1], *(name for _, name in reversed(_PERIODS))]
    whole = sum(found.values())
    return [{"subscriptionPeriod": name, "percentage": round(100 * found[name] / whole, 1)} for name in names]


def _event(context: Context) -> Answer:
    request_id = context.request.query.get("requestId", "")
    if not request_id:
        raise RefusedError(400, "Bad Request")
    sending = context.world.counts.sendings.get(request_id)
    if sending is None or sending.unit:
        raise RefusedError(404, "Not found")
    known = {"requestId": request_id, "timestamp": sending.at // 1000, "delivered": sending.delivered}
    seen = _seen([sending])
    return Answer(body={**seen, "overview": {**known, **seen["overview"]}})


def _unit(context: Context) -> Answer:
    unit = context.request.query.get("customAggregationUnit", "")
    first, last = _date(context, "from"), _date(context, "to")
    if (
        not re.fullmatch(r"[a-zA-Z0-9_]{1,30}", unit)
        or first is None
        or last is None
        or not timedelta(0) <= _parsed(last) - _parsed(first) <= timedelta(_UNIT_DAYS)
    ):
        raise RefusedError(400, "Bad Request")
    sendings = context.world.counts.sendings.values()
    chosen = [item for item in sendings if item.unit == unit and first <= day(item.at) <= last]
    return Answer(body=_seen(chosen, by_unit=True))


def _seen(sendings: Iterable[Sending], *, by_unit: bool = False) -> Json:
    """Tell who saw what, and nothing where they are too few."""
    held = list(sendings)
    whole = sum(sending.delivered for sending in held)
    overview = dict.fromkeys(
        ("uniqueImpression", "uniqueClick", "uniqueMediaPlayed", "uniqueMediaPlayed100Percent")
    )
    if whole < LEAST_PEOPLE:
        return {"overview": overview, "messages": [], "clicks": []}
    bubbles: Counter[int] = Counter()
    urls: dict[tuple[int, str], None] = {}
    for sending in held:
        for number, message in enumerate(sending.messages, 1):
            bubbles[number] += sending.delivered
            urls.update(((number, url), None) for url in _urls(message))
    messages = [_bubble(number, count, by_unit=by_unit) for number, count in bubbles.items()]
    clicks = [
        {"seq": number, "url": url, "click": None, "uniqueClick": None, "uniqueClickOfRequest": None}
        for number, url in urls
    ]
    return {"overview": {**overview, "uniqueImpression": whole}, "messages": messages, "clicks": clicks}


def _bubble(number: int, count: int, *, by_unit: bool) -> Json:
    shares = ("", "25Percent", "50Percent", "75Percent", "100Percent")
    played = dict.fromkeys(
        f"{name}{share}" for name in ("mediaPlayed", "uniqueMediaPlayed") for share in shares
    )
    seen = count if count >= LEAST_PEOPLE else None
    return {"seq": number, "impression": seen, **({"uniqueImpression": seen} if by_unit else {}), **played}


def _urls(value: object) -> Iterable[str]:
    if isinstance(value, list):
        for item in value:
            yield from _urls(item)
    elif isinstance(value, dict):
        if value.get("type") == "uri" and isinstance(value.get("uri"), str):
            yield value["uri"]
        for item in value.values():
            yield from _urls(item)


def _date(context: Context, name: str) -> str | None:
    given = context.request.query.get(name, "")
    if not re.fullmatch(r"\d{8}", given, re.ASCII):
        return None
    try:
        _parsed(given)
    except ValueError:
        return None
    return given


def _wanted_date(context: Context) -> str:
    date = _date(context, "date")
    if date is None:
        raise RefusedError(400, "Bad Request")
    return date


def _status(context: Context, date: str, since: str) -> str:
    if date < since:
        return "out_of_service"
    return "unready" if date >= day(context.now) else "ready"


def _parsed(date: str) -> datetime:
    return datetime.strptime(date, "%Y%m%d").replace(tzinfo=UTC)
