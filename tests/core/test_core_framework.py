"""Frameworks: the two that are known, and every fault that keeps one from being used."""

from __future__ import annotations

from decimal import Decimal
from importlib import resources

import pytest

from ita_core import framework as frameworks
from ita_core.framework import (
    InvalidFramework,
    Status,
    ToolCondition,
    UnknownFramework,
    UnknownItem,
    known,
    load,
    parse,
)
from ita_core.keys import FiscalYear, Tool
from tests.core.cases import SOURCE, Y2566, q, small, small_text


def test_known_years() -> None:
    assert known() == ((FiscalYear(2565), "standard"), (Y2566, "standard"))


def test_a_framework_is_loaded_once() -> None:
    assert load(Y2566) is load(Y2566)


@pytest.mark.parametrize(("year", "variant"), [(2559, "standard"), (2566, "school")])
def test_unknown_framework(year: int, variant: str) -> None:
    with pytest.raises(UnknownFramework, match=f"no framework for {year}, {variant}"):
        load(FiscalYear(year), variant)


def test_what_2566_consists_of() -> None:
    found = load(Y2566)
    assert found.key == (Y2566, "standard")
    assert [(tool.code, str(tool.weight), len(tool.parts)) for tool in found.tools] == [
        ("IIT", "0.30", 0),
        ("EIT", "0.30", 2),
        ("OIT", "0.40", 0),
    ]
    assert [len(one.questions) for one in found.indicators] == [6] * 5 + [5] * 3 + [30, 13]
    assert len(found.questions) == 88
    assert [spec.code for spec in found.questions] == sorted(spec.code for spec in found.questions)
    assert [str(spec.code) for spec in found.questions if spec.text_th is None] == ["e4", "o4"]
    assert [str(spec.code) for spec in found.questions if spec.correction_th] == ["i19", "e15"]
    assert [str(spec.code) for spec in found.questions if spec.variants_th] == ["e10", "e11", "o35"]
    assert [len(issue.questions) for issue in found.issues] == [17, 16, 14, 8, 13, 14, 20]
    assert found.keep_line.value == 95
    assert found.tolerance.value == Decimal("0.01")


def test_every_text_stands_in_the_document_and_every_mapping_says_how_well_it_is_known() -> None:
    found = load(Y2566)
    assert all(spec.line for spec in found.questions if spec.text_th)
    assert {spec.source.status for spec in found.questions if spec.text_th} == {Status.PRINTED}
    by_status = {one.no: one.source.status for one in found.indicators}
    assert {no for no, status in by_status.items() if status is Status.ASSUMED} == {9, 10}
    assert "99.04" in found.indicator(2).source.note
    assert "o5" in found.issue(2).source.note


def test_levels() -> None:
    keys = [level.key for level in load(Y2566).rating.levels]
    assert keys == ["excellent", "good", "pass", "improve", "urgent"]
    assert "".join(level.key for level in load(FiscalYear(2565)).rating.levels) == "AAABCDEF"
    assert load(Y2566).level("pass").tools is ToolCondition.ANY_LT
    assert load(Y2566).level("urgent").tools is ToolCondition.NONE
    assert load(Y2566).level("good").maximum is None


def test_2565_has_the_structure_but_no_texts() -> None:
    found = load(FiscalYear(2565))
    assert [len(one.questions) for one in found.indicators] == [6] * 5 + [5] * 3 + [33, 10]
    assert all(spec.text_th is None for spec in found.questions)
    assert found.issues == ()


def test_look_ups() -> None:
    found = load(Y2566)
    assert found.tool(Tool.EIT2) is found.tool(Tool.EIT)
    assert found.indicator(8).name.en == "Improvement of work"
    assert found.indicator_of(q("e14")).no == 8
    assert [issue.no for issue in found.issues_of(q("e10"))] == [3, 7]
    assert found.issues_of(q("e4")) == ()
    assert found.question(q("e4")).text_th is None
    assert found.parts_of(q("e4")) == (1, 2)
    assert found.parts_of(q("o4")) == (0,)
    assert q("o15") in found.issue(2).questions
    assert q("o5") not in found.issue(2).questions


def test_look_ups_of_what_is_not_there() -> None:
    found = load(Y2566)
    with pytest.raises(UnknownItem):
        found.indicator(11)
    with pytest.raises(UnknownItem):
        found.issue(8)
    with pytest.raises(UnknownItem):
        found.level("AA")
    for look_up in (found.question, found.indicator_of, found.issues_of):
        with pytest.raises(UnknownItem):
            look_up(q("i31"))
    with pytest.raises(UnknownItem):
        small(parts=False, rated=("IIT", "EIT")).tool(Tool.EIT1)


def question(code: str, more: str = "") -> str:
    return f'[[questions]]\ncode = "{code}"\n{more}{SOURCE}\n'


def issue(questions: str) -> str:
    return f'[[issues]]\nno = 1\nth = "X"\nquestions = [{questions}]\n{SOURCE}\n'


