"""Who reads what units wrote: the unit itself and who checks it, and nobody who reads along in a group."""

from __future__ import annotations

import pytest

from bot.store import queries
from bot.store.engine import writing
from tests.flows.office import picture, texts


@pytest.fixture
def somchai(desk):
    """Somebody who reported with a note and a photo."""
    somchai = desk.person("สมชาย", "ศส.")
    desk.file(somchai, "3.2 60% เชิญวิทยากรภายนอกแล้ว")
    somchai.send(desk.stage.line.image(somchai.line, picture(1)))
    return somchai


def in_group(desk, person, name, **slots):
    """Tap a button in a group; return all words of the answer."""
    line = desk.stage.line
    group = line.group("กลุ่ม", [person.line])
    line.deliver(line.tap(person.line, desk.action(name, **slots), group))
    return " ".join(words for one in line.wait_sent(group) for words in texts(one.content))


@pytest.mark.usefixtures("somchai")
@pytest.mark.parametrize("name", ["progress.history", "evidence.list", "progress.review", "overview"])
def test_what_units_reported_is_not_shown_in_a_group(desk, name):
    both = desk.person("มาลี", "กย.", role="reviewer")
    slots = {"measure": "3.2"} if name in {"progress.history", "evidence.list"} else {}
    said = in_group(desk, both, name, **slots)
    assert "เชิญวิทยากร" not in said
    assert "ศส." not in said
    assert "ไม่ควรเปิดเผย" in said


def test_what_was_reported_in_the_own_chat_is_not_read_back_in_a_group(desk, somchai):
    said = in_group(desk, somchai, "progress.edit")
    assert "เชิญวิทยากร" not in said
    assert "ไม่ควรเปิดเผย" in said
    assert [one.state for one in desk.reports()] == ["filed"]


def test_other_units_see_how_far_it_is_and_not_what_was_written(desk, somchai):
    other, malee = desk.person("อารี", "สล."), desk.person("มาลี", "กย.", role="reviewer")
    colleague = desk.person("วิชัย", "ศส.", role="head")
    for reader in (somchai, malee, colleague):
        desk.press(reader, "progress.history", measure="3.2")
        assert "เชิญวิทยากรภายนอกแล้ว" in reader.card
        desk.press(reader, "evidence.list", measure="3.2")
        assert "ภาพ" in reader.card
        assert "หน่วยงานอื่น" not in reader.card or reader is not malee
    desk.press(other, "progress.history", measure="3.2")
    assert "60%" in other.card
    assert "เชิญวิทยากร" not in other.card
    assert "หน่วยงานอื่น" in other.card
    desk.press(other, "evidence.list", measure="3.2")
    assert "หน่วยงานอื่น" in other.card
    assert "ศส." not in other.card


def test_a_closed_agency_tells_a_stranger_nothing_in_a_units_group_either(desk):
    head, stranger = desk.person("หัวหน้า", "ศส.", role="head"), desk.stranger("คนแปลกหน้า")
    line = desk.stage.line
    group = line.group("กลุ่ม ศส.", [head.line, stranger.line])
    line.deliver(line.tap(head.line, desk.action("group.bind", unit="ศส."), group))
    line.wait_sent(group)
    with writing(desk.engine) as session:
        queries.decide(session, desk.agency_id, closed=True, accepted_by=None)
    line.deliver(line.tap(stranger.line, desk.action("measure.mine"), group))
    said = line.wait_sent(group, 2)[-1]
    assert "3.2" not in " ".join(texts(said.content))
