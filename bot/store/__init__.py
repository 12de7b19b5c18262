"""Everything that is kept: tables, queries, migrations. Knows rows, not what they mean."""
