"""Replies about people as the example agency has them, and at the edges of what can be."""

import datetime as dt

from bot import answers as a
from bot.intent import Intent
from bot.roles import Role
from bot.usecases import joining
from bot.usecases.people import SHOWN_RIGHTS
from ita_core.figure import MeasureStatus
from tests.render import extremes as e
from tests.render import samples as s

ICT = dt.timezone(dt.timedelta(hours=7))
MOMENT = dt.datetime(2024, 4, 1, 9, 5, tzinfo=ICT)
DIALOGUE = {"dialogue": 3}
YES_NO = (Intent("confirm", DIALOGUE), Intent("cancel", DIALOGUE))
LAB = a.UnitRef(abbr="กวภ.", full_name="กองวิจัยและเตือนภัยมลพิษโรงงาน")
UNIT = a.UnitRef(abbr="ศส.")
LONG_UNIT = a.UnitRef(abbr="คณะทำงาน " + e.LONG[:80], full_name=e.LONG[:160])
CODES = ("NPRF-MC7M", "NGNK-86GN", "NYQT-PJ62")
POST = a.PostLine(unit=UNIT, role=Role.STAFF, since=MOMENT)
KEYS = ("3.2", "5.1", "5.3", "6.5", "1.1", "2.4")


def person(number: int, unit: a.UnitRef, role: Role, name: str | None = None) -> a.PersonLine:
    return a.PersonLine(
        membership=number,
        number=number,
        name=name,
        unit=unit,
        role=role,
        since=MOMENT,
        own=number == 1,
    )


PEOPLE = (
    person(1, LAB, Role.ADMIN, "อรุณี ใจเย็น"),
    person(2, UNIT, Role.HEAD, "วิชัย ตั้งใจ"),
    person(3, UNIT, Role.STAFF, "สมศรี ใจดี"),
    person(4, UNIT, Role.STAFF),
)


def own(key: str, *shares: a.OwnShare) -> a.OwnLine:
    return a.OwnLine(line=s.measure(key), shares=shares, to_report=shares[0].percent != 100)


def share(percent: int | None, unit: str = "ศส.", *, done: bool = False) -> a.OwnShare:
    return a.OwnShare(unit=unit, percent=percent, done=done)


MINE = a.MyMeasures(
    agency_short="กรอ.",
    plan_year=s.PLAN,
    source=s.PLAN_SOURCE,
    units=(UNIT,),
    status=None,
    counts={
        MeasureStatus.NOT_STARTED: 2,
        MeasureStatus.IN_PROGRESS: 1,
        MeasureStatus.DONE: 1,
        MeasureStatus.OVERDUE: 0,
    },
    rows=(
        own("3.2", share(60)),
        own("5.1", share(None)),
        own("5.3", share(100)),
        own("6.5", share(100, done=True)),
    ),
    page=s.page(4, 4),
)


def deed(action: str, subject: str, **facts: object) -> a.AuditLine:
    values: dict[str, object] = {
        "at": MOMENT,
        "actor": "person",
        "number": 2,
        "name": "วิชัย ตั้งใจ",
        "own": False,
        "action": action,
        "subject": subject,
        "before": {},
        "after": {},
    }
    return a.AuditLine(**(values | facts))  # type: ignore[arg-type]  # as above


LOG = (
    deed("report.file", "measure 2567 3.2 ศส.", before={"percent": 30}, after={"percent": 60}),
    deed("person.join", "unit ศส.", after={"role": "staff"}, own=True),
    deed("post.end", "unit กย.", before={"role": "head"}, name=None),
    deed("invite.make", "unit ศส.", actor="command", number=None, after={"role": "admin", "count": 3}),
    deed("group.bind", "group 17", before={"unit": "กย."}, after={"unit": "ศส."}),
    deed("agency.set", "agency", after={"closed": True, "accepted_by": "head"}, actor="bot", number=None),
    deed("person.erase", "person", before={"reports": 4}, number=None),
    deed("report.retract", "report 12"),
    deed("something.new", "thing", after={"what": 1}),
)
REPORTS = (
    a.OwnReport(measure="3.2", unit="ศส.", percent=60, note="จัดทำคู่มือแล้ว", received_at=MOMENT, state="filed"),
    a.OwnReport(measure="5.1", unit="ศส.", percent=None, note=None, received_at=MOMENT, state="withdrawn"),
)
DATA = a.DataShown(
    agency=s.SCOPE.agency,
    name="สมศรี ใจดี",
    language="th",
    followed_at=MOMENT,
    accepted_at=MOMENT,
    notice=joining.notice(),
    posts=(POST,),
    dialogue=False,
    evidence=2,
    entries=5,
    reports=REPORTS,
    page=s.page(2, 2),
    file="https://bot.example/mydata/5.abc.def",
)


