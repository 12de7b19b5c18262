"""Rich menus as the platform keeps them: what there is, whose it is, which aliases stand for what."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.simulator.model import Content, Json

LINK_TOKEN_MS = 10 * 60_000


@dataclass
class RichMenus:
    """All rich menus made through the API; `changed` is called when someone may see another menu."""

    changed: Callable[[], None]
    menus: dict[str, Json] = field(default_factory=dict)
    images: dict[str, Content] = field(default_factory=dict)
    linked: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    default: str = ""

    def add(self, menu_id: str, menu: Json) -> None:
        """Keep a menu; nobody sees it yet."""
        self.menus[menu_id] = {"richMenuId": menu_id, **menu}

    def remove(self, menu_id: str) -> None:
        """Forget a menu; whoever was linked to it falls back to the default."""
        del self.menus[menu_id]
        self.images.pop(menu_id, None)
        self.linked = {user: held for user, held in self.linked.items() if held != menu_id}
        self.set_default("" if self.default == menu_id else self.default)

    def set_default(self, menu_id: str) -> None:
        """Show a menu to everyone who has none of their own; an empty id takes it away."""
        self.default = menu_id
        self.changed()

    def link(self, user_id: str, menu_id: str) -> None:
        """Show a menu to one person."""
        self.linked[user_id] = menu_id
        self.changed()

    def unlink(self, user_id: str) -> None:
        """Let a person see the default again."""
        self.linked.pop(user_id, None)
        self.changed()

    def relink(self, change: dict[str, str]) -> None:
        """Show everyone who has a menu of `change` what it says instead: another, or with "" the default."""
        became = {user: change.get(menu, menu) for user, menu in self.linked.items()}
        self.linked = {user: menu for user, menu in became.items() if menu}
        self.changed()

    def shown_to(self, user_id: str) -> Json | None:
        """Give the menu that a person sees: their own before the default."""
        return self.menus.get(self.linked.get(user_id, "") or self.default)

    def switch(self, user_id: str, alias: str) -> Json:
        """Change a person's menu as a tap does; give the parameters of the postback."""
        if alias not in self.aliases:
            return {"status": "RICHMENU_ALIAS_ID_NOTFOUND"}
        menu_id = self.aliases[alias]
        if menu_id not in self.menus:
            return {"newRichMenuAliasId": alias, "status": "RICHMENU_NOTFOUND"}
        self.link(user_id, menu_id)
        return {"newRichMenuAliasId": alias, "status": "SUCCESS"}


@dataclass
class LinkToken:
    """The right to tie a person to an account elsewhere, once."""

    user_id: str
    at: int

    def valid(self, now: int) -> bool:
        """Say whether it still works."""
        return now - self.at <= LINK_TOKEN_MS
