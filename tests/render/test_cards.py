"""Every answer becomes messages that LINE takes, in both languages, and says its figures in the altText."""

import dataclasses
import json
import typing
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import answers, buttons
from bot.intent import Intent
from bot.render import as_text, limits, registered, render
from bot.simulator.shot import complaints
from ita_core.figure import Basis, Figure, Verdict
from tests.render import (
    extremes,
    samples,
    samples_budget,
    samples_extending,
    samples_notice_edits,
    samples_notice_status,
    samples_notices,
    samples_office,
    samples_overview,
    samples_own_reminders,
    samples_people,
    samples_reminders,
    samples_scores,
    samples_work,
)

ORDINARY = {
    name: reply
    for room in (
        samples,
        samples_scores,
        samples_people,
        samples_work,
        samples_extending,
        samples_overview,
        samples_budget,
        samples_reminders,
        samples_office,
        samples_own_reminders,
        samples_notices,
        samples_notice_status,
        samples_notice_edits,
    )
    for name, reply in room.ordinary().items()
}
LONG, NASTY, MEASURES, UNITS = extremes.LONG, extremes.NASTY, extremes.MEASURES, extremes.UNITS
FULL = extremes.full() | samples_people.full()
for kind, most in {
    "work": samples_work.full(LONG, NASTY, MEASURES, UNITS)
    | samples_extending.full(LONG, NASTY, MEASURES, UNITS)
    | samples_overview.full(LONG, MEASURES, UNITS),
    "reminders": samples_reminders.full(LONG),
    "own_reminders": samples_own_reminders.full(LONG),
    "office": samples_office.full(LONG, NASTY),
    "notices": samples_notices.full(LONG, NASTY),
    "notice_edits": samples_notice_edits.full(LONG, NASTY),
}.items():
    FULL |= {f"{kind}_{name}": answer for name, answer in most.items()}
EMPTY = extremes.empty() | samples_people.empty() | samples_own_reminders.empty()
STATUS = samples_notice_status.full(extremes.LONG, extremes.NASTY)
FULL |= {f"notice_status_{name}": answer for name, answer in STATUS.items()}
EMPTY |= {f"notice_{name}": answer for name, answer in samples_notice_status.empty().items()}
LANGUAGES = ("th", "en")


def everything() -> Iterator[Any]:
    for kind, replies in (("ordinary", ORDINARY), ("full", FULL), ("empty", EMPTY)):
        for name, item in replies.items():
            reply = item if isinstance(item, answers.Reply) else samples.reply(item, extremes.EVERY_LEAD)
            for language in LANGUAGES:
                yield pytest.param(reply, language, id=f"{kind}-{name}-{language}")


EVERYTHING = list(everything())