def ordinary() -> dict[str, a.Reply]:
    """Replies as they are given every day."""
    agency = s.SCOPE.agency
    return {
        "whoami_linked": s.reply(
            a.WhoAmI(
                agency=agency,
                language="th",
                name="สมศรี ใจดี",
                posts=(POST, a.PostLine(unit=LAB, role=Role.HEAD, since=MOMENT)),
                rights=tuple(right.value for right in SHOWN_RIGHTS),
            )
        ),
        "welcome_linked": s.reply(a.Welcome(agency=agency, group=False, linked=True, again=True)),
        "welcome_waiting": s.reply(a.Welcome(agency=agency, group=False, linked=True, again=True, waiting=3)),
        "welcome_closed": s.reply(a.Welcome(agency=agency, group=False, closed=True)),
        "private_only": s.reply(a.PrivateOnly(what="register")),
        "register_how": s.reply(a.RegisterHow(agency_short="กรอ.", linked=False)),
        "register_more": s.reply(a.RegisterHow(agency_short="กรอ.", linked=True)),
        "privacy_renewed": s.reply(a.PrivacyRenewed(notice=joining.notice())),
        "notice": s.reply(
            a.NoticeShown(agency=agency, unit=LAB, role=Role.STAFF, notice=joining.notice(), dialogue=3),
            YES_NO,
        ),
        "code_refused": s.reply(a.CodeRefused()),
        "codes_paused": s.reply(a.CodesPaused(minutes=14)),
        "post_held": s.reply(a.PostHeld(unit=UNIT, role=Role.HEAD)),
        "joined": s.reply(
            a.Joined(
                agency_short="กรอ.", unit=UNIT, role=Role.STAFF, own=tuple(map(s.measure, KEYS)), open=12
            )
        ),
        "joined_auditor": s.reply(a.Joined(agency_short="กรอ.", unit=LAB, role=Role.AUDITOR, own=(), open=0)),
        "joined_reviewer": s.reply(
            a.Joined(agency_short="กรอ.", unit=LAB, role=Role.REVIEWER, own=(), open=0, waiting=3)
        ),
        "name_asked": s.reply(a.NameAsked(present="สมศรี ใจดี")),
        "name_kept": s.reply(a.NameKept(name="สมศรี ใจดี")),
        "invite_asks": s.reply(a.InviteAsks(units=(UNIT, LAB, a.UnitRef(abbr="กย.")))),
        "invite_too_many": s.reply(a.InviteTooMany(most=20)),
        "invite": s.reply(
            a.InvitesGiven(agency=agency, unit=UNIT, role=Role.STAFF, codes=CODES, until=dt.date(2024, 4, 8))
        ),
        "invite_printed": s.reply(
            a.InvitesPrinted(address="https://bot.example/invite/5.abc.def", until=MOMENT)
        ),
        "people": s.reply(
            a.PeopleList(
                agency_short="กรอ.",
                unit=None,
                rows=PEOPLE,
                can_end=True,
                vacant=("กย.", "สล.", "กมร."),
                page=s.page(4, 4),
            )
        ),
        "people_of_unit": s.reply(
            a.PeopleList(
                agency_short="กรอ.",
                unit=UNIT,
                rows=PEOPLE[1:],
                can_end=False,
                vacant=(),
                page=s.page(3, 3),
            )
        ),
        "unlink": s.reply(a.UnlinkAsks(line=PEOPLE[2], dialogue=3), YES_NO),
        "unlinked": s.reply(a.Unlinked(line=PEOPLE[2])),
        "post_lost": s.reply(a.PostLost(agency_short="กรอ.", unit=UNIT, role=Role.STAFF)),
        "bind_how": s.reply(a.BindHow()),
        "bind_which": s.reply(a.BindHow(units=(UNIT, LAB))),
        "bound": s.reply(a.GroupIsBound(unit=UNIT, before="กย.")),
        "mine": s.reply(MINE),
        "data": s.reply(DATA),
        "delete": s.reply(a.DeleteAsks(linked=True, reports=4, dialogue=3), YES_NO),
        "delete_stranger": s.reply(a.DeleteAsks(linked=False, reports=0, dialogue=3), YES_NO),
        "erased": s.reply(a.Erased(linked=True, blocked_days=30)),
        "log": s.reply(a.AuditList(agency_short="กรอ.", everything=True, rows=LOG, page=s.page(9, 9))),
    }


