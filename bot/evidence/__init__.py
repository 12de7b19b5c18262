"""Evidence: what people send to show what was done. Checked, kept, compared, given back by links.

What was fetched goes in by `keeping`, stands in the `vault`, and comes out through `route`.
"""
