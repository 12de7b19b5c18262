"""Evidence is fetched from LINE at once, checked, kept; whatever stands in the way is told apart."""

from __future__ import annotations

import hashlib
import threading

import pytest
from sqlalchemy import text

from bot.evidence import kinds
from bot.evidence.likeness import alike
from bot.jobs import evidence as work
from bot.simulator import Line, serve
from bot.store import conversations
from bot.store import evidence as rows
from bot.store.engine import reading, writing
from bot.store.tables import Chat, Evidence
from tests.evidence import files
from tests.jobs.conftest import wait_for
from tests.jobs.evidence_stage import NOW, Room
from tests.jobs.rows import states

MEGABYTE = 1024 * 1024


@pytest.fixture
def line():
    return Line(seed="evidence")


@pytest.fixture
def somchai(line):
    return line.person("สมชาย")


@pytest.fixture
def room(jobs_engine, line, tmp_path):
    with serve(line) as url:
        made = Room(jobs_engine, line, url, tmp_path / "evidence").settled()
        yield made
        made.source.close()


def test_a_photo_is_kept(room, line, somchai):
    photo = files.photo()
    key = room.expect(line.image(somchai, photo).message_id)
    with room.at_work():
        row = room.ended(key)
    assert (row.state, row.problem, row.media_type, row.size) == ("kept", None, "image/jpeg", len(photo))
    assert row.sha256 == hashlib.sha256(photo).hexdigest()
    assert len(row.likeness) == 32
    assert row.received_at == NOW
    assert row.place.startswith(f"{room.chat['agency_id']}/")
    assert room.files() == {row.place: photo}
    assert room.told == []


def test_ten_photos_out_of_order_are_ten(room, line, somchai):
    sent = line.images(somchai, [files.photo(seed) for seed in range(10)])
    keys = [room.expect(one.message_id, image_index=n) for n, one in reversed(list(enumerate(sent)))]
    with room.at_work():
        found = room.ended(*keys)
    assert {row.state for row in found} == {"kept"}
    assert len({row.sha256 for row in found}) == 10
    room.kept_alone(*found)


