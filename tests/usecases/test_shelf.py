"""What is known of an agency is loaded anew when its data change, but not what takes long and is the same."""

from __future__ import annotations

from bot import usecases
from bot.store import queries
from bot.store.engine import reading, writing
from bot.store.tables import Unit


def test_a_changed_agency_keeps_its_index_unless_its_names_change(example_engine):
    library = usecases.Library()
    with reading(example_engine) as session:
        agency_id = queries.only_agency(session).id
        before = library.shelf(session, agency_id)
    with writing(example_engine) as session:
        queries.touch(session, agency_id)
    with reading(example_engine) as session:
        touched = library.shelf(session, agency_id)
    assert touched is not before
    assert touched.vocabulary is before.vocabulary
    with writing(example_engine) as session:
        session.add(Unit(agency_id=agency_id, abbr="กทม.", position=99))
        queries.touch(session, agency_id)
    with reading(example_engine) as session:
        renamed = library.shelf(session, agency_id)
    assert renamed.vocabulary != before.vocabulary
