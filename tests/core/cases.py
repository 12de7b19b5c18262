"""The cases under tests/data/core, and small frameworks to try everything on."""

from __future__ import annotations

import csv
import functools
import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ita_core.framework import Framework, load, parse
from ita_core.keys import FiscalYear, Question, Tool
from ita_core.scoring import TOTAL, Assessment, Node, Scoreboard, scoreboard, shown

if TYPE_CHECKING:
    from ita_core.ranges import Range

DATA = Path(__file__).parent.parent / "data" / "core"
Y2566 = FiscalYear(2566)
PART = " ส่วนที่ "
SOURCE = 'source = { status = "assumed", note = "made up" }'


def rows(name: str) -> list[list[str]]:
    """Read the rows of a case file under its headings."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def node(text: str) -> Node:
    """Read the name of a figure as the case files write it: total, EIT1, 8, e14, e14 ส่วนที่ 1."""
    if text == TOTAL:
        return TOTAL
    if text in set(Tool):
        return Tool(text)
    if text.isdigit():
        return int(text)
    if PART in text:
        code, part = text.split(PART)
        return Question.parse(code), int(part)
    return Question.parse(text)


def q(code: str) -> Question:
    return Question.parse(code)


def printed_scores() -> dict[tuple[Question, int], Decimal]:
    return {(q(code), int(part or 0)): Decimal(score) for code, part, score in rows("scores-2566.csv")}


@functools.cache
def diw() -> Scoreboard:
    """Compute the FY2566 result of the Department of Industrial Works, as printed."""
    found = table("published-2566.toml")
    indicators = found["คะแนนรายตัวชี้วัด / indicators"]
    return scoreboard(
        load(Y2566),
        Assessment(
            Y2566,
            published_total=Decimal(found["คะแนนรวม / total"]),
            published_level=found["ระดับ / level"],
            rank=found["ลำดับที่ / rank"],
            published_indicators={int(no): Decimal(score) for no, score in indicators.items()},
            scores=printed_scores(),
        ),
    )


def as_shown(value: Range) -> str:
    """Write a figure as the case files do: 84.00, or 90.04-90.10."""
    low, high = shown(value.low), shown(value.high)
    return str(low) if low == high else f"{low}-{high}"


LEVELS = """
[rating]
title_th = "x"
tools = [{rated}]
{source}
[[rating.levels]]
key = "top"
th = "T"
minimum = 80
maximum = 100
tools = {{ condition = "all_ge", threshold = 70 }}
{source}
[[rating.levels]]
key = "mid"
th = "M"
minimum = 60
tools = {{ condition = "all_ge", threshold = 40 }}
{source}
[[rating.levels]]
key = "weak"
th = "W"
minimum = 60
tools = {{ condition = "any_lt", threshold = 40 }}
{source}
[[rating.levels]]
key = "low"
th = "L"
minimum = 0
maximum = 59.99
{source}
"""


@functools.cache
def small_text(
    iit: tuple[int, ...] = (2, 1),
    eit: tuple[int, ...] = (2,),
    oit: tuple[int, ...] = (1,),
    rated: tuple[str, ...] = ("IIT", "EIT1", "EIT2", "OIT"),
    *,
    parts: bool = True,
) -> str:
    """Write a framework with so many questions in each indicator of each tool."""
    of_eit = "\n".join(f'[[tools.parts]]\nno = {no}\nth = "P"\n{SOURCE}' for no in (1, 2))
    text = ["year = 2599", 'variant = "small"']
    text += [f"[keep_line]\nvalue = 80\n{SOURCE}", f"[tolerance]\nvalue = 0.01\n{SOURCE}"]
    for tool, weight in ((Tool.IIT, "0.30"), (Tool.EIT, "0.30"), (Tool.OIT, "0.40")):
        text.append(f'[[tools]]\ncode = "{tool}"\nth = "{tool}"\nweight = {weight}\n{SOURCE}')
        text += [of_eit] if tool is Tool.EIT and parts else []
    indicator = 0
    for tool, sizes in ((Tool.IIT, iit), (Tool.EIT, eit), (Tool.OIT, oit)):
        first = 1
        for size in sizes:
            indicator += 1
            span = f"{tool[0].lower()}{first}-{tool[0].lower()}{first + size - 1}"
            text.append(
                f'[[indicators]]\nno = {indicator}\nconcept = "c{indicator}"\nth = "I"\n'
                f'tool = "{tool}"\nquestions = ["{span}"]\n{SOURCE}'
            )
            first += size
    compared = ", ".join(f'"{tool}"' for tool in rated)
    text.append(LEVELS.format(rated=compared, source=SOURCE))
    return "\n".join(text)


@functools.cache
def small(
    iit: tuple[int, ...] = (2, 1),
    eit: tuple[int, ...] = (2,),
    oit: tuple[int, ...] = (1,),
    rated: tuple[str, ...] = ("IIT", "EIT1", "EIT2", "OIT"),
    *,
    parts: bool = True,
) -> Framework:
    return parse(small_text(iit, eit, oit, rated, parts=parts))


def truth(framework: Framework, scores: dict[tuple[Question, int], Fraction]) -> dict[Node, Fraction]:
    """Compute every figure of complete scores, written out plainly and apart from the code under test."""
    found: dict[Node, Fraction] = dict(scores.items())
    tools: dict[Tool, list[Fraction]] = {}
    for indicator in framework.indicators:
        means = []
        for code in indicator.questions:
            own = [value for (question, _), value in scores.items() if question == code]
            found[code] = sum(own, Fraction(0)) / len(own)
            means.append(found[code])
        found[indicator.no] = sum(means, Fraction(0)) / len(means)
        tools.setdefault(indicator.tool, []).append(found[indicator.no])
        if framework.tool(indicator.tool).parts:
            for part, tool in ((1, Tool.EIT1), (2, Tool.EIT2)):
                mean = sum((scores[code, part] for code in indicator.questions), Fraction(0)) / len(means)
                found[indicator.no, part] = mean
                tools.setdefault(tool, []).append(mean)
    for tool, values in tools.items():
        found[tool] = sum(values, Fraction(0)) / len(values)
    found[TOTAL] = sum((Fraction(spec.weight) * found[spec.code] for spec in framework.tools), Fraction(0))
    return found