REFUSED = {
    "ภาพ.jpg": (files.EXE, kinds.NOT_ALLOWED),
    "งาน.pdf": (b"", kinds.EMPTY),
    "แผน.docx": (files.DOCM, kinds.NOT_ALLOWED),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_evidence_is_refused_whatever_it_is_called(room, line, somchai, name):
    data, problem = REFUSED[name]
    key = room.expect(line.file(somchai, name, data, media_type="image/jpeg").message_id, "file", name=name)
    with room.at_work():
        row = room.ended(key)
    assert (row.state, row.problem, row.media_type, row.sha256) == ("refused", problem, None, None)
    assert room.files() == {}
    assert room.told == [(key, "refused", problem)]


@pytest.mark.parametrize("told", [True, False], ids=["says so", "does not say"])
def test_a_video_of_300_mb_is_refused(room, line, somchai, told):
    sent = line.video(somchai, files.MP4)
    line.world.contents[sent.message_id].size = 300 * MEGABYTE
    line.world.contents[sent.message_id].told = told
    key = room.expect(sent.message_id, "video")
    with room.at_work():
        row = room.ended(key)
    assert (row.state, row.problem) == ("refused", kinds.TOO_LARGE)
    assert room.files() == {}
    assert room.told == [(key, "refused", kinds.TOO_LARGE)]


def test_what_line_has_no_more_is_gone(room, line, somchai):
    sent = line.image(somchai, files.photo())
    line.unsend(sent)
    unsent, never = room.expect(sent.message_id), room.expect("1")
    with room.at_work():
        found = room.ended(unsent, never)
    assert [(row.state, row.problem) for row in found] == [("gone", kinds.GONE)] * 2
    assert sorted(room.told) == [(unsent, "gone", kinds.GONE), (never, "gone", kinds.GONE)]


def test_a_video_is_waited_for_and_kept(room, line, somchai):
    line.world.transcoding_ms = 3_600_000
    sent = line.video(somchai, files.MP4)
    key = room.expect(sent.message_id, "video")
    with room.at_work():
        line.wait_calls(1, "/transcoding")
        line.world.contents[sent.message_id].ready_at = 0
        row = room.ended(key)
    assert (row.state, row.media_type, row.likeness) == ("kept", "video/mp4", None)
    room.kept_alone(row)


def test_a_wait_is_for_later_work_and_holds_no_thread(room, line, somchai):
    """So videos that are being converted do not keep photos waiting: four are done side by side."""
    line.world.transcoding_ms = 3_600_000
    patient = Room(room.engine, line, room.line_url, room.folder, work.Waits(prepared=(600.0,)))
    patient.chat = room.chat
    videos = [patient.expect(line.video(somchai, files.MP4).message_id, "video") for _ in range(6)]
    photo = patient.expect(line.image(somchai, files.photo()).message_id)
    with patient.at_work():
        wait_for(lambda: patient.row(photo).state == "kept")
        wait_for(lambda: list(states(room.engine).values()).count("DELAYED") == len(videos))


def test_the_wait_has_an_end(room, line, somchai):
    line.world.transcoding_ms = 3_600_000
    key = room.expect(line.video(somchai, files.MP4).message_id, "video")
    with room.at_work():
        row = room.ended(key)
    assert (row.state, row.problem) == ("refused", kinds.NOT_PREPARED)
    assert len([call for call in line.calls if call.path.endswith("/content")]) == 2
    assert room.told == [(key, "refused", kinds.NOT_PREPARED)]


def test_a_line_that_does_not_answer_is_asked_again(room, line, somchai):
    line.fail(500, "/content")
    key = room.expect(line.image(somchai, files.photo()).message_id)
    with room.at_work():
        assert room.ended(key).state == "kept"


def test_a_line_that_never_answers_is_told(room, line, somchai):
    line.fail(429, "/content", times=0)
    key = room.expect(line.image(somchai, files.photo()).message_id)
    with room.at_work():
        row = room.ended(key)
    assert (row.state, row.problem) == ("refused", kinds.UNREACHABLE)


def test_the_same_picture_is_known_again(room, line, somchai):
    image = files.scene(1)
    pictures = [
        files.saved(image, quality=92),
        files.saved(image, quality=92),
        files.saved(image.resize((400, 300)), quality=50),
        files.photo(2),
    ]
    keys = [room.expect(line.image(somchai, one).message_id) for one in pictures]
    with room.at_work():
        first, second, third, other = room.ended(*keys)
    with reading(room.engine) as session:
        earlier = {key: rows.alike_candidates(session, key) for key in keys}
    assert first.sha256 == second.sha256 != third.sha256

    def repeats(row):
        found = earlier[row.id]
        return [o.id for o in found if o.sha256 == row.sha256 or alike(o.likeness, row.likeness)]

    assert repeats(first) == [third.id, second.id]
    assert repeats(second) == [third.id, first.id]
    assert repeats(third) == [second.id, first.id]
    assert repeats(other) == []
    assert len({first.place, second.place}) == 2  # each is deleted without asking for the others


def test_of_two_copies_one_is_noted_though_the_later_was_fetched_first(room, line, somchai):
    data = files.photo(1)
    late = Evidence(
        **room.chat,
        message_id=line.image(somchai, data).message_id,
        kind="image",
        received_at=NOW,
    )
    with writing(room.engine) as session:
        session.add(late)
        session.flush()
        key = late.id
    with room.at_work():
        other = room.ended(room.expect(line.image(somchai, data).message_id))
        with writing(room.engine) as session:
            work.enqueue(room.jobs)(session, key)
        first = room.ended(key)
    assert (first.state, first.problem, other.problem) == ("kept", "alike", None)


def test_a_second_sending_of_what_belongs_to_no_report_repeats_nothing(room, line, somchai):
    with writing(room.engine) as session:
        channel = session.get_one(Chat, room.chat["chat_id"]).channel_id
        contacts = [conversations.new_contact(session, channel, f"U{n}") for n in (1, 2)]
    sent = [(contacts[0], 1), (contacts[0], 1), (contacts[1], 1)]
    keys = [
        room.expect(line.image(somchai, files.photo(seed)).message_id, contact_id=who) for who, seed in sent
    ]
    with room.at_work():
        first, second, other = room.ended(*keys)
    with reading(room.engine) as session:
        found = {key: [one.id for one in rows.alike_candidates(session, key)] for key in keys}
    assert found == {first.id: [other.id], second.id: [other.id], other.id: [second.id, first.id]}


def test_only_the_newest_pictures_are_compared_and_all_of_the_same_bytes(room, line, somchai):
    data = [files.photo(1), files.photo(2), files.photo(3), files.photo(1)]
    keys = [room.expect(line.image(somchai, one).message_id) for one in data]
    with room.at_work():
        room.ended(*keys)
    with reading(room.engine) as session:
        found = rows.alike_candidates(session, keys[-1], limit=1)
    assert [one.id for one in found] == [keys[2], keys[0]]


def test_what_was_withdrawn_before_it_was_fetched_is_not(room, line, somchai):
    key = room.expect(line.image(somchai, files.photo()).message_id)
    with writing(room.engine) as session:
        rows.withdraw(session, [key])
        work.enqueue_withdrawn(room.jobs)(session, key)
    with room.at_work():
        assert room.ended(key).state == "withdrawn"
    assert room.files() == {}
    assert line.calls == []
    assert room.told == []


def test_what_is_withdrawn_while_it_is_fetched_is_not_kept(room, line, somchai):
    put, go_on = threading.Event(), threading.Event()
    into = room.vault.put

    def halting(key, file):
        into(key, file)
        put.set()
        assert go_on.wait(30)

    room.vault.put = halting
    key = room.expect(line.image(somchai, files.photo()).message_id, name="a.jpg")
    with room.at_work():
        assert put.wait(30)
        assert len(room.files()) == 1
        with writing(room.engine) as session:
            rows.withdraw(session, [key])
            work.enqueue_withdrawn(room.jobs)(session, key)
        wait_for(lambda: [s for w, s in states(room.engine).items() if "withdrawn" in w] == ["SUCCESS"])
        go_on.set()
        row = room.ended(key)
    assert (row.state, row.name, row.sha256, row.likeness, row.media_type) == ("withdrawn", *[None] * 4)
    assert room.files() == {}
    assert room.told == []


def test_what_is_withdrawn_later_is_deleted(room, line, somchai):
    key, other = (room.expect(line.image(somchai, files.photo(n)).message_id) for n in (1, 2))
    with room.at_work():
        first, second = (row.sha256 for row in room.ended(key, other))
        assert recorded(room, first)
        with writing(room.engine) as session:
            rows.withdraw(session, [key])
            work.enqueue_withdrawn(room.jobs)(session, key)
        _, kept = room.ended(key, other)
        room.kept_alone(kept)
        with writing(room.engine) as session:
            work.enqueue_withdrawn(room.jobs)(session, other)  # not withdrawn: nothing happens
        room.ended(other)
        room.kept_alone(kept)
        wait_for(lambda: not recorded(room, first))
        assert recorded(room, second)


def recorded(room, words):
    """Whether the engine's record of what was done holds these words."""
    schema = "dbos." if room.engine.dialect.name == "postgresql" else ""
    with room.engine.connect() as connection:
        outputs = connection.execute(text(f"SELECT output FROM {schema}operation_outputs")).scalars()  # noqa: S608 (its own table)
        return any(words in str(one) for one in outputs)


def test_a_vault_that_fails_for_a_while_is_tried_again(room, line, somchai):
    into, tries = room.vault.put, []

    def hesitating(key, file):
        tries.append(key)
        into(key, file)
        if len(tries) < 3:
            raise OSError("the disk is full")

    room.vault.put = hesitating
    key = room.expect(line.image(somchai, files.photo()).message_id)
    with room.at_work():
        row = room.ended(key)
    assert row.state == "kept"
    assert set(tries) == {row.place}
    room.kept_alone(row)


def test_a_number_that_is_given_again_is_other_work(room, line, somchai):
    """SQLite gives the number of the newest row again once it is deleted; done work is known for weeks."""
    first = line.image(somchai, files.photo(1)).message_id
    with writing(room.engine) as session:
        session.add(row := Evidence(id=7, **room.chat, message_id=first, kind="image", received_at=NOW))
        session.flush()
        work.enqueue(room.jobs)(session, row.id)
    with room.at_work():
        room.ended(7)
        with writing(room.engine) as session:
            session.delete(session.get(Evidence, 7))
        key = room.expect(line.image(somchai, files.photo(2)).message_id, id=7)
        assert key == 7
        assert wait_for(lambda: room.row(7).state == "kept")


def test_nothing_is_fetched_if_the_event_fails(room):
    def fail():
        with writing(room.engine) as session:
            session.add(row := Evidence(**room.chat, message_id="1", kind="image", received_at=NOW))
            session.flush()
            work.enqueue(room.jobs)(session, row.id)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert states(room.engine) == {}
