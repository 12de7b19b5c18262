"""The table of intents: which words and slots, found together, ask for what (see ``bot/parse/ways.py``)."""

from __future__ import annotations

from bot.parse.intents_notices import NOTICE_ROWS
from bot.parse.intents_people import PEOPLE_ROWS
from bot.parse.intents_reminders import REMINDER_ROWS
from bot.parse.ways import LITTLE, NONE, SOME, Room, Row, Way
from bot.parse.ways import way as _way

__all__ = ["ROWS", "SOME", "Room", "Row", "Way"]

ASKING = "score|howmuch|how_is|level|what|item_word|overall|summary|analysis|low|get"

ROWS: tuple[Row, ...] = (
    Row(
        "score.overall",
        (
            _way(50, "ita score|level|rank|overall|how_is|howmuch|summary", unless="criteria why"),
            _way(48, "overall", SOME),
            _way(51, "overall score|+year|ita|level|rank|summary"),
            _way(46, "ita +year", SOME),
            _way(47, "score level|rank|+year|agency", SOME),
            _way(40, "score|level|rank|ita", LITTLE, unless="howto what_is how_to +percent"),
            _way(42, "score|level|rank agency|howmuch|+year|what|own", LITTLE),
            _way(43, "agency|ita howmuch|how_is|level|rank", LITTLE),
            _way(38, "summary score|+year", LITTLE),
            _way(30, "indicator_word", NONE),
        ),
        may=("year",),
    ),
    Row(
        "score.indicator",
        (
            _way(62, "+indicator! indicator_word"),
            _way(60, "+indicator score"),
            _way(58, f"+indicator! {ASKING}|+year", SOME),
            _way(57, "+indicator indicator_word"),
            _way(54, "+indicator how_is|analysis|about|level|ita", LITTLE),
            _way(54, "+indicator howmuch", NONE),
            _way(52, "+indicator!", LITTLE),
            _way(45, "+indicator", NONE),
        ),
        needs=("indicator",),
        may=("year",),
    ),
    Row(
        "score.question",
        (
            _way(66, "+question! score|item_word|howmuch|how_is|+year|+tool|level|low"),
            _way(65, "+question!", SOME),
            _way(64, "+question score|item_word|howmuch|how_is|+year", SOME),
        ),
        needs=("question",),
        may=("year",),
    ),
    Row(
        "score.tool",
        (
            _way(56, "+tool score|howmuch|how_is|+year|level|tool_word|overall|summary|ita"),
            _way(55, "+tool", SOME),
        ),
        needs=("tool",),
        may=("year",),
    ),
    Row(
        "score.issue",
        (
            _way(59, "+issue! issue_word"),
            _way(56, "+issue score|analysis"),
            _way(53, "+issue howmuch|how_is|+year|ita|level", SOME),
            _way(52, "+issue issue_word"),
            _way(51, "+issue!", SOME),
            _way(45, "+issue", NONE),
        ),
        needs=("issue",),
        may=("year",),
    ),
    Row(
        "score.lowest",
        (
            _way(
                72,
                "+threshold score|item_word|+tool|what|ita|indicator_word|+issue|low|+year",
                unless="if +question!",
            ),
            _way(69, "+threshold", LITTLE),
            _way(
                71,
                "low score|item_word|+count|+tool|+issue|indicator_word|+year|ita|+threshold",
                unless="if +question!",
            ),
            _way(70, "low", SOME, unless="if +question!"),
        ),
        may=("count", "threshold", "tool", "issue", "year"),
    ),
    Row(
        "score.compare",
        (
            _way(76, "+years compare"),
            _way(74, "+years score|ita|overall|+indicator|+question|+tool|howmuch|how_is|level|rank|what"),
            _way(73, "compare score|ita|overall|+indicator|+question|+tool +year"),
            _way(61, "compare +year", LITTLE),
            _way(60, "compare score|ita|overall", LITTLE),
            _way(45, "+years", LITTLE),
        ),
        may=("years", "indicator", "question", "tool"),
    ),
    Row(
        "score.whatif",
        (
            _way(88, "if +changes"),
            _way(80, "would +changes", unless="+measure!"),
        ),
        needs=("changes",),
        may=("year",),
    ),
    Row(
        "rating.explain",
        (
            _way(78, "criteria level|level_name|rank", unless="+question +indicator!"),
            _way(77, "why level|level_name|criteria"),
            _way(76, "criteria ita|score|how_is|what", SOME, unless="+question +indicator +tool"),
            _way(60, "criteria|level_name", LITTLE),
            _way(55, "level_name why|what|how|how_is|howmuch", SOME),
        ),
        may=("year",),
    ),
    Row(
        "measure.list",
        (
            _way(68, "measure +status|+unit|+issue", unless="+measure! +indicator!"),
            _way(67, "measure +status|+unit|+issue"),
            _way(64, "measure listing|what|plan", SOME, unless="+measure!"),
            _way(50, "measure", LITTLE, unless="+measure! how_to"),
            _way(48, "plan listing|+status|+unit|+issue", LITTLE),
            _way(47, "+unit +status", LITTLE),
            _way(46, "+overdue what|listing|asks", LITTLE, unless="+measure +percent +done remind"),
            _way(45, "+overdue", NONE),
            _way(49, "duty +unit", SOME),
        ),
        may=("issue", "unit", "status"),
    ),
    Row(
        "measure.show",
        (
            _way(82, "+measure asks", unless="if remind report_only"),
            _way(81, "+measure detail|due|what", unless="+percent remind"),
            _way(70, "+measure! measure"),
            _way(66, "+measure!", SOME),
            _way(64, "+measure what|show|listing|get", LITTLE, unless="+percent"),
        ),
        needs=("measure",),
    ),
    Row(
        "measure.mine",
        (
            _way(69, "measure own", unless="+measure! +unit agency"),
            _way(52, "duty own", SOME),
            _way(50, "plan own", LITTLE),
            _way(50, "own +status", LITTLE),
        ),
        may=("status",),
    ),
    Row(
        "deadline.list",
        (
            _way(75, "due +within|+unit|measure|own", unless="+measure"),
            _way(73, "due what|listing", SOME, unless="+measure"),
            _way(66, "due", LITTLE, unless="+measure"),
            _way(63, "measure +within", SOME, unless="+measure"),
        ),
        may=("within", "unit"),
    ),
    Row(
        "progress.submit",
        (
            _way(93, "+reports!", unless="asks"),
            _way(92, "+measure +percent", unless="asks"),
            _way(80, "+measure +done", unless="asks"),
            _way(79, "+measure report", unless="asks history look"),
            _way(78, "+measure progress +note", unless="asks history look"),
            _way(74, "+measure! doing +note", unless="asks detail history"),
            _way(74, "+measure doing", SOME, unless="asks detail history"),
            _way(62, "report progress", SOME, unless="history look asks"),
            _way(61, "report measure", LITTLE, unless="history look asks"),
            _way(60, "progress +percent", SOME, unless="asks"),
            _way(59, "report +percent", LITTLE, unless="asks"),
            _way(44, "report|progress", NONE, unless="asks"),
        ),
        may=("measure", "percent", "on", "note"),
    ),
    Row(
        "progress.history",
        (
            _way(84, "history|who_did +measure"),
            _way(83, "look +measure report"),
            _way(63, "history progress|report", LITTLE),
            _way(62, "history measure", LITTLE),
        ),
        may=("measure",),
    ),
    *REMINDER_ROWS,
    Row(
        "notice.send",
        (
            _way(96, "+notice!"),
            _way(60, "send_notice", LITTLE, unless="delivery sent"),
            _way(60, "notice send", LITTLE),
            _way(62, "+notice notice|send"),
        ),
        may=("audience", "text"),
    ),
    Row(
        "notice.list",
        (
            _way(71, "notice sent", SOME),
            _way(65, "notice listing|what", LITTLE),
            _way(35, "notice", NONE),
        ),
    ),
    Row(
        "notice.status",
        (
            _way(75, "notice delivery", SOME),
            _way(73, "notice latest", LITTLE),
            _way(74, "notice latest asks|what", SOME),
        ),
    ),
    Row("notice.templates", (_way(99, "+template_list"),)),
    Row("notice.template.save", (_way(99, "+template_save"),), may=("name", "text")),
    Row("notice.template.use", (_way(99, "+template_use"),), may=("name", "audience")),
    Row("notice.template.drop", (_way(99, "+template_drop"),), may=("name",)),
    Row(
        "register",
        (
            _way(80, "register +code"),
            _way(91, "want_register", unless="event"),
            _way(70, "register account", unless="event"),
            _way(66, "register", LITTLE, unless="event"),
            _way(45, "+code!", NONE),
            _way(60, "account +code", LITTLE),
        ),
        may=("code",),
    ),
    Row("whoami", (_way(74, "who", SOME), _way(76, "who own|account|asks"))),
    Row(
        "language.set",
        (
            _way(72, "+language switch", SOME, unless="off"),
            _way(74, "+language to_language", unless="off"),
            _way(50, "+language", NONE),
        ),
        needs=("language",),
    ),
    Row(
        "privacy.export",
        (
            _way(75, "data own|personal get|stored", unless="delete"),
            _way(74, "personal get|stored|own", unless="delete"),
            _way(60, "personal", LITTLE, unless="delete"),
            _way(58, "data own", LITTLE, unless="delete"),
        ),
    ),
    Row(
        "privacy.delete",
        (
            _way(85, "forget"),
            _way(80, "delete data|personal own|personal|stored"),
            _way(79, "delete personal"),
        ),
    ),
    Row(
        "help",
        (
            _way(90, "how_to topic", unless="+measure criteria +percent"),
            _way(88, "help topic", SOME, unless="+measure"),
            _way(87, "how action|look topic", LITTLE, unless="+measure"),
            _way(70, "can_do", SOME),
            _way(56, "help", SOME),
            _way(45, "how_to", LITTLE),
        ),
        may=("topic",),
    ),
    Row("confirm", (_way(40, "yes", NONE, unless="no event off whom asks what how how_is howmuch"),)),
    Row("cancel", (_way(43, "no", NONE, unless="event remind whom asks what how how_is howmuch off"),)),
    Row(
        "undo",
        (
            _way(86, "undo", SOME),
            _way(85, "take_back report|latest|mistake"),
            _way(84, "mistake report latest|take_back"),
            _way(60, "take_back", NONE),
        ),
    ),
    *PEOPLE_ROWS,
    *NOTICE_ROWS,
)
