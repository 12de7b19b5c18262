"""`python -m bot.cli`: the same as `ita-bot`."""

from bot.cli import main

main()
