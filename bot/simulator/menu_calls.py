"""The calls about rich menus."""

import re

from bot.simulator.gate import Context, Endpoint, RefusedError, bad_parameter
from bot.simulator.model import Answer, Content
from bot.simulator.schema import Path, error_body
from bot.simulator.schema.core import Check, array, matching, shape
from bot.simulator.schema.menus import IMAGE_LIMIT, alias, image_fits, image_type, rich_menu

MENU_LIMIT = 1000
ALIAS_LIMIT = 1000
BULK_LIMIT = 500
_HOURLY = (100, 3600)
_USER = r"U[0-9a-f]{32}"
_IMAGES = ("image/jpeg", "image/png")
_MENU_ID = matching(r"richmenu-[0-9a-zA-Z]{1,64}", say="invalid richMenuId")


def endpoints() -> tuple[Endpoint, ...]:
    """List the endpoints of this module; the fixed words come before the ids that look like them."""
    bot = "/v2/bot"
    menu, all_users, user = f"{bot}/richmenu", f"{bot}/user/all/richmenu", f"{bot}/user/{{userId}}/richmenu"
    return (
        Endpoint("POST", menu, _create, rate=_HOURLY, fields=None),
        Endpoint("POST", f"{menu}/validate", _validate, fields=None),
        Endpoint("GET", f"{menu}/list", _list, rate=(10, 1)),
        Endpoint("POST", f"{menu}/bulk/link", _bulk_link, fields=None),
        Endpoint("POST", f"{menu}/bulk/unlink", _bulk_unlink, fields=None),
        Endpoint("POST", f"{menu}/alias", _create_alias, fields=None),
        Endpoint("GET", f"{menu}/alias/list", _list_aliases),
        Endpoint("POST", f"{menu}/alias/{{alias}}", _update_alias, fields=None),
        Endpoint("GET", f"{menu}/alias/{{alias}}", _get_alias),
        Endpoint("DELETE", f"{menu}/alias/{{alias}}", _delete_alias, rate=_HOURLY),
        Endpoint("POST", f"{menu}/{{menuId}}/content", _upload, raw=True),
        Endpoint("GET", f"{menu}/{{menuId}}/content", _download),
        Endpoint("GET", f"{menu}/{{menuId}}", _get),
        Endpoint("DELETE", f"{menu}/{{menuId}}", _delete, rate=_HOURLY),
        Endpoint("POST", f"{all_users}/{{menuId}}", _set_default),
        Endpoint("GET", all_users, _get_default),
        Endpoint("DELETE", all_users, _clear_default),
        Endpoint("POST", f"{user}/{{menuId}}", _link),
        Endpoint("GET", user, _linked),
        Endpoint("DELETE", user, _unlink),
    )


def _create(context: Context) -> Answer:
    _checked(context, rich_menu)
    menus = context.world.rich_menus
    if len(menus.menus) >= MENU_LIMIT:
        raise RefusedError(400, "The maximum number of rich menus has been reached")
    menu_id = context.world.ids.menu()
    menus.add(menu_id, context.body)
    return Answer(body={"richMenuId": menu_id})


def _validate(context: Context) -> Answer:
    _checked(context, rich_menu)
    return Answer()


def _list(context: Context) -> Answer:
    return Answer(body={"richmenus": list(context.world.rich_menus.menus.values())})


def _get(context: Context) -> Answer:
    return Answer(body=context.world.rich_menus.menus[_menu_id(context)])


def _delete(context: Context) -> Answer:
    context.world.rich_menus.remove(_menu_id(context))
    return Answer()


def _upload(context: Context) -> Answer:
    menus, data, menu_id = context.world.rich_menus, context.request.body, _menu_id(context)
    kind = context.request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _IMAGES:
        raise RefusedError(415, f"The content type, {kind}, is not supported")
    if len(data) > IMAGE_LIMIT:
        raise RefusedError(413, "Request Entity Too Large")
    if menu_id in menus.images:
        raise RefusedError(400, "An image has already been uploaded to the richmenu")
    if image_type(data) != kind:
        raise RefusedError(400, "The image format is not supported")
    if not image_fits(data):
        raise RefusedError(400, "The image size is not allowed for richmenu")
    menus.images[menu_id] = Content(data, kind)
    return Answer()


