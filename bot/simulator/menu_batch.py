"""Rich menus changed for everyone who has one, in one call that LINE works off in the background."""

from collections.abc import Iterator

from bot.simulator.gate import Context, Endpoint, RefusedError, job_asked_for, moment
from bot.simulator.model import Answer, Json
from bot.simulator.schema import Path, Problem, error_body
from bot.simulator.schema.core import Check, array, by_type, matching, shape
from bot.simulator.world import PROGRESS_MS, Job, drop_old

OPERATION_LIMIT = 1000
# LINE does not document how long it takes.
ONGOING_MS = 1000
_MENU = matching(r"richmenu-[0-9a-zA-Z]{1,64}", say="invalid richMenuId")


def endpoints() -> tuple[Endpoint, ...]:
    """List the endpoints of this module."""
    menu = "/v2/bot/richmenu"
    return (
        Endpoint("POST", f"{menu}/batch", _batch, rate=(3, 3600), fields=None),
        Endpoint("POST", f"{menu}/validate/batch", _validate, fields=None),
        Endpoint("GET", f"{menu}/progress/batch", _progress, rate=(100, 3600), query=("requestId",)),
    )


def _kinds() -> dict[str, Check]:
    return {
        "link": shape({"from": _MENU, "to": _MENU}),
        "unlink": shape({"from": _MENU}),
        "unlinkAll": shape({}),
    }


def _together(value: object) -> Iterator[Problem]:
    """Refuse operations that contradict each other."""
    operations = value if isinstance(value, list) else []
    kinds = {str(item.get("type")) for item in operations if isinstance(item, dict)}
    if "unlinkAll" in kinds and len(kinds) > 1:
        yield Problem(Path(("operations[]", "type")), "'unlinkAll' type can't be combined with other type")
    seen: set[str] = set()
    for item in operations:
        menu = item.get("from") if isinstance(item, dict) else None
        if not isinstance(menu, str):
            continue
        if menu in seen:
            yield Problem(Path(("operations[]", "from")), f"from richmenu ({menu}) is duplicated")
        seen.add(menu)


_request: Check = shape(
    {"operations": array(by_type(_kinds), 1, OPERATION_LIMIT)},
    {"resumeRequestKey": matching(r"[0-9a-zA-Z_-]{1,100}", say="invalid resumeRequestKey")},
    lambda value, _: _together(value.get("operations")),
)


def _checked(context: Context) -> list[Json]:
    if found := list(_request(context.body, Path())):
        raise RefusedError(400, error_body(found))
    menus = context.world.rich_menus
    operations: list[Json] = context.body["operations"]
    for index, operation in enumerate(operations):
        for end in ("from", "to"):
            held = operation.get(end)
            if held is not None and held not in menus.menus:
                missing = Problem(Path(("operations", index, end)), f"Richmenu ({held}) is not found")
                raise RefusedError(404, error_body([missing]))
        if "to" in operation and operation["to"] not in menus.images:
            said = f"'to' richmenu ({operation['to']}) must have image but it doesn't"
            raise RefusedError(400, error_body([Problem(Path(("operations", index, "to")), said)]))
    return operations


def _validate(context: Context) -> Answer:
    _checked(context)
    return Answer()


def _batch(context: Context) -> Answer:
    operations, world = _checked(context), context.world
    key, job = context.body.get("resumeRequestKey") or "", Job(context.now, {"phase": "succeeded"})
    held = world.resume_keys.get(key)
    # Everybody's menu is changed at once, so there is never anybody left for whom a request is resumed.
    if held is None or context.now - held.at > PROGRESS_MS:
        _work(context, operations)
        if key:
            drop_old(world.resume_keys, lambda old: context.now - old.at > PROGRESS_MS)
            world.resume_keys[key] = job
    drop_old(world.menu_batches, lambda old: context.now - old.at > PROGRESS_MS)
    world.menu_batches[context.request_id] = job
    return Answer(202)


def _work(context: Context, operations: list[Json]) -> None:
    """Change each person's menu once, by what they had before: operations do not see each other's work."""
    menus = context.world.rich_menus
    if any(operation["type"] == "unlinkAll" for operation in operations):
        menus.relink(dict.fromkeys(menus.menus, ""))
        return
    menus.relink({operation["from"]: operation.get("to", "") for operation in operations})


def _progress(context: Context) -> Answer:
    job = job_asked_for(context, context.world.menu_batches)
    times = {"acceptedTime": moment(job.at)}
    if context.now - job.at < ONGOING_MS:
        return Answer(body={"phase": "ongoing", **times})
    return Answer(body={**job.outcome, **times, "completedTime": moment(job.at + ONGOING_MS)})
