"""Rich menus and link tokens: what LINE takes, and what a person then sees."""

import pytest

from bot.simulator import Clock, Line, Person
from bot.simulator.acting import act
from bot.simulator.model import Json
from bot.simulator.schema.menus import image_size
from tests.simulator.calls import Bot
from tests.simulator.pictures import jpeg, png
from tests.simulator.richmenus import area, made, menu

NOBODY = "U" + "0" * 32


SWITCH = {"type": "richmenuswitch", "richMenuAliasId": "second", "data": "switched"}

RIGHT = {
    "plain": menu(),
    "no areas": menu(areas=[]),
    "twenty areas": menu(areas=[area()] * 20),
    "Thai bar of fourteen clusters": menu(chatBarText="กี้" * 14),
    "name of 300": menu(name="ก" * 300),
    "largest": menu(size={"width": 2500, "height": 1686}),
    "least": menu(size={"width": 800, "height": 250}, areas=[]),
    "switch": menu(areas=[area(SWITCH)]),
    "date picker": menu(areas=[area({"type": "datetimepicker", "data": "d", "mode": "date"})]),
}

WRONG: dict[str, tuple[object, str]] = {
    "narrow": (menu(size={"width": 799, "height": 400}, areas=[]), "size.width"),
    "wide": (menu(size={"width": 2501, "height": 400}), "size.width"),
    "low": (menu(size={"width": 1200, "height": 249}, areas=[]), "size.height"),
    "ratio": (menu(size={"width": 1200, "height": 830}), "size"),
    "bar too long": (menu(chatBarText="ก" * 15), "chatBarText"),
    "bar empty": (menu(chatBarText=""), "chatBarText"),
    "name too long": (menu(name="x" * 301), "name"),
    "selected a word": (menu(selected="true"), "selected"),
    "areas missing": ({key: value for key, value in menu().items() if key != "areas"}, "areas"),
    "too many areas": (menu(areas=[area()] * 21), "areas"),
    "area outside": (menu(areas=[area(x=700)]), "areas[0].bounds.width"),
    "area negative": (menu(areas=[area(x=-1)]), "areas[0].bounds.x"),
    "area without width": (menu(areas=[area(width=0)]), "areas[0].bounds.width"),
    "label": (
        menu(areas=[area({"type": "message", "text": "x", "label": "x" * 21})]),
        "areas[0].action.label",
    ),
    "camera": (menu(areas=[area({"type": "camera", "label": "x"})]), "areas[0].action.type"),
    "alias": (menu(areas=[area({**SWITCH, "richMenuAliasId": "A"})]), "areas[0].action.richMenuAliasId"),
    "switch data": (menu(areas=[area({**SWITCH, "data": "x" * 301})]), "areas[0].action.data"),
    "unknown property": (menu(colour="red"), "colour"),
}


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT)
def test_accepts(bot: Bot, body: object) -> None:
    assert bot.post("richmenu/validate", body).status == 200
    assert bot.post("richmenu", body).status == 200


@pytest.mark.parametrize(("body", "where"), WRONG.values(), ids=WRONG)
def test_refuses_and_names_the_property(bot: Bot, body: object, where: str) -> None:
    for path in ("richmenu/validate", "richmenu"):
        answer = bot.post(path, body)
        assert (answer.status, [item["property"] for item in answer.json["details"]]) == (400, [where])
    assert bot.get("richmenu/list").body == {"richmenus": []}


@pytest.mark.parametrize("junk", [None, 5, "x", [], {}, [None], [{}], True])
@pytest.mark.parametrize("name", ["size", "areas", "name", "selected"])
def test_never_raises(bot: Bot, name: str, junk: object) -> None:
    assert bot.post("richmenu/validate", menu(**{name: junk})).status in {200, 400}


IMAGES: dict[str, tuple[bytes, str, int]] = {
    "png": (png(), "image/png", 200),
    "jpeg": (jpeg(2500, 843), "image/jpeg", 200),
    "another type": (png(), "image/gif", 415),
    "not what it says": (png(), "image/jpeg", 400),
    "not a picture": (b"<svg/>", "image/png", 400),
    "too narrow": (png(799, 300), "image/png", 400),
    "too low": (png(800, 249), "image/png", 400),
    "too square": (png(800, 600), "image/png", 400),
    "cut off": (jpeg(2500, 843)[:9], "image/jpeg", 400),
    "a byte over 1 MB": (png() + b"\0" * (1024 * 1024 + 1 - len(png())), "image/png", 413),
    "1 MB": (png() + b"\0" * (1024 * 1024 - len(png())), "image/png", 200),
}


