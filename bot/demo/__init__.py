"""`make demo`: the bot on SQLite with the example agency, and LINE in a box to talk to it.

The bot of the demo is the bot of production but for its clock, which is that of LINE in a box.
"""
