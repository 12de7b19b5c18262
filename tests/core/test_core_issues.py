"""An issue's questions, tool by tool."""

from __future__ import annotations

import pytest

from ita_core.figure import Basis, Verdict
from ita_core.framework import UnknownItem
from ita_core.issues import groups
from ita_core.keys import Tool
from tests.core.cases import diw


def test_the_questions_of_an_issue_by_tool() -> None:
    found = groups(diw(), 2)
    assert [(one.tool, len(one.questions), str(one.figure.low), one.verdict) for one in found] == [
        (Tool.IIT, 3, "99.60", Verdict.KEEP),
        (Tool.EIT, 8, "97.20", Verdict.KEEP),
        (Tool.OIT, 5, "100.00", Verdict.KEEP),
    ]
    assert {one.figure.basis for one in found} == {Basis.COMPUTED}


def test_a_tool_that_an_issue_does_not_ask_is_left_out() -> None:
    assert [one.tool for one in groups(diw(), 4)] == [Tool.IIT, Tool.OIT]
    with pytest.raises(UnknownItem):
        groups(diw(), 8)
