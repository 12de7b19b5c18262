"""What published figures say about scores that are missing.

Every figure is the mean of others (`ita_core.structure`), so a published figure bounds what is missing
below it: indicator 6 of FY2566 is printed 97.95, four of its five questions are printed, so both parts of
e4 add up to about 198.23 and neither can be under 98.1. Bounds are passed up and down until nothing moves.

Three rules keep this honest:

- A printed figure, score or mean, stays as printed, whatever its neighbours say. Contradictions are
  for `ita_core.reconcile` to show, and they bound nothing: where a bound would leave no value at all,
  it is dropped.
- Passing down allows for the framework's tolerance, because published figures are rounded, and the
  assessor rounds in between as well. Not so from a question, or from an indicator in one part: these are
  made of scores alone and never printed.
- Bounds only ever shrink, and each step is sound on its own. So stopping after a few rounds is safe; it
  is needed, since the two parts of EIT make circles in which bounds may shrink for ever smaller gains.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ita_core.ranges import ANYTHING, Range, weighted
from ita_core.structure import Node, Rule, Terms, leaves, made_of_scores, rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ita_core.framework_types import Framework

_ROUNDS = 8


def narrow(framework: Framework, printed: Mapping[Node, Range]) -> dict[Node, Range]:
    """Return the range of every node, given those that are printed (single values)."""
    bounds: dict[Node, Range] = {leaf: printed.get(leaf, ANYTHING) for leaf in leaves(framework)}
    for rule in rules(framework):
        bounds[rule.parent] = printed.get(rule.parent) or _span(bounds, rule.terms)
    slack = Fraction(framework.tolerance.value)
    moving = [rule for rule in rules(framework) if not _is_settled(bounds, rule)]  # what is certain stays so
    before: dict[Node, Range] = {}
    rounds = 0
    while bounds != before and rounds < _ROUNDS:
        before = dict(bounds)
        rounds += 1
        for rule in reversed(moving):
            room = Fraction(0) if made_of_scores(rule.parent) else slack
            _down(bounds, rule.parent, rule.part_terms, room)
            _down(bounds, rule.parent, rule.terms, room)
        for rule in moving:
            _up(bounds, rule.parent, rule.terms, Fraction(0))
            _up(bounds, rule.parent, rule.part_terms, slack)
    return bounds


def _is_settled(bounds: Mapping[Node, Range], rule: Rule) -> bool:
    children = (child for terms in (rule.terms, rule.part_terms) for child, _ in terms)
    return bounds[rule.parent].certain and all(bounds[child].certain for child in children)


def _up(bounds: dict[Node, Range], parent: Node, terms: Terms, slack: Fraction) -> None:
    """Bound a mean by its children."""
    if terms and not bounds[parent].certain:
        bounds[parent] = bounds[parent].meet_or_keep(_span(bounds, terms).widened(slack))


def _down(bounds: dict[Node, Range], parent: Node, terms: Terms, slack: Fraction) -> None:
    """Bound each child by the mean and the other children."""
    open_terms = [(child, share) for child, share in terms if not bounds[child].certain]
    if not open_terms:
        return
    room = bounds[parent].widened(slack)
    span = _span(bounds, terms)
    for child, share in open_terms:
        own = bounds[child]
        others = Range(span.low - own.low * share, span.high - own.high * share)
        allowed = Range((room.low - others.high) / share, (room.high - others.low) / share)
        bounds[child] = own.meet_or_keep(allowed)


def _span(bounds: Mapping[Node, Range], terms: Terms) -> Range:
    return weighted((bounds[child], share) for child, share in terms)
