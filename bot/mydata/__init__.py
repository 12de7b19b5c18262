"""The file of all that is held about somebody: made when they ask, given for an hour, stored nowhere."""
