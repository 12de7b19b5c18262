"""Notices as they stand in the database, without the dialogue in which they are written."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, text
from sqlmodel import col, select

from bot import applying_notices, ticking
from bot.changes_notices import NoticeTurned
from bot.roles import Role
from bot.store import channels, conversations, notices, people, queries
from bot.store.engine import reading, writing
from bot.store.inbox import identity
from bot.store.notices import NewNotice, NewRecipient
from bot.store.tables import Agency, Chat, Contact, Membership, NoticeRecipient, Person
from bot.usecases.notices import content
from tests.flows.bot import look_now
from tests.flows.test_trouble import wait_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine

    from bot.simulator import Call, Line
    from bot.store.notices import Kept
    from tests.flows.conftest import Stage

MULTICAST = "/v2/bot/message/multicast"
PUSH = "/v2/bot/message/push"
WORDS = "ส่งแผนภายในวันศุกร์"
ALL_WORDS = content.dump(content.Content(text=WORDS))


@dataclass(frozen=True)
class Crowd:
    """People of the example agency, by LINE's ids, with the keys that the database knows them by."""

    agency_id: int
    line_ids: tuple[str, ...]
    people: tuple[int, ...]


def crowd(engine: Engine, line: Line, count: int, *, at: dt.datetime, english: int = 0) -> Crowd:
    """Bring in people who are registered; the first so many of them read English."""
    line_ids = tuple(line.person(f"คนที่ {number}").user_id for number in range(count))
    with writing(engine) as session:
        agency = queries.only_agency(session)
        assert agency is not None
        channel = channels.default(session)
        channel.agency_id = agency.id
        unit = queries.units(session, identity(agency.id))[0]
        keys = people_of(session, line_ids, identity(channel.id), identity(agency.id), identity(unit.id), at)
        session.execute(
            text(
                "UPDATE contact SET language = 'en' WHERE id IN (SELECT id FROM contact ORDER BY id LIMIT :n)"
            ),
            {"n": english},
        )
    return Crowd(identity(agency.id), line_ids, tuple(keys))


def people_of(session, line_ids: Sequence[str], channel: int, agency: int, unit: int, at) -> list[int]:  # noqa: PLR0913, PLR0917
    """Insert people, many at a time; return their keys."""
    keys: list[int] = []
    for start in range(0, len(line_ids), 1000):
        part = line_ids[start : start + 1000]
        session.execute(
            insert(Contact),
            [{"channel_id": channel, "line_id": one, "language": "th", "wrong_codes": 0} for one in part],
        )
        rows = session.exec(
            select(Contact.id).where(col(Contact.line_id).in_(part)).order_by(col(Contact.id))
        ).all()
        session.execute(
            insert(Person),
            [
                {"agency_id": agency, "contact_id": key, "notice_version": 1, "accepted_at": at}
                for key in rows
            ],
        )
        found = session.exec(
            select(Person.id).where(col(Person.contact_id).in_(rows)).order_by(col(Person.id))
        ).all()
        session.execute(
            insert(Membership),
            [{"person_id": key, "unit_id": unit, "role": "staff", "since": at} for key in found],
        )
        keys += found
    return keys


def recipients(engine: Engine, those: Crowd) -> list[NewRecipient]:
    """Return them as recipients, each in their language."""
    with reading(engine) as session:
        rows = session.execute(
            select(Person.id, Contact.channel_id, Contact.language)
            .join(Contact, col(Contact.id) == col(Person.contact_id))
            .where(col(Person.agency_id) == those.agency_id)
            .order_by(col(Person.id))
        ).all()
    wanted = set(those.people)
    return [
        NewRecipient(person_id=key, channel_id=channel, language=language, unit="ศส.")
        for key, channel, language in rows
        if key in wanted
    ]


def make(  # noqa: PLR0913 (what a notice consists of, by name)
    engine: Engine,
    those: Crowd,
    to: Sequence[NewRecipient],
    *,
    at: dt.datetime,
    send_at: dt.datetime | None = None,
    author: int | None = None,
    urgent: bool = False,
    stored=None,
) -> int:
    """Store a notice that was confirmed, to be sent at once; return its key."""
    new = NewNotice(
        state=notices.SCHEDULED,
        author_id=author or those.people[0],
        send_at=send_at or at,
        content=stored or ALL_WORDS,
        audience=("all",),
        cost=len(to),
        urgent=urgent,
        recipients=tuple(to),
    )
    with writing(engine) as session:
        return notices.create(session, those.agency_id, new, at)[0]