def bubbles(messages: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for message in messages:
        if message["type"] == "flex":
            contents = message["contents"]
            yield from contents["contents"] if contents["type"] == "carousel" else [contents]


def components(messages: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for bubble in bubbles(messages):
        for _, part in limits.parts("", bubble):
            yield part


def alt(name: str, language: str = "th") -> str:
    message = render(ORDINARY[name], language)[0]
    return str(message.get("altText") or message["text"])


def test_every_answer_has_a_renderer() -> None:
    assert registered() == frozenset(typing.get_args(answers.Answer))


def test_every_answer_has_a_sample() -> None:
    assert {type(reply.answer) for reply in ORDINARY.values()} == set(typing.get_args(answers.Answer))


@pytest.mark.parametrize(("reply", "language"), EVERYTHING)
def test_line_takes_it(reply: answers.Reply, language: str) -> None:
    messages = render(reply, language)
    limits.check(messages)
    assert complaints(messages) == []
    json.dumps(messages, ensure_ascii=False).encode()


@pytest.mark.parametrize(("reply", "language"), EVERYTHING)
def test_texts_follow_the_readers_font_size(reply: answers.Reply, language: str) -> None:
    for part in components(render(reply, language)):
        if part["type"] in {"text", "button"}:
            assert part["scaling"] is True
        if part["type"] == "text":
            assert part.get("wrap") or part["adjustMode"] == "shrink-to-fit"


@pytest.mark.parametrize(("reply", "language"), EVERYTHING)
def test_buttons_carry_what_they_say(reply: answers.Reply, language: str) -> None:
    messages = render(reply, language)
    actions = [part["action"] for part in components(messages) if "action" in part]
    leads = [item["action"] for item in messages[-1].get("quickReply", {}).get("items", ())]
    assert {action["type"] for action in actions} <= {"postback", "datetimepicker", "uri"}
    for action in (action for action in actions if "data" in action):
        assert buttons.encode(buttons.decode(action["data"])) == action["data"]
    assert [buttons.decode(lead["data"]).name for lead in leads] == [lead.name for lead in reply.leads]


@pytest.mark.parametrize(("reply", "language"), EVERYTHING)
def test_plain_text_says_what_the_card_says(reply: answers.Reply, language: str) -> None:
    messages = render(reply, language)
    plain = as_text(messages)
    assert plain.startswith(messages[0].get("altText") or messages[0]["text"])
    for part in components(messages):
        if part["type"] == "text":
            assert all(line in plain for line in part["text"].split("\n"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(ORDINARY))
def test_an_ordinary_answer_is_one_message(name: str, language: str) -> None:
    messages = render(ORDINARY[name], language)
    own = [one for one in messages if one["type"] != "flex"] if name.startswith("notice_") else []
    assert len(messages) == 1 + len(own)  # a notice's own words and pictures stand by themselves
    assert len(messages[0].get("altText", "")) <= 400


def test_the_total_in_words() -> None:
    assert alt("overall") == (
        "ITA ปี 2566 กรอ. 98.90 คะแนน ระดับดีเยี่ยม ลำดับที่ 3 ของหน่วยงานประเภทกรม หรือเทียบเท่า "
        "(IIT 99.12, EIT 97.22, OIT 100.00)"
    )
    assert alt("overall", "en").startswith("ITA FY2566, กรอ.: 98.90 points, “excellent” level. Rank 3")


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("indicator2", ["2566", "99.01", "การใช้งบประมาณ"]),
        ("question_e14", ["e14", "94.14", "94.53", "93.75", "ควรปรับปรุง"]),
        ("question_e4", ["e4", "ไม่มีคะแนน", "98.20–100.00"]),
        ("tool_eit", ["EIT", "97.22"]),
        ("issue2", ["E – Service", "ควรปรับปรุง 1 ข้อ", "e14 94.14"]),
        ("weak5", ["e14 94.14", "e12 95.59"]),
        ("years", ["2565 93.41", "2566 98.90"]),
        ("whatif", ["98.90 → 96.75–96.80", "ระดับดีเยี่ยม → ระดับผ่าน"]),
        ("rating", ["98.90", "ดีเยี่ยม", "✓ EIT ส่วนที่ 1 ไม่ต่ำกว่า 95 (96.08–96.44)"]),
        ("measures", ["47", "เกินกำหนด 1"]),
        ("measure_5_3", ["5.3", "30 เม.ย. 2567", "เหลืออีก 3 วัน", "กย."]),
        ("deadlines", ["เกินกำหนด 12 วัน", "1.1", "ครบกำหนดวันนี้"]),
        ("no_year", ["2559", "2566"]),
        ("failed", ["7F3K-92QD"]),
    ],
)
def test_alt_text_carries_the_answer(name: str, figures: list[str]) -> None:
    for figure in figures:
        assert figure in alt(name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("overall", ["ตัวชี้วัดที่ 2 พิมพ์ไว้ 99.01 แต่คำนวณจากรายข้อได้ 99.04", "ที่มา: ", "แถบเริ่มที่ 90"]),
        ("indicator6", ["ไม่มีคะแนนในเอกสาร: e4", "คำนวณจากคะแนนย่อย"]),
        ("indicator9", ["o4"]),
        ("question_i10", ["98.41", "98.21"]),
        ("question_i19", ["ทำนรู้", "ท่านรู้"]),
        ("issue2", ["พิมพ์ไว้ว่า “o5” น่าจะหมายถึง “o15”"]),
        ("years", ["ยังไม่มีข้อมูลปี 2564", "+9.87", "−0.42"]),
        ("rating_next", ["? EIT ส่วนที่ 1 ไม่ต่ำกว่า 95", "(−3.70)"]),
        ("measures", ["1–10 จาก 47", "[ดูเพิ่ม]"]),
        ("measure_4_1", ["ไม้ตบึก", "โน้ตบุ๊ก"]),
    ],
)
def test_what_must_be_said_plainly(name: str, words: list[str]) -> None:
    plain = as_text(render(ORDINARY[name], "th"))
    for word in words:
        assert word in plain.replace("  ", " ")


def test_a_measure_in_full_cuts_nothing() -> None:
    answer = typing.cast("answers.MeasureShown", FULL["measure"])
    plain = as_text(render(samples.reply(answer), "th"))
    assert plain.count(extremes.STEP.strip()) == len(answer.steps)
    for owner in answer.owners:
        assert owner.abbr in plain
    assert answer.line.text.strip() in plain


def test_more_is_a_button_and_leads_are_quick_replies() -> None:
    more = Intent("measure.list", {"issue": 2}, 2)
    messages = render(answers.Reply(answer=samples_scores.OVERALL, leads=(Intent("help"),), more=more), "th")
    found = [part["action"] for part in components(messages) if part["type"] == "button"]
    assert buttons.decode(found[0]["data"]) == more
    assert [item["action"]["label"] for item in messages[-1]["quickReply"]["items"]] == ["วิธีถาม"]


def test_too_many_leads_are_refused_not_cut() -> None:
    reply = samples.reply(samples_scores.OVERALL, (Intent("help"),) * 14)
    with pytest.raises(limits.OverLimit, match="quickReply"):
        render(reply, "th")


def test_an_unknown_language_is_answered_in_thai() -> None:
    assert render(ORDINARY["greeting"], "fr") == render(ORDINARY["greeting"], "th")


@given(st.text(), st.sampled_from(["indicator", "question", "tool", "issue", "measure", "unit"]))
def test_whatever_people_type(key: str, kind: Any) -> None:
    messages = render(samples.reply(answers.NotFound(kind=kind, key=key, year=None)), "th")
    assert complaints(messages) == []
    json.dumps(messages, ensure_ascii=False).encode()


SCORES = st.decimals(0, 100, places=2, allow_nan=False)


@given(SCORES, SCORES, st.sampled_from(Basis), st.sampled_from(Verdict), st.sampled_from(LANGUAGES))
def test_any_figure(one: Any, other: Any, basis: Basis, verdict: Verdict, language: str) -> None:
    figure = Figure(min(one, other), max(one, other), basis)
    line = dataclasses.replace(samples.INDICATORS[0], figure=figure, verdict=verdict)
    answer = dataclasses.replace(samples_scores.OVERALL, indicators=(line,), total=figure)
    messages = render(samples.reply(answer), language)
    assert complaints(messages) == []
    assert f"{figure.low:.2f}" in messages[0]["altText"]
