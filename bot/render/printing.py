"""The page of registration codes for printing: cards to be cut out, eight on a sheet of A4.

It loads nothing, runs nothing and has one style, which its headers name.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from bot.intent import Intent
from bot.render import leads, qr
from bot.render.i18n import words_in
from bot.render.names import role_title, unit_name

if TYPE_CHECKING:
    from bot.answers.people import InviteCard, InviteSheet
    from bot.render.i18n import Words

ON_A_SHEET: Final = 8
STYLE: Final = """
@page { size: A4; margin: 12mm 11mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 16px; max-width: 210mm; color: #1d2b36; background: #eef2f4;
  font: 11pt/1.4 "Sarabun", "Noto Sans Thai", "Leelawadee UI", "Thonburi", "Loma", system-ui, sans-serif; }
header { padding: 0 0 12px; }
h1 { margin: 0 0 4px; font-size: 17pt; line-height: 1.3; color: #0b2e3f; }
header p { margin: 4px 0 0; color: #566673; }
ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(88mm, 1fr)); gap: 3mm; margin: 0 0 3mm;
  padding: 0; list-style: none; }
li { display: flex; flex-direction: column; min-height: 65mm; padding: 3.5mm 4mm; break-inside: avoid;
  background: #fff; border: 1px dashed #8a99a5; border-radius: 2mm; overflow-wrap: anywhere; }
li p { margin: 0; }
.agency { font-size: 8.5pt; color: #566673; }
.post { font-size: 12pt; font-weight: bold; line-height: 1.3; color: #0e6b70; }
.how { display: flex; gap: 3mm; align-items: center; flex: 1; margin: 1.5mm 0; }
.how svg { flex: none; width: 32mm; height: 32mm; }
.how p { font-size: 9pt; line-height: 1.35; }
.how .code { margin: 1mm 0 0; font: bold 15pt/1.2 ui-monospace, "DejaVu Sans Mono", "Courier New", monospace;
  white-space: nowrap; color: #1d2b36; }
.link { font-size: 7pt; line-height: 1.3; }
.link a { color: #566673; text-decoration: none; }
.until { font-size: 9pt; }
.over li { min-height: 0; color: #566673; }
@media print {
  body { padding: 0; max-width: none; background: none; }
  header, .over { display: none; }
  ul { grid-template-columns: 1fr 1fr; margin: 0; }
  ul + ul { break-before: page; }
}
"""


def page(sheet: InviteSheet, language: str) -> str:
    """Return the page as HTML, in a language."""
    w = words_in(language)
    title = w.gettext("Invitations to the ITA assistant of %(agency)s", agency=w.name(sheet.agency))
    good = [_card(w, sheet, card.code) for card in sheet.cards if card.code is not None]
    over = [_over(w, card) for card in sheet.cards if card.code is None]
    sheets = [good[first : first + ON_A_SHEET] for first in range(0, len(good), ON_A_SHEET)]
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{w.language}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="robots" content="noindex, nofollow">',
            f"<title>{escape(title)}</title>",
            f"<style>{STYLE}</style>",
            "</head>",
            "<body>",
            "<header>",
            f"<h1>{escape(title)}</h1>",
            *(f"<p>{escape(said)}</p>" for said in _remarks(w, sheet)),
            "</header>",
            "<main>",
            *(f"<ul>{''.join(cards)}</ul>" for cards in sheets),
            f'<ul class="over">{"".join(over)}</ul>' if over else "",
            "</main>",
            "</body>",
            "</html>\n",
        ]
    )


def _remarks(w: Words, sheet: InviteSheet) -> list[str]:
    return [
        w.gettext("Please print this page on A4, cut the cards out, and give one to each person."),
        w.gettext(
            "Each code is for one person, and for whoever uses it first. "
            "This page can be opened until %(moment)s.",
            moment=w.moment(sheet.until),
        ),
    ]


def _over(w: Words, card: InviteCard) -> str:
    said = w.gettext("Used already") if card.used else w.gettext("No longer valid")
    return f"<li><p>{escape(said)}</p></li>"


def _card(w: Words, sheet: InviteSheet, code: str) -> str:
    sentence = leads.utterance(w, Intent("register", {"code": code}))
    address = None if sheet.basic_id is None else qr.chat_address(sheet.basic_id, sentence)
    drawn = qr.code(sentence if address is None else address)
    picture = drawn.svg_inline(omitsize=True, title=w.gettext("QR code"), svgclass=None, lineclass=None)
    until = w.gettext("Good until %(moment)s, once only.", moment=w.moment(sheet.until))
    return "".join(
        [
            "<li>",
            _line("agency", w.gettext("ITA assistant · %(agency)s", agency=w.name(sheet.agency))),
            _line("post", unit_name(sheet.unit)),
            _line("role", role_title(w, sheet.role)),
            f'<div class="how">{picture}<div>',
            *(f"<p>{escape(said)}</p>" for said in _how(w, sheet.basic_id)),
            _line("code", code),
            "</div></div>",
            "" if address is None else _link(address),
            _line("until", until),
            "</li>",
        ]
    )


def _how(w: Words, basic_id: str | None) -> list[str]:
    if basic_id is None:
        return [w.gettext("Open the chat with the ITA assistant in LINE and type “register” with this code:")]
    return [
        w.gettext("Scan the QR code, then send the message that is written there."),
        w.gettext("Or find %(account)s in LINE and type “register” with this code:", account=basic_id),
    ]


def _link(address: str) -> str:
    shown = escape(qr.readable(address))
    return f'<p class="link"><a href="{escape(address)}" rel="noreferrer">{shown}</a></p>'


def _line(kind: str, said: str) -> str:
    return f'<p class="{kind}">{escape(said)}</p>'
