"""Write down what the bot says now to every story, or to those named: ``python -m tests.stories NAME``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bot import logs
from bot.simulator.replay import UPDATE_SECONDS, retell
from tests.databases import EXAMPLE, Sqlite
from tests.stories.stage import people_in, set_up


def main(names: list[str]) -> None:
    """Tell each story on a database of its own, and write it anew."""
    logs.configure("WARNING", "text")
    stories = {story.stem: story for story in sorted(Path(__file__).parent.glob("*.txt"))}
    if unknown := [name for name in names if name not in stories]:
        sys.exit(f"no story {unknown[0]}; there are {', '.join(stories)}")
    databases = Sqlite()
    for story in [stories[name] for name in names or stories]:
        with tempfile.TemporaryDirectory() as folder:
            url = databases.make(EXAMPLE)
            people = people_in(story.read_text(encoding="utf-8"))
            with set_up(url, Path(folder), people) as line:
                _, told = retell(line, story, settle=UPDATE_SECONDS)
            databases.drop(url)
        story.write_text("\n".join([*told, ""]), encoding="utf-8")
    databases.close()


if __name__ == "__main__":
    main(sys.argv[1:])
