"""Registration codes for printing: a page of cards, drawn again from its link and kept nowhere."""