@pytest.mark.parametrize(("data", "kind", "status"), IMAGES.values(), ids=IMAGES)
def test_takes_a_picture(bot: Bot, data: bytes, kind: str, status: int) -> None:
    path = f"richmenu/{bot.post('richmenu', menu()).json['richMenuId']}/content"
    assert bot.get(path).status == 404
    assert bot.post(path, data, content_type=kind).status == status
    if status == 200:
        held = bot.get(path)
        assert (held.body, held.media_type) == (data, kind)
        again = bot.post(path, data, content_type=kind)
        assert again.json["message"] == "An image has already been uploaded to the richmenu"
        assert again.status == 400


def test_reads_the_size_of_a_picture() -> None:
    assert image_size(jpeg(2500, 843)) == image_size(png(2500, 843)) == (2500, 843)
    assert image_size(b"\xff\xd8\xff") == (0, 0)


def test_a_person_sees_their_own_menu_before_the_default(
    bot: Bot, line: Line, somchai: Person, wilai: Person
) -> None:
    everyones, own = made(bot), made(bot, name="own")
    shown = line.world.rich_menus.shown_to
    assert shown(somchai.user_id) is None
    assert bot.get("user/all/richmenu").status == 404
    assert bot.post(f"user/all/richmenu/{everyones}").status == 200
    assert bot.get("user/all/richmenu").body == {"richMenuId": everyones}
    assert bot.post(f"user/{somchai.user_id}/richmenu/{own}").status == 200
    assert bot.get(f"user/{somchai.user_id}/richmenu").body == {"richMenuId": own}
    assert bot.get(f"user/{wilai.user_id}/richmenu").status == 404
    assert [(shown(user) or {})["name"] for user in line.world.people] == ["own", "main"]
    assert bot.get(f"richmenu/{own}").json == {"richMenuId": own, **menu(name="own")}
    assert [item["name"] for item in bot.get("richmenu/list").json["richmenus"]] == ["main", "own"]
    assert bot.call("DELETE", f"/v2/bot/user/{somchai.user_id}/richmenu").status == 200
    assert (shown(somchai.user_id) or {})["name"] == "main"
    assert bot.call("DELETE", f"/v2/bot/richmenu/{everyones}").status == 200
    assert shown(somchai.user_id) is None
    assert bot.get(f"richmenu/{everyones}").status == 404
    assert bot.call("DELETE", "/v2/bot/user/all/richmenu").status == 200


def test_bulk_reaches_five_hundred(bot: Bot, somchai: Person, wilai: Person) -> None:
    menu_id, users = made(bot), [somchai.user_id, wilai.user_id]
    assert bot.post("richmenu/bulk/link", {"richMenuId": menu_id, "userIds": users}).status == 202
    assert bot.get(f"user/{wilai.user_id}/richmenu").status == 200
    assert bot.post("richmenu/bulk/unlink", {"userIds": users}).status == 202
    assert bot.get(f"user/{wilai.user_id}/richmenu").status == 404


def test_a_tap_switches_menus_through_an_alias(bot: Bot, line: Line, somchai: Person) -> None:
    first, second = made(bot, areas=[area(SWITCH)]), made(bot, name="other")
    bot.post(f"user/all/richmenu/{first}")
    action = menu(areas=[area(SWITCH)])["areas"][0]["action"]

    def switched() -> Json:
        webhook = act(line, {"do": "tap", "who": somchai.user_id, "action": action})
        assert webhook
        event: Json = webhook.events[0]["postback"]
        return event

    assert switched() == {"data": "switched", "params": {"status": "RICHMENU_ALIAS_ID_NOTFOUND"}}
    alias = {"richMenuAliasId": "second", "richMenuId": first}
    assert bot.post("richmenu/alias", alias).status == 200
    assert bot.post("richmenu/alias", alias).json["message"] == "conflict richmenu alias id"
    assert bot.post("richmenu/alias/second", {"richMenuId": second}).status == 200
    assert bot.get("richmenu/alias/second").body == {**alias, "richMenuId": second}
    assert bot.get("richmenu/alias/list").json["aliases"] == [{**alias, "richMenuId": second}]
    assert switched()["params"] == {"newRichMenuAliasId": "second", "status": "SUCCESS"}
    assert bot.get(f"user/{somchai.user_id}/richmenu").body == {"richMenuId": second}
    bot.call("DELETE", f"/v2/bot/richmenu/{second}")
    assert switched()["params"]["status"] == "RICHMENU_NOTFOUND"
    assert bot.call("DELETE", "/v2/bot/richmenu/alias/second").status == 200
    assert bot.get("richmenu/alias/second").status == 404