def admin(stage: Stage, those: Crowd) -> tuple[int, str]:
    """Let the last of a crowd be an administrator who has written to the bot; return their keys."""
    person, line_id = those.people[-1], those.line_ids[-1]
    with writing(stage.service.engine) as session:
        session.add(Chat(channel_id=1, line_id=line_id))
        member = session.exec(select(Membership).where(Membership.person_id == person)).one()
        member.role = Role.ADMIN
        session.add(member)
    return person, line_id


def look(stage: Stage) -> int:
    """Look after all notices, as the bot does each minute."""
    service = stage.service
    caster = ticking.caster_of(service.engine, service.settings, service.now())
    done = ticking.notices_by_hand(service.engine, service.now(), service.quota, caster)
    look_now(service)
    return done


def turn(stage: Stage, those: Crowd, notice_id: int, *seen: str, state: str) -> None:
    """Let an administrator turn a notice, as an event does; the look that it asks for is the caller's."""
    change = NoticeTurned(notice_id=notice_id, seen=seen, state=state)
    with writing(stage.service.engine) as session:
        applying_notices.apply(session, those.agency_id, change, stage.clock(), lambda *_: None)


def kept(stage: Stage, notice_id: int) -> Kept:
    """Return a notice as it stands."""
    with reading(stage.service.engine) as session:
        bare = notices.bare(session, notice_id)
        found = notices.get(session, bare.agency_id, notice_id)
    assert found is not None
    return found


def wait_state(stage: Stage, notice_id: int, state: str, seconds: int = 20) -> Kept:
    """Wait until a notice is in a state; return it."""
    wait_for(lambda: kept(stage, notice_id).state == state, seconds)
    return kept(stage, notice_id)


def states(stage: Stage, notice_id: int) -> dict[str, str]:
    """Return the state of each recipient by LINE's id, or by their number where LINE knows them no more."""
    with reading(stage.service.engine) as session:
        return became(session, notice_id)


def became(session, notice_id: int) -> dict[str, str]:
    """Return what `states` returns."""
    rows = session.execute(
        select(NoticeRecipient.person_id, NoticeRecipient.state, Contact.line_id)
        .join(Person, col(Person.id) == col(NoticeRecipient.person_id))
        .join(Contact, col(Contact.id) == col(Person.contact_id), isouter=True)
        .where(NoticeRecipient.notice_id == notice_id)
    ).all()
    return {line_id or str(person): state for person, state, line_id in rows}


def got(line: Line) -> Counter[str]:
    """Return how often each LINE id has a notice, at LINE's side: by its text, which comes once in each."""
    with line.changed:
        return Counter(
            chat
            for chat, messages in line.world.chats.items()
            for message in messages
            if message.sender == line.world.bot_id and message.content.get("text") == WORDS
        )


def multicasts(line: Line, *, taken: bool = False) -> list[Call]:
    """Return the multicasts that were called, or those that LINE answered with 200."""
    calls = [call for call in list(line.calls) if call.path == MULTICAST]
    return [call for call in calls if call.status == 200] if taken else calls


def language_of(stage: Stage, line_id: str) -> str:
    """Return the words of the card that somebody got."""
    with stage.line.changed:
        return " ".join(message.text for message in stage.line.world.chats[line_id])


def block(stage: Stage, line_id: str) -> None:
    """Let somebody block the bot, as the bot knows it."""
    with writing(stage.service.engine) as session:
        contact = conversations.contact(session, 1, line_id)
        assert contact is not None
        conversations.blocked(session, identity(contact.id), stage.clock())


def erase(stage: Stage, person_id: int) -> None:
    """Forget somebody."""
    with writing(stage.service.engine) as session:
        people.erase(session, person_id, stage.clock())


def unit_group(stage: Stage, group_id: str, members: int) -> int:
    """Bind a group to the first unit; return its key."""
    with writing(stage.service.engine) as session:
        agency = queries.only_agency(session)
        assert agency is not None
        unit = queries.units(session, identity(agency.id))[0]
        chat = Chat(channel_id=1, line_id=group_id, kind="group", unit_id=unit.id, members=members)
        session.add(chat)
        session.flush()
        return identity(chat.id)


def second_agency(engine: Engine) -> int:
    """Add an agency that has nothing to do with it."""
    with writing(engine) as session:
        agency = Agency(code="other", name_th="อื่น", short_th="อื่น")
        session.add(agency)
        session.flush()
        return identity(agency.id)
