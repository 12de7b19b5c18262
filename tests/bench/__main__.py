"""`make bench`: one conversation (parser, answers, memory), then acknowledging while answering goes on."""

from __future__ import annotations

from rich.console import Console

from tests.bench import acknowledging, talk

if __name__ == "__main__":
    talk.main()
    for table in acknowledging.measure(talk.QUESTIONS):
        Console().print(table)
