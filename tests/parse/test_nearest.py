"""What is offered when nothing was understood, and other agencies' names."""

import pytest

from bot.parse import Unit, Vocabulary, nearest, parse, social
from ita_core.keys import Name


def test_a_bare_number_may_be_many_things(vocabulary, today):
    assert [intent.name for intent in nearest("3", vocabulary, today)] == [
        "score.indicator",
        "score.issue",
        "measure.list",
    ]
    assert [dict(intent.slots) for intent in nearest("๔๒", vocabulary, today)] == [{"question": "o42"}]
    assert nearest("3.2", vocabulary, today)[0].slots == {"measure": "3.2"}


@pytest.mark.parametrize(
    "text", ["สวัสดีครับ", "ขอบคุณค่ะ น่ารักมาก", "good morning everyone", "เที่ยงนี้กินอะไรกันดี", ""]
)
def test_small_talk_gets_no_offers(vocabulary, today, text):
    assert nearest(text, vocabulary, today) == ()


@pytest.mark.parametrize(
    ("text", "kind"), [("สวัสดีครับ", "greeting"), ("thank you ka", "thanks"), ("ฝนตก", None)]
)
def test_social(text, kind):
    assert social(text) == kind


def test_limit(vocabulary, today):
    assert len(nearest("3", vocabulary, today, limit=2)) == 2


def test_other_agencies(today):
    theirs = Vocabulary(
        units=(Unit("สปจ.", ("สำนักงานปลัดจังหวัด",)), Unit("HR", ("ฝ่ายบุคคล",)), Unit("กองช่าง"), Unit("")),
        indicators=((1, Name("การทำตามกฎ")),),
        issues=((9, Name("ถนนและไฟฟ้าสาธารณะ")),),
        bot_names=("ไอต้า บอท", "Ita+Bot"),
    )
    assert parse("@ไอต้า บอท มาตรการของสำนักงานปลัดจังหวัด", theirs, today).slots == {"unit": "สปจ."}
    assert parse("@ita+bot มาตรการของ สปจ", theirs, today).slots == {"unit": "สปจ."}
    assert parse("มาตรการของ HR", theirs, today).slots == {"unit": "HR"}
    assert parse("มาตรการกองช่าง", theirs, today).slots == {"unit": "กองช่าง"}
    assert parse("มาตรการประเด็น 9", theirs, today).slots == {"issue": 9}
    assert parse("คะแนนการทำตามกฎ", theirs, today).slots == {"indicator": 1}


def test_nothing_is_known(today):
    assert parse("คะแนนรวม", Vocabulary(), today).name == "score.overall"
    assert parse("@ITA คะแนนรวม", Vocabulary(), today).name == "score.overall"
