"""The rows of the table of intents for reports, more time, and people."""

from __future__ import annotations

from bot.parse.ways import LITTLE, NONE, SOME, Row, way

PEOPLE_ROWS: tuple[Row, ...] = (
    Row(
        "deadline.extend",
        (
            way(97, "^extend|^put_off +measure", unless="remind snooze how_to how"),
            way(91, "extend +measure", unless="remind snooze how_to how +percent"),
            way(91, "^postpone +measure +days", unless="remind snooze how_to how event"),
            way(90, "postpone +measure +days", SOME, unless="remind snooze how_to how event +percent"),
            way(79, "extend +days|measure", SOME, unless="remind snooze how_to how event off"),
            way(78, "extend", LITTLE, unless="remind snooze how_to how event off"),
        ),
        may=("measure", "days", "until", "note"),
    ),
    Row(
        "progress.edit",
        (
            way(94, "^edit|^edit_report|^edit_to +measure", unless="how_to how if who_did"),
            way(94, "mistake figure +measure +percent", unless="how_to if"),
            way(93, "^edit report|progress|figure", SOME, unless="how_to how if who_did data +measure"),
            way(93, "edit_report", SOME, unless="how_to how if who_did data +measure off"),
            way(
                93,
                "edit report|progress|figure latest|mistake",
                SOME,
                unless="how_to how if who_did data +percent off",
            ),
            way(
                93,
                "edit report|progress|figure +percent",
                SOME,
                unless="how_to how if who_did data +measure off",
            ),
            way(39, "edit", NONE, unless="edit_to"),
        ),
        may=("measure", "percent", "on", "note"),
    ),
    Row(
        "progress.review",
        (
            way(93, "^check_report +measure", unless="how_to +percent history"),
            way(86, "review_queue", LITTLE, unless="+percent how_to remind"),
            way(
                86,
                "review report|what|listing|own|get|asks|measure",
                LITTLE,
                unless="+percent how_to remind notice",
            ),
            way(85, "check_report", LITTLE, unless="+percent how_to remind"),
            way(70, "review", NONE, unless="+measure +percent"),
        ),
        may=("measure",),
    ),
    Row(
        "evidence.list",
        (
            way(89, "^evidence +measure", unless="attach +percent how_to remind"),
            way(
                88,
                "evidence +measure look|what|listing|get|asks",
                SOME,
                unless="attach +percent how_to remind",
            ),
            way(83, "attached|picture +measure", SOME, unless="+percent how_to"),
            way(80, "evidence +measure", NONE, unless="attach +percent"),
            way(
                64,
                "evidence|attached look|what|listing|get|asks|own|sent|measure",
                LITTLE,
                unless="attach how_to +percent",
            ),
            way(60, "evidence|attached", NONE, unless="attach"),
        ),
        may=("measure",),
    ),
    Row(
        "overview",
        (
            way(86, "overview", SOME, unless="+measure score +percent how_to +indicator! +tool +question"),
            way(
                86,
                "unsent whom|what|who|people_in|detail",
                LITTLE,
                unless="notice remind +measure how_to own",
            ),
            way(85, "unsent report", LITTLE, unless="notice remind +measure how_to own no +percent"),
            way(84, "risk measure|what|due|listing", SOME, unless="+measure! how_to +percent"),
            way(83, "risk", NONE, unless="+measure"),
            way(
                69, "progress +unit|+issue", LITTLE, unless="report +measure +percent history how_to measure"
            ),
            way(69, "how_far +unit|+issue|agency", LITTLE, unless="+measure +percent how_to measure"),
            way(
                66, "progress agency|overall|summary|level", LITTLE, unless="report +measure +percent how_to"
            ),
            way(80, "report|progress asks +unit", LITTLE, unless="+measure +percent notice remind how_to"),
            way(46, "progress|how_far", NONE, unless="report +measure +percent history how_to asks measure"),
        ),
        may=("unit", "issue"),
    ),
    Row(
        "invite",
        (
            way(92, "add +role +unit|+people", LITTLE, unless="event off +measure +percent +code how_to how"),
            way(
                92,
                "invite +unit|+role|+people",
                LITTLE,
                unless="event off +measure +percent +code how_to how",
            ),
            way(
                92,
                "ask_code +unit|+role|+people",
                LITTLE,
                unless="event off +measure +percent +code how_to how",
            ),
            way(91, "make_code", LITTLE, unless="event off +measure +percent +code how_to how"),
        ),
        may=("unit", "role", "count"),
    ),
    Row(
        "people.list",
        (
            way(89, "people +unit", SOME, unless="event off +measure how_to +code notice who"),
            way(88, "people", LITTLE, unless="event off +measure how_to +code notice who"),
            way(72, "people_in +unit", LITTLE, unless="event off measure +measure notice who"),
        ),
        may=("unit",),
    ),
    Row(
        "group.bind",
        (
            way(92, "bind|this_group +unit", LITTLE, unless="off how_to how notice"),
            way(82, "bind", LITTLE, unless="off how_to how"),
        ),
        may=("unit",),
    ),
    Row(
        "audit.list",
        (
            way(90, "who_did data|personal|own", SOME, unless="notice +measure delete_data"),
            way(84, "usage_log", NONE, unless="own delete"),
            way(86, "audit", LITTLE, unless="measure +measure +percent how_to delete"),
            way(86, "audit data|personal|own", SOME, unless="measure +measure +percent how_to delete"),
        ),
    ),
)