def _download(context: Context) -> Answer:
    image = context.world.rich_menus.images.get(_menu_id(context))
    if image is None:
        raise RefusedError(404, "Not found")
    return Answer(body=image.data, media_type=image.media_type)


def _set_default(context: Context) -> Answer:
    context.world.rich_menus.set_default(_with_image(context, _menu_id(context)))
    return Answer()


def _get_default(context: Context) -> Answer:
    if not context.world.rich_menus.default:
        raise RefusedError(404, "no default richmenu")
    return Answer(body={"richMenuId": context.world.rich_menus.default})


def _clear_default(context: Context) -> Answer:
    context.world.rich_menus.set_default("")
    return Answer()


def _link(context: Context) -> Answer:
    user, menu_id = _user(context), _with_image(context, _menu_id(context))
    context.world.rich_menus.link(user, menu_id)
    return Answer(notes=() if user in context.world.people else ("accepted, but there is no such person",))


def _linked(context: Context) -> Answer:
    held = context.world.rich_menus.linked.get(_user(context))
    if held is None:
        raise RefusedError(404, "the user has no richmenu")
    return Answer(body={"richMenuId": held})


def _unlink(context: Context) -> Answer:
    context.world.rich_menus.unlink(_user(context))
    return Answer()


def _bulk_link(context: Context) -> Answer:
    _checked(context, shape({"richMenuId": _MENU_ID, "userIds": _user_ids}))
    menu_id = context.body["richMenuId"]
    if menu_id not in context.world.rich_menus.menus:
        raise RefusedError(404, "Not found")
    _with_image(context, menu_id)
    for user in context.body["userIds"]:
        context.world.rich_menus.link(user, menu_id)
    return Answer(202)


def _bulk_unlink(context: Context) -> Answer:
    _checked(context, shape({"userIds": _user_ids}))
    for user in context.body["userIds"]:
        context.world.rich_menus.unlink(user)
    return Answer(202)


_user_ids = array(matching(_USER, say="invalid user id"), 1, BULK_LIMIT)


def _create_alias(context: Context) -> Answer:
    _checked(context, alias)
    menus, name = context.world.rich_menus, context.body["richMenuAliasId"]
    if name in menus.aliases:
        raise RefusedError(400, "conflict richmenu alias id")
    if len(menus.aliases) >= ALIAS_LIMIT:
        raise RefusedError(400, "The maximum number of rich menu aliases has been reached")
    menus.aliases[name] = _aliased(context)
    return Answer()


def _update_alias(context: Context) -> Answer:
    name = _alias(context)
    _checked(context, shape({"richMenuId": matching(r"\S+")}))
    context.world.rich_menus.aliases[name] = _aliased(context)
    return Answer()


def _get_alias(context: Context) -> Answer:
    name = _alias(context)
    return Answer(body={"richMenuAliasId": name, "richMenuId": context.world.rich_menus.aliases[name]})


def _list_aliases(context: Context) -> Answer:
    aliases = context.world.rich_menus.aliases
    held = [{"richMenuAliasId": name, "richMenuId": menu} for name, menu in aliases.items()]
    return Answer(body={"aliases": held})


def _delete_alias(context: Context) -> Answer:
    del context.world.rich_menus.aliases[_alias(context)]
    return Answer()


def _checked(context: Context, check: Check) -> None:
    if found := list(check(context.body, Path())):
        raise RefusedError(400, error_body(found))


def _menu_id(context: Context) -> str:
    menu_id = context.params["menuId"]
    if menu_id not in context.world.rich_menus.menus:
        raise RefusedError(404, "Not found")
    return menu_id


def _with_image(context: Context, menu_id: str) -> str:
    if menu_id not in context.world.rich_menus.images:
        raise RefusedError(400, "must upload richmenu image before applying it to user")
    return menu_id


def _aliased(context: Context) -> str:
    menu_id = str(context.body["richMenuId"])
    if menu_id not in context.world.rich_menus.menus:
        raise RefusedError(400, "richmenu not found")
    return _with_image(context, menu_id)


def _alias(context: Context) -> str:
    name = context.params["alias"]
    if name not in context.world.rich_menus.aliases:
        raise RefusedError(404, "richmenu alias not found")
    return name


def _user(context: Context) -> str:
    user = context.params["userId"]
    if not re.fullmatch(_USER, user):
        raise bad_parameter("userId")
    return user
