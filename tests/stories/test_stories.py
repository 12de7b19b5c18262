"""Every story that the README tells, as a recorded conversation.

After a change that is wanted, ``python -m tests.stories`` writes down what is said now: read the difference.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import logs
from bot.simulator.replay import replay
from bot.simulator.script import parse
from tests.stories.stage import people_in, set_up

HERE = Path(__file__).parent
STORIES = sorted(HERE.glob("*.txt"))
README = (HERE.parents[1] / "README.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _logs() -> None:
    logs.configure("WARNING", "text")


@pytest.mark.parametrize("story", STORIES, ids=[story.stem for story in STORIES])
def test_a_story_is_told_as_it_was_recorded(story: Path, example_url: str, tmp_path: Path) -> None:
    people = people_in(story.read_text(encoding="utf-8"))
    with set_up(example_url, tmp_path, people) as line:
        assert replay(line, story, timeout=30) == ""
        assert line.refused() == []


def test_every_phrase_of_the_readme_is_said_in_a_story() -> None:
    said = {step.value for story in STORIES for step in parse(story.read_text(encoding="utf-8"))[0]}
    rows = [line.split("|")[1] for line in README.splitlines() if "tests/stories/" in line and line[0] == "|"]
    told = [phrase for row in rows for phrase in re.findall(r"`([^`]+)`", row)]
    assert len(told) > 5
    assert [phrase for phrase in told if phrase not in said] == []


def test_every_story_is_linked_in_the_readme() -> None:
    assert [story.name for story in STORIES if f"tests/stories/{story.name}" not in README] == []
