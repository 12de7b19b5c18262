"""What the bot does about notices: written, confirmed, sent, acknowledged, accounted for."""