FAULTS = [
    ("weight = 0.40", "weight = 0.41", "do not sum to 1"),
    ("weight = 0.40", "weight = 1.40", "the weight of OIT is not between 0 and 1"),
    ('code = "OIT"', 'code = "IIT"', "tool IIT stands 2 times"),
    ('code = "OIT"', 'code = "EIT1"', "EIT1 is a part, not a tool"),
    ('code = "OIT"', 'code = "EIT1"', "EIT1 has no indicator"),
    ('no = 2\nth = "P"', 'no = 1\nth = "P"', "EIT must have no parts, or parts 1 and 2"),
    ("no = 2\nconcept", "no = 1\nconcept", "indicator 1 stands 2 times"),
    ('concept = "c2"', 'concept = "c1"', "concept c1 stands 2 times"),
    ('tool = "OIT"', 'tool = "EIT1"', "indicator 4: no tool EIT1"),
    ('questions = ["o1-o1"]', "questions = []", "indicator 4 has no questions"),
    ('questions = ["o1-o1"]', 'questions = ["i9"]', "indicator 4: i9 is not of OIT"),
    ('questions = ["i3-i3"]', 'questions = ["i2-i3"]', "question in indicators i2 stands 2 times"),
    ("[rating]", question("i9") + "[rating]", "question i9 is in no indicator"),
    ("[rating]", question("i1") * 2 + "[rating]", "question i1 stands 2 times"),
    (
        "[rating]",
        "".join(question(code, 'concept = "same"\n') for code in ("i1", "i2")) + "[rating]",
        "question concept same stands 2 times",
    ),
    ("[rating]", issue('"i1"') * 2 + "[rating]", "issue 1 stands 2 times"),
    ("[rating]", issue('"i1", "i1"') + "[rating]", "issue 1: question i1 stands 2 times"),
    ("[rating]", issue('"i9"') + "[rating]", "issue 1: no question i9"),
    ("value = 80", "value = 101", "the keep line is not between 0 and 100"),
    ("value = 0.01", "value = 0.001", "the tolerance is not between"),
    ('key = "mid"', 'key = "top"', "level top stands 2 times"),
    ("minimum = 80", "minimum = 50", "level mid is below top but asks for a higher total"),
    ("minimum = 80", "minimum = 80.001", "level top: a figure is not between"),
    ("maximum = 100", "maximum = 101", "level top: a figure is not between"),
    ("maximum = 100", "maximum = 79", "level top ends before it begins"),
    ('["IIT", "EIT1", "EIT2", "OIT"]', "[]", "level top asks for tools, but the rating compares none"),
    ('condition = "any_lt"', 'condition = "none"', "level weak has a threshold but no tool condition"),
    ("maximum = 59.99", "maximum = 59.98", "no level for a total of 59.99"),
    (
        'minimum = 60\ntools = { condition = "any_lt"',
        'minimum = 61\ntools = { condition = "any_lt"',
        "weak is below mid",
    ),
    ("year = 2599", "year = 99", "not a Buddhist-era fiscal year: 99"),
    ("year = 2599", "year = [", "Invalid value|Unclosed array|Expected"),
    ("year = 2599", 'year = "2599"', "year is not a int in year 2599"),
    ("year = 2599\n", "", "year is missing in a table"),
    ('code = "OIT"', 'code = "XIT"', "'XIT' is not a valid Tool"),
    ('status = "assumed"', 'status = "guessed"', "'guessed' is not a valid Status"),
    ('questions = ["o1-o1"]', 'questions = ["o1-i1"]', "not a question code: 'o1-i1'"),
    ('questions = ["o1-o1"]', "questions = [1]", "questions must be a list of strings in no 4"),
    ("weight = 0.40", "weight = true", "weight must be a number in code OIT"),
    ("weight = 0.40", "weight = inf", "weight must be a number in code OIT"),
    ("weight = 0.40", 'weight = "0.40"', "weight must be a number in code OIT"),
]


@pytest.mark.parametrize(("old", "new", "fault"), FAULTS)
def test_faults_are_named(old: str, new: str, fault: str) -> None:
    text = small_text()
    assert old in text
    with pytest.raises(InvalidFramework, match=fault):
        parse(text.replace(old, new, 1))


def test_a_table_must_be_a_list_of_tables() -> None:
    with pytest.raises(InvalidFramework, match="issues must be a list of tables in year 2599"):
        parse("issues = [1]\n" + small_text())


def test_a_rating_may_compare_only_tools_that_are_there() -> None:
    with pytest.raises(InvalidFramework, match="the rating compares EIT1, which is no tool here"):
        parse(small_text().replace("[[tools.parts]]", "[[other]]"))


def test_a_rating_without_gaps_may_still_call_enough_too_little() -> None:
    text = small_text().replace("maximum = 100", "maximum = 90")
    with pytest.raises(InvalidFramework, match="enough for top, gives mid"):
        parse(text)


def test_a_file_must_be_about_what_its_name_says(monkeypatch: pytest.MonkeyPatch) -> None:
    load.cache_clear()
    monkeypatch.setattr(frameworks, "parse", lambda _: small())
    with pytest.raises(InvalidFramework, match=r"2566-standard\.toml is about 2599, small"):
        load(Y2566)


def test_only_framework_files_are_found() -> None:
    folder = resources.files("ita_core").joinpath("data", "frameworks")
    names = {entry.name for entry in folder.iterdir()}
    assert {f"{year}-{variant}.toml" for year, variant in known()} <= names
