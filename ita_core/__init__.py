"""The rules of the Integrity and Transparency Assessment (ITA). Pure: no clock, no I/O but its own data."""
