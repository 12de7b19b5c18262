"""How the figures of a framework hang together: which figure is the mean of which.

A node is one figure of an assessment:

- ``(Question, part)``: a score as printed; part 0 for IIT and OIT, 1 and 2 for EIT
- ``Question``: the mean of its parts
- ``(indicator number, part)``: an EIT indicator in one part, the mean of that part's scores
- ``int``: an indicator by its number, the mean of its questions
- ``Tool``: a tool, the mean of its indicators; EIT1 and EIT2, the means of the indicators in that part
- ``TOTAL``: the weighted sum of the tools
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from ita_core.framework_types import Framework, IndicatorSpec, UnknownItem
from ita_core.keys import Question, Tool

if TYPE_CHECKING:
    from collections.abc import Iterable

TOTAL: Final = "total"
Node: TypeAlias = str | int | Question | Tool | tuple[Question, int] | tuple[int, int]
Terms: TypeAlias = tuple[tuple[Node, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A figure and what it is made of: ``parent`` = sum of share x child; the shares sum to 1.

    ``part_terms`` is the same figure seen the other way: as the mean of its part 1 and part 2. Empty
    where a figure has no parts; for a question, the same as ``terms``.
    """

    parent: Node
    terms: Terms
    part_terms: Terms = ()


@functools.lru_cache(maxsize=64)
def rules(framework: Framework) -> tuple[Rule, ...]:
    """Return a rule for every figure that is not itself a printed score, what is below always first."""
    found: list[Rule] = []
    for indicator in framework.indicators:
        found += _indicator_rules(framework, indicator)
    for tool in framework.tools:
        numbers = [indicator.no for indicator in framework.indicators if indicator.tool is tool.code]
        found += [Rule(part.code, _mean((no, part.no) for no in numbers)) for part in tool.parts]
        found.append(Rule(tool.code, _mean(numbers), _mean(part.code for part in tool.parts)))
    found.append(Rule(TOTAL, tuple((tool.code, Fraction(tool.weight)) for tool in framework.tools)))
    return tuple(found)


@functools.lru_cache(maxsize=64)
def leaves(framework: Framework) -> tuple[tuple[Question, int], ...]:
    """Return the places of all printed scores, in framework order."""
    return tuple(
        (code, part)
        for indicator in framework.indicators
        for code in indicator.questions
        for part in framework.parts_of(code)
    )


@functools.lru_cache(maxsize=64)
def nodes(framework: Framework) -> frozenset[Node]:
    """Return every node of the framework."""
    return frozenset(leaves(framework)) | {rule.parent for rule in rules(framework)}


def require(framework: Framework, node: Node) -> None:
    """Raise UnknownItem if the framework has no such node."""
    if node not in nodes(framework):
        raise UnknownItem(node)


def made_of_scores(node: Node) -> bool:
    """Whether a mean stands so low that nothing below it can be printed but scores."""
    return isinstance(node, Question | tuple)


def _indicator_rules(framework: Framework, indicator: IndicatorSpec) -> Iterable[Rule]:
    for code in indicator.questions:
        scores = _mean((code, part) for part in framework.parts_of(code))
        yield Rule(code, scores, scores)
    parts = [part.no for part in framework.tool(indicator.tool).parts]
    for part in parts:
        yield Rule((indicator.no, part), _mean((code, part) for code in indicator.questions))
    yield Rule(indicator.no, _mean(indicator.questions), _mean((indicator.no, part) for part in parts))


def _mean(children: Iterable[Node]) -> Terms:
    named = tuple(children)
    return tuple((child, Fraction(1, len(named))) for child in named)