REFUSED: dict[str, tuple[str, object, int]] = {
    "no such menu": ("user/all/richmenu/richmenu-1", None, 404),
    "no such menu for one": (f"user/{NOBODY}/richmenu/richmenu-1", None, 404),
    "user malformed": ("user/somchai/richmenu/richmenu-1", None, 400),
    "no picture yet": ("user/all/richmenu/MENU", None, 400),
    "no picture yet for one": (f"user/{NOBODY}/richmenu/MENU", None, 400),
    "picture of no menu": ("richmenu/richmenu-1/content", png(), 404),
    "bulk to too many": ("richmenu/bulk/link", {"richMenuId": "MENU", "userIds": [NOBODY] * 501}, 400),
    "bulk to nobody": ("richmenu/bulk/unlink", {"userIds": []}, 400),
    "bulk to a group": ("richmenu/bulk/unlink", {"userIds": ["C" + "0" * 32]}, 400),
    "bulk of no menu": ("richmenu/bulk/link", {"richMenuId": "x", "userIds": [NOBODY]}, 400),
    "alias malformed": ("richmenu/alias", {"richMenuAliasId": "A B", "richMenuId": "MENU"}, 400),
    "alias of nothing": ("richmenu/alias", {"richMenuAliasId": "a", "richMenuId": "x"}, 400),
    "alias without picture": ("richmenu/alias", {"richMenuAliasId": "a", "richMenuId": "MENU"}, 400),
    "alias unknown": ("richmenu/alias/a", {"richMenuId": "MENU"}, 404),
    "bulk of a menu that is gone": (
        "richmenu/bulk/link",
        {"richMenuId": "richmenu-" + "0" * 32, "userIds": [NOBODY]},
        404,
    ),
}


@pytest.mark.parametrize(("path", "body", "status"), REFUSED.values(), ids=REFUSED)
def test_refuses_what_is_not_there(bot: Bot, path: str, body: object, status: int) -> None:
    menu_id = bot.post("richmenu", menu()).json["richMenuId"]
    if isinstance(body, dict):
        body = {key: menu_id if value == "MENU" else value for key, value in body.items()}
    assert bot.post(path.replace("MENU", menu_id), body).status == status


def test_a_hundred_menus_an_hour_and_ten_lists_a_second(bot: Bot, clock: Clock) -> None:
    assert {bot.post("richmenu", menu()).status for _ in range(100)} == {200}
    assert bot.post("richmenu", menu()).status == 429
    assert [bot.get("richmenu/list").status for _ in range(11)] == [200] * 10 + [429]
    clock.advance(36)
    assert bot.post("richmenu", menu()).status == 200


def test_a_link_token_works_once_for_ten_minutes(bot: Bot, line: Line, somchai: Person, clock: Clock) -> None:
    def token() -> str:
        found: str = bot.post(f"user/{somchai.user_id}/linkToken").json["linkToken"]
        return found

    first, late = token(), token()
    webhook = line.account_link(first, "nonce-of-ten")
    assert webhook
    assert webhook.events[0]["link"] == {"result": "ok", "nonce": "nonce-of-ten"}
    assert bot.reply(webhook.reply_token).status == 200
    assert line.account_link(first, "nonce-of-ten") is None
    clock.advance(601)
    assert act(line, {"do": "accountLink", "token": late, "nonce": "nonce-of-ten"}) is None
    assert bot.post(f"user/{NOBODY}/linkToken").status == 404
