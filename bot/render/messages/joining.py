"""Registering: how, the privacy notice, codes that are none, what comes after; and the codes given out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers import (
    CodeRefused,
    CodesPaused,
    InviteAsks,
    InvitesGiven,
    InvitesPrinted,
    InviteTooMany,
    Joined,
    NameAsked,
    NameKept,
    NoticeShown,
    PostHeld,
    PrivacyRenewed,
    PrivateOnly,
    RegisterHow,
)
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import heading, link, note, outside, remark, small, waiting_words
from bot.render.cards import Card, Sheet
from bot.render.messages.reporting import measure_link
from bot.render.names import role_title, unit_name
from bot.render.registry import renders

if TYPE_CHECKING:
    from bot.answers import Notice
    from bot.render.i18n import Words
    from bot.render.limits import Json

_OWN = 5


@renders(PrivateOnly)
def private_only(w: Words, answer: PrivateOnly) -> Card:
    """Ask to go on in the 1:1 chat."""
    why = {
        "register": w.gettext("A registration code is for one person only, and everybody here can read it."),
        "invite": w.gettext("Everybody here could use the codes."),
        "people": w.gettext("Who is registered is not for everybody in a group to read."),
        "audit": w.gettext("The log is not for everybody in a group to read."),
        "export": w.gettext("Your data is not for everybody in a group to read."),
        "delete": w.gettext("This concerns your own data."),
        "progress": w.gettext("What units reported is not for everybody in a group to read."),
        "reminders": w.gettext("How you want to be reminded is your own affair."),
        "overview": w.gettext("How units get on is not for everybody in a group to read."),
        "leave": w.gettext("Who is on leave is not for everybody in a group to read."),
        "notices": w.gettext("Notices are written and looked after by administrators alone."),
    }[answer.what]
    return remark(
        w.gettext("In our own chat, please"),
        why,
        w.gettext("Please open the chat with me alone and type it there."),
    )


@renders(RegisterHow)
def register_how(w: Words, answer: RegisterHow) -> Card:
    """Say where codes come from and what to type."""
    title = w.gettext("How to register")
    first = w.gettext(
        "Ask your unit's head or an administrator of %(agency)s for a registration code.",
        agency=answer.agency_short,
    )
    second = w.gettext("Type it here after the word “register”, for example: register ABCD-2345")
    third = w.gettext("Read the privacy notice, and accept it with one tap.")
    if answer.linked:
        title = w.gettext("You are registered already")
        third = w.gettext("A further code adds another unit or role to what you have.")
    sheet = Sheet(
        plain=True,
        title=title,
        blocks=tuple(_step(number, said) for number, said in enumerate((first, second, third), start=1)),
    )
    return Card(alt=f"{title} {first} {second} {third}", sheets=(sheet,), size="mega")


def _step(number: int, said: str) -> Json:
    return flex.row(flex.code(str(number), width="26px"), flex.text(said), spacing="md")


@renders(NoticeShown)
def notice_shown(w: Words, answer: NoticeShown) -> Card:
    """Show what a code makes of the reader, and the privacy notice, to be accepted with one tap."""
    number = {"dialogue": answer.dialogue}
    title = w.gettext("Please read before you register")
    sheet = Sheet(
        kicker=w.gettext("Registration · %(agency)s", agency=w.name(answer.agency)),
        title=title,
        hero=(
            flex.text(
                w.gettext(
                    "Unit %(unit)s · %(role)s", unit=unit_name(answer.unit), role=role_title(w, answer.role)
                ),
                size="md",
                color=flex.WHITE,
                weight="bold",
                margin="md",
            ),
        ),
        blocks=(
            *(_clause(name, said) for name, said in _clauses(w, answer)),
            small(w.gettext("Privacy notice, version %(version)s", version=answer.notice.version)),
        ),
        buttons=(
            flex.button(
                leads.action(w, Intent("confirm", number), w.gettext("Accept and register")), primary=True
            ),
            flex.button(leads.action(w, Intent("cancel", number), w.gettext("Cancel"))),
        ),
    )
    alt = w.gettext(
        "The code registers you for unit %(unit)s as: %(role)s. "
        "Please read the privacy notice, then accept or cancel.",
        unit=answer.unit.abbr,
        role=role_title(w, answer.role),
    )
    return Card(alt=alt, sheets=(sheet,), size="mega")


def _clause(name: str, said: list[str]) -> Json:
    return flex.column(
        flex.text(name, size="xs", weight="bold", color=flex.TEAL),
        *(_line(line, several=len(said) > 1) for line in said),
        spacing="xs",
    )


def _line(said: str, *, several: bool) -> Json:
    words = flex.text(said, size="xs")
    return flex.row(flex.text("•", size="xs", flex=0), words, spacing="sm") if several else words


def _clauses(w: Words, answer: NoticeShown) -> list[tuple[str, list[str]]]:
    agency = w.name(answer.agency)
    return [
        (
            w.gettext("What for"),
            [
                w.gettext(
                    "To know for which unit you report on the ITA measures, to remind you, "
                    "and to have a record of who did what."
                )
            ],
        ),
        (
            w.gettext("Legal basis"),
            [
                w.gettext(
                    "A task in the public interest and the exercise of official duty: "
                    "Personal Data Protection Act B.E. 2562, section 24 (4)."
                )
            ],
        ),
        (
            w.gettext("What is kept"),
            [
                w.gettext(
                    "Your LINE user id as this account knows it, the name that you give, your language, "
                    "your units and roles, the reports and evidence that you send, and what you do here."
                )
            ],
        ),
        (w.gettext("For how long"), kept_words(w, answer.notice)),
        (
            w.gettext("Your rights"),
            [w.gettext("Type “my data” to see it, or “delete my data”, at any time."), _unsent_words(w)],
        ),
        (
            w.gettext("Contact"),
            [w.gettext("The ITA administrators of %(agency)s", agency=agency)],
        ),
    ]


def _unsent_words(w: Words) -> str:
    return w.gettext(
        "Unsend a message, and its words are deleted; what you had confirmed, such as a leave, stays."
    )


@renders(PrivacyRenewed)
def privacy_renewed(w: Words, answer: PrivacyRenewed) -> Card:
    """Say what the notice says more than the one that was accepted."""
    return remark(
        w.gettext("The privacy notice says more now"),
        _reminded_words(w, answer.notice),
        _noticed_words(w, answer.notice),
        _unsent_words(w),
        buttons=(flex.button(leads.action(w, Intent("privacy.export"))),),
    )


def _reminded_words(w: Words, notice: Notice) -> str:
    return w.gettext(
        "What you were reminded of, reminders that you put off, and leaves: %(reminded)s days.",
        reminded=notice.reminded_days,
    )


def _noticed_words(w: Words, notice: Notice) -> str:
    return w.gettext(
        "Notices that you sent or were sent, and when you acknowledged them: %(noticed)s days.",
        noticed=notice.noticed_days,
    )


def kept_words(w: Words, notice: Notice) -> list[str]:
    """Say how long what is kept."""
    return [
        w.gettext("Unit, role and name: until your registration ends and you have it deleted."),
        w.gettext("Reports, evidence and the log: official records; after a deletion they bear no name."),
        w.gettext(
            "What you type: erased once answered; if answering failed, after %(parked)s days. "
            "What you have begun and not finished: %(dialogue)s days.",
            parked=notice.parked_days,
            dialogue=notice.dialogue_days,
        ),
        w.gettext(
            "The numbers of my messages to you: %(sent)s days. After you block me and are "
            "not registered, your LINE user id: %(blocked)s days.",
            sent=notice.sent_days,
            blocked=notice.blocked_days,
        ),
        _reminded_words(w, notice),
        _noticed_words(w, notice),
    ]


@renders(CodeRefused)
def code_refused(w: Words, _: CodeRefused) -> Card:
    """Say that a code does not work; which of the reasons it is, nobody learns."""
    return remark(
        w.gettext("This code does not work"),
        w.gettext("It may be misspelt, used already, or too old."),
        w.gettext("Please check it, or ask whoever gave it to you for a new one."),
    )


@renders(CodesPaused)
def codes_paused(w: Words, answer: CodesPaused) -> Card:
    """Say when codes are looked at again."""
    return remark(
        w.gettext("Please try later"),
        w.gettext("Too many codes did not work."),
        w.ngettext(
            "You can try again in %(num)s minute.", "You can try again in %(num)s minutes.", answer.minutes
        ),
    )


@renders(PostHeld)
def post_held(w: Words, answer: PostHeld) -> Card:
    """Say that the code adds nothing."""
    return remark(
        w.gettext("You are registered already"),
        w.gettext(
            "You are %(role)s in unit %(unit)s already.",
            role=role_title(w, answer.role),
            unit=unit_name(answer.unit),
        ),
        w.gettext("The code was not used up; somebody else of the unit can have it."),
    )


@renders(Joined)
def joined(w: Words, answer: Joined) -> Card:
    """Welcome somebody, with what is theirs to do."""
    title = w.gettext("You are registered, welcome")
    as_ = w.gettext("Unit %(unit)s · %(role)s", unit=unit_name(answer.unit), role=role_title(w, answer.role))
    blocks = [
        flex.text(w.gettext("Please type your name, so that colleagues know who reports. You may skip this."))
    ]
    if answer.waiting:
        blocks.append(note(waiting_words(w, answer.waiting), mark="!"))
    if answer.own:
        counted = w.ngettext("%(num)s measure is open", "%(num)s measures are open", answer.open)
        blocks += [
            heading(counted),
            *(measure_link(w, line) for line in answer.own[:_OWN]),
            small(w.gettext("Tap a measure to report on it, or type for example “3.2 60%% manual written”.")),
        ]
    firsts = (
        *((Intent("progress.review"),) if answer.waiting else ()),
        Intent("measure.mine") if answer.own else Intent("whoami"),
        Intent("help"),
    )
    sheet = Sheet(
        kicker=w.gettext("ITA assistant · %(agency)s", agency=answer.agency_short),
        title=title,
        hero=(flex.text(as_, color=flex.WHITE, margin="sm"),),
        blocks=tuple(blocks),
        buttons=tuple(
            flex.button(leads.action(w, first), primary=number == 0) for number, first in enumerate(firsts)
        ),
    )
    said = w.gettext("%(said)s. %(further)s", said=title, further=as_)
    if answer.waiting:
        said = w.gettext("%(said)s. %(further)s", said=said, further=waiting_words(w, answer.waiting))
    return Card(alt=said, sheets=(sheet,), size="mega")


@renders(NameAsked)
def name_asked(w: Words, answer: NameAsked) -> Card:
    """Ask for a name."""
    said = w.gettext("Please type your name as colleagues should read it.")
    if answer.present is not None:
        said += " " + w.gettext("At present it is “%(name)s”.", name=answer.present)
    return Card(alt=said)


@renders(NameKept)
def name_kept(w: Words, answer: NameKept) -> Card:
    """Say the name back."""
    return Card(alt=w.gettext("Thank you. Colleagues will read your name as “%(name)s”.", name=answer.name))


# --- codes ----------------------------------------------------------------------------------------------


@renders(InviteAsks)
def invite_asks(w: Words, answer: InviteAsks) -> Card:
    """Ask for which unit the codes are."""
    title = w.gettext("For which unit?")
    how = w.gettext("Tap one, or type for example “invite 3 people of unit X”.")
    sheet = Sheet(
        plain=True,
        title=title,
        blocks=(
            flex.text(how, size="xs", color=flex.MUTED),
            *(link(w, Intent("invite", {"unit": unit.abbr}), unit_name(unit)) for unit in answer.units),
        ),
    )
    return Card(alt=f"{title} {how}", sheets=(sheet,), size="mega")


@renders(InviteTooMany)
def invite_too_many(w: Words, answer: InviteTooMany) -> Card:
    """Say how many there can be."""
    return Card(alt=w.gettext("I can make 1 to %(most)s codes at once.", most=answer.most))


@renders(InvitesGiven)
def invites_given(w: Words, answer: InvitesGiven) -> Card:
    """Give out codes as plain text, which can be forwarded and copied."""
    count = len(answer.codes)
    lines = [
        w.gettext("Invitation to the ITA assistant of %(agency)s", agency=w.name(answer.agency)),
        w.gettext("Unit %(unit)s · %(role)s", unit=unit_name(answer.unit), role=role_title(w, answer.role)),
        "",
        w.ngettext(
            "Open the chat with this account and type:",
            "Open the chat with this account and type one of these lines; each is for one person:",
            count,
        ),
        *(w.gettext("register %(code)s", code=code) for code in answer.codes),
        "",
        w.gettext("Good until %(date)s, once only.", date=w.long_date(answer.until)),
    ]
    return Card(alt="\n".join(lines))


@renders(InvitesPrinted)
def invites_printed(w: Words, answer: InvitesPrinted) -> Card:
    """Lead to the page on which the codes can be printed."""
    return remark(
        w.gettext("Cards to print"),
        w.gettext("A page with a card for each code: its QR code opens this chat with the sentence in it."),
        w.gettext(
            "The page can be opened until %(moment)s. Whoever has its address sees the codes: "
            "please do not pass it on.",
            moment=w.moment(answer.until),
        ),
        buttons=(outside(answer.address, w.gettext("Open the page to print"), primary=True),),
    )
