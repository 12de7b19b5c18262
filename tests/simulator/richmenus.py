"""Rich menus, right but for what a test makes wrong of them."""

from bot.simulator.model import Json
from tests.simulator.calls import Bot
from tests.simulator.pictures import png


def area(action: object = None, **bounds: int) -> Json:
    place = {"x": 0, "y": 0, "width": 600, "height": 400, **bounds}
    return {"bounds": place, "action": action or {"type": "message", "text": "score"}}


def menu(**change: object) -> Json:
    held = {
        "size": {"width": 1200, "height": 400},
        "selected": True,
        "name": "main",
        "chatBarText": "Menu",
        "areas": [area()],
    }
    return {**held, **change}


def made(bot: Bot, **change: object) -> str:
    menu_id: str = bot.post("richmenu", menu(**change)).json["richMenuId"]
    assert bot.post(f"richmenu/{menu_id}/content", png(), content_type="image/png").status == 200
    return menu_id
