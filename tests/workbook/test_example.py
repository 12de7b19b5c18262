"""The example agency is what its document prints."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from statistics import mean

import pytest

from bot import workbook
from ita_core import framework
from ita_core.keys import FiscalYear


@pytest.fixture(scope="module")
def rows():
    found = workbook.check(workbook.load(workbook.example_path()))
    assert isinstance(found, workbook.Checked), "\n".join(map(str, found))
    return found.rows


def test_the_assessment_as_printed(rows):
    (row,) = rows["assessment"]
    assert (str(row["total"]), row["level"], row["rank"]) == ("98.90", "ดีเยี่ยม", 3)
    assert row["rank_among"] == "หน่วยงานประเภทกรม หรือเทียบเท่า"
    assert row["published_on"] is None
    assert "วิจรณ์ญาณ" in row["limitation"]  # printed so; the correction stands beside it
    printed = [str(one["score"]) for one in rows["published"]]
    assert printed == [
        "99.65",
        "99.01",
        "98.85",
        "98.60",
        "99.50",
        "97.95",
        "97.13",
        "96.58",
        "100.00",
        "100.00",
    ]


def test_every_question_of_the_year_has_its_rows(rows):
    year = framework.load(FiscalYear(2566))
    wanted = {(str(one.code), part) for one in year.questions for part in year.parts_of(one.code)}
    assert {(row["question"], row["part"]) for row in rows["questions"]} == wanted
    assert len(rows["questions"]) == 103
    missing = [(row["question"], row["part"]) for row in rows["questions"] if row["score"] is None]
    assert missing == [("e4", 1), ("e4", 2), ("o4", 0)]
    assert all(row["printed"] == str(row["score"]) for row in rows["questions"] if row["score"] is not None)


def test_scores_give_the_published_indicators(rows):
    scores = {row["question"]: row["score"] for row in rows["questions"] if row["part"] == 0}
    assert round(mean(scores[f"i{number}"] for number in range(1, 7)), 2) == Decimal("99.65")
    assert scores["i10"] == Decimal("98.41")


def test_the_plan_as_printed(rows):
    assert Counter(row["issue"] for row in rows["measures"]) == {1: 10, 2: 7, 3: 4, 4: 3, 5: 5, 6: 8, 7: 10}
    assert {row["period"] for row in rows["measures"]} == {"6 มีนาคม ถึง 30 เมษายน 2567"}
    assert {(str(row["start"]), str(row["due"])) for row in rows["measures"]} == {
        ("2024-03-06", "2024-04-30")
    }
    assert {row["tool"] for row in rows["measures"]} == {"IIT", "EIT", "OIT"}
    assert [row["name"] for row in rows["issues"]][1] == "การให้บริการและระบบ E-Service"
    assert Counter(Counter((row["issue"], row["measure"]) for row in rows["steps"]).values()) == {3: 47}
    owners = Counter((row["issue"], row["measure"]) for row in rows["owners"])
    assert (owners[1, 1], owners[5, 3], owners[7, 10]) == (14, 2, 4)


def test_units_are_abbreviations_unless_confirmed(rows):
    assert [row["abbr"] for row in rows["units"] if row["full_name"]] == ["กวภ."]
    assert {row["abbr"] for row in rows["units"] if row["kind"] == "all"} == {"ทุกหน่วยงานใน กรอ."}
    variants = {row["unit"]: row["printed"] for row in rows["owners"] if row["printed"]}
    assert variants == {"สล.": "ศล.", "ทุกหน่วยงานใน กรอ.": "ทุกหน่วยงาน ใน กรอ."}


def test_corrections_stand_beside_what_is_printed(rows):
    found = rows["corrections"]
    assert len(found) == 26
    subjects = {(row["printed"], row["subject"], row["subject_key"]) for row in found}
    assert {
        ("ทำนรู้", "question", "i19"),
        ("98.41", "score", "i10"),
        ("o5", "issue", "2"),
        ("การขออนุญาตใช้ไม้ตบึก", "measure", "4.1"),
        ("ศล.", "owner", "3"),
        ("จะต้องมียผลคะแนน", "level", "ดีเยี่ยม ดี"),
        ("วิจรณ์ญาณ", "limitation", ""),
    } <= subjects
    text = {f"{row['issue']}.{row['measure']}": row["text"] for row in rows["measures"]}
    of_plan = [row for row in found if row["subject"] == "measure" and row["source_line"] >= 397]
    assert of_plan
    for row in of_plan[:2]:
        assert all(row["printed"].split(" / ")[0] in text[key] for key in row["subject_key"].split())