def full() -> dict[str, a.Answer]:
    """Answers as long as they can be."""
    many = tuple(person(n, LONG_UNIT, Role.REVIEWER, e.NASTY * 3) for n in range(1, 11))
    return {
        "whoami_posts": a.WhoAmI(
            agency=e.SCOPE.agency,
            language="en",
            name=e.NASTY,
            posts=(a.PostLine(unit=LONG_UNIT, role=Role.REVIEWER, since=MOMENT),) * 8,
            rights=tuple(right.value for right in SHOWN_RIGHTS),
        ),
        "notice": a.NoticeShown(
            agency=e.SCOPE.agency, unit=LONG_UNIT, role=Role.REVIEWER, notice=joining.notice(), dialogue=10**6
        ),
        "invite": a.InvitesGiven(
            agency=e.SCOPE.agency,
            unit=LONG_UNIT,
            role=Role.REVIEWER,
            codes=CODES[:1] * 20,
            until=dt.date(2024, 12, 31),
        ),
        "invite_printed": a.InvitesPrinted(
            address="https://" + "bot." * 50 + "example/invite/" + "x" * 60, until=MOMENT
        ),
        "invite_asks": a.InviteAsks(units=(LONG_UNIT,) * 20),
        "joined": a.Joined(agency_short="กรอ.", unit=LONG_UNIT, role=Role.STAFF, own=e.MEASURES[:9], open=47),
        "people": a.PeopleList(
            agency_short="กรอ.",
            unit=None,
            rows=many,
            can_end=True,
            vacant=tuple(unit.abbr for unit in e.UNITS),
            page=s.page(10, 200),
        ),
        "mine": a.MyMeasures(
            agency_short="กรอ.",
            plan_year=s.PLAN,
            source=s.PLAN_SOURCE,
            units=(LONG_UNIT,) * 4,
            status=MeasureStatus.OVERDUE,
            counts={},
            rows=tuple(
                a.OwnLine(line=line, shares=(share(50, LONG_UNIT.abbr), share(100, "ศส.", done=True)))
                for line in e.MEASURES[:10]
            ),
            page=s.page(10, 47),
        ),
        "data": a.DataShown(
            agency=e.SCOPE.agency,
            name=e.NASTY,
            language="th",
            followed_at=None,
            accepted_at=MOMENT,
            notice=joining.notice(),
            posts=(a.PostLine(unit=LONG_UNIT, role=Role.REVIEWER, since=MOMENT),) * 6,
            dialogue=True,
            evidence=10**4,
            entries=10**5,
            reports=(
                a.OwnReport(
                    measure="7.10",
                    unit=LONG_UNIT.abbr,
                    percent=100,
                    note=e.NASTY + e.LONG,
                    received_at=MOMENT,
                    state="retracting",
                ),
            )
            * 10,
            page=s.page(10, 300),
            file="https://bot.example/mydata/" + "x" * 60,
        ),
        "log": a.AuditList(
            agency_short="กรอ.",
            everything=False,
            rows=(deed("report.file", f"measure 2567 7.10 {LONG_UNIT.abbr}", name=e.NASTY),) * 10,
            page=s.page(10, 3000),
        ),
        "bind_which": a.BindHow(units=(LONG_UNIT,) * 20),
    }


def empty() -> dict[str, a.Answer]:
    """Answers with nothing in them."""
    return {
        "people": a.PeopleList(
            agency_short="กรอ.", unit=UNIT, rows=(), can_end=True, vacant=(), page=s.page(0, 0)
        ),
        "mine": a.MyMeasures(
            agency_short="กรอ.",
            plan_year=s.PLAN,
            source=s.PLAN_SOURCE,
            units=(),
            status=None,
            counts={},
            rows=(),
            page=s.page(0, 0),
        ),
        "data": a.DataShown(
            agency=s.SCOPE.agency,
            name=None,
            language="en",
            followed_at=None,
            accepted_at=None,
            notice=joining.notice(),
            posts=(),
            dialogue=False,
            evidence=0,
            entries=0,
            reports=(),
            page=s.page(0, 0),
        ),
        "log": a.AuditList(agency_short="กรอ.", everything=False, rows=(), page=s.page(0, 0)),
        "name_asked": a.NameAsked(present=None),
        "withheld": s.measure_list(10, 47, withheld=True),
        **{
            f"private_{what}": a.PrivateOnly(what=what)
            for what in ("invite", "people", "audit", "export", "delete", "progress", "overview")
        },
    }
