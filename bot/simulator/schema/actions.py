"""Actions: what happens when a button, a picture or a quick reply is tapped."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.simulator.schema.core import (
    Check,
    Path,
    Problem,
    Rule,
    by_type,
    label,
    matching,
    one_of,
    shape,
    string,
    url,
)
from bot.simulator.schema.measure import grapheme_length

DATA_LIMIT = 300
TEXT_LIMIT = 300
URI_LIMIT = 1000
CLIPBOARD_LIMIT = 1000
MENU_LABEL_LIMIT = 20
# What may be set anywhere; the camera, the camera roll and the location are for quick replies only.
ANYWHERE = ("postback", "message", "uri", "datetimepicker", "clipboard")
QUICK_REPLY = (*ANYWHERE, "camera", "cameraRoll", "location")

_SCHEMES = ("http", "https", "line", "tel")

_MOMENTS = {
    "date": (r"\d{4}-\d{2}-\d{2}", "%Y-%m-%d"),
    "time": (r"\d{2}:\d{2}", "%H:%M"),
    "datetime": (r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}", "%Y-%m-%dT%H:%M"),
}
_YEARS = (1900, 2100)


def action(label_limit: int, *, label_needed: bool, only: tuple[str, ...] = ANYWHERE) -> Check:
    """Check an action in its place: each has its limit of labels, and allows `only` some actions."""
    kinds = _kinds(label_limit, label_needed=label_needed)
    return by_type(lambda: {name: kinds[name] for name in only})


def menu_action() -> Check:
    """Check an action of a rich menu: the one place that can switch menus, and none for the camera."""
    kinds = _kinds(MENU_LABEL_LIMIT, label_needed=False)
    switch = shape(
        {"richMenuAliasId": matching(r"[a-z0-9_-]{1,32}"), "data": string(DATA_LIMIT, least=0)},
        {"label": label(MENU_LABEL_LIMIT)},
    )
    return by_type(lambda: {**{name: kinds[name] for name in ANYWHERE}, "richmenuswitch": switch})


def _kinds(label_limit: int, *, label_needed: bool) -> dict[str, Check]:
    name: dict[str, Check] = {"label": label(label_limit)}
    must, may = (name, {}) if label_needed else ({}, name)
    said = string(TEXT_LIMIT, measure=grapheme_length)

    def kind(needed: Mapping[str, Check], allowed: Mapping[str, Check] | None = None, *rules: Rule) -> Check:
        return shape({**must, **needed}, {**may, **(allowed or {})}, *rules)

    return {
        "postback": kind(
            {"data": string(DATA_LIMIT, least=0)},
            {
                "displayText": said,
                "text": said,
                "inputOption": one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
                "fillInText": said,
            },
            _postback,
        ),
        "message": kind({"text": said}),
        "uri": kind(
            {"uri": url(URI_LIMIT, _SCHEMES)},
            {"altUri": shape({}, {"desktop": url(URI_LIMIT, _SCHEMES)})},
        ),
        "datetimepicker": kind(
            {"data": string(DATA_LIMIT, least=0), "mode": one_of(*_MOMENTS)},
            {"initial": string(), "max": string(), "min": string()},
            _picker,
        ),
        "clipboard": kind({"clipboardText": string(CLIPBOARD_LIMIT)}),
        "camera": kind({}),
        "cameraRoll": kind({}),
        "location": kind({}),
    }


def _postback(value: Mapping[str, object], path: Path) -> Iterator[Problem]:
    if value.get("displayText") is not None and value.get("text") is not None:
        yield Problem(path / "displayText", "must not be specified together with text")
    if value.get("fillInText") is not None and value.get("inputOption") != "openKeyboard":
        yield Problem(path / "fillInText", "must not be specified unless inputOption is openKeyboard")


def _picker(value: Mapping[str, object], path: Path) -> Iterator[Problem]:
    mode = value.get("mode")
    if not isinstance(mode, str) or mode not in _MOMENTS:
        return
    moments: dict[str, datetime] = {}
    for name in ("initial", "max", "min"):
        text = value.get(name)
        if not isinstance(text, str):
            continue
        moment = _moment(mode, text)
        if moment is None:
            yield Problem(path / name, f"invalid {mode} format")
        else:
            moments[name] = moment
    least, most, first = moments.get("min"), moments.get("max"), moments.get("initial")
    if least and most and most <= least:
        yield Problem(path / "max", "must be greater than min")
    if first and ((least and first < least) or (most and first > most)):
        yield Problem(path / "initial", "must be between min and max")


def pickable(action: Mapping[str, object], chosen: str) -> bool:
    """Say whether a date picker lets somebody choose a moment."""
    mode = str(action["mode"])
    moment = _moment(mode, chosen)
    ends = [_moment(mode, str(action.get(name, ""))) for name in ("min", "max")]
    return moment is not None and (not ends[0] or ends[0] <= moment) and (not ends[1] or moment <= ends[1])


def _moment(mode: str, text: str) -> datetime | None:
    pattern, form = _MOMENTS[mode]
    if not re.fullmatch(pattern, text, re.ASCII):
        return None
    try:
        moment = datetime.strptime(text.upper(), form)  # noqa: DTZ007 (the picker knows no timezone)
    except ValueError:
        return None
    return moment if mode == "time" or _YEARS[0] <= moment.year <= _YEARS[1] else None
