"""What LINE's OpenAPI files limit, the double refuses one over, and names."""

from collections.abc import Callable, Iterator

import pytest

from bot.simulator.model import Answer, Json
from tests.simulator.openapi import spec
from tests.simulator.openapi.breaks import Case, at_limit, broken, dotted
from tests.simulator.openapi.build import Builder
from tests.simulator.openapi.reference import LAXER, SAID_OTHERWISE
from tests.simulator.openapi.spec import Operation, Schema, Spec
from tests.simulator.openapi.stage import NOT_HERE, Stage, named

API = spec.messaging()
HERE = [operation for operation in API.operations() if operation.id not in NOT_HERE]
WITH_A_BODY = [operation for operation in HERE if operation.request]
MESSAGES = next(operation for operation in HERE if operation.id == "validatePush")
# Enough for every limit of every schema to be met.
_TURNS = 24

Cases = Callable[[Spec, Schema, object], Iterator[Case]]


def by_id(operation: Operation) -> str:
    return operation.id


@pytest.fixture
def stage() -> Stage:
    return Stage(API)


def requests(stage: Stage, operation: Operation) -> Iterator[Json]:
    """Give right bodies of a call.

    Those with messages hold the least of each kind, and the most of a text: what else messages are made of is
    tried on one call, below, for the double knows one way to check messages.
    """
    yield from (stage.request(operation, turn=turn) or {} for turn in range(_TURNS))
    if operation.request and "messages" in API.properties(operation.request):
        kinds, builder = API.kinds(API.named("Message")), Builder(API)
        messages = [builder.build(kind, full=False) for kind in kinds.values()]
        messages += [builder.build(kinds["text"], turn) for turn in range(_TURNS)]
        yield from (stage.request(operation, [message]) or {} for message in messages)


def one_of_each(
    operation: Operation, bodies: Iterator[Json], cases: Cases, depth: int
) -> Iterator[tuple[Case, Json]]:
    """Give the cases of all bodies, but a limit only once in each kind of place: its last `depth` names."""
    seen = set()
    for body in bodies:
        for case in cases(API, operation.request, body) if operation.request else ():
            names = [part for part in case.where if isinstance(part, str)]
            key = (case.schema, case.limit, type(case.value), *names[-depth:])
            if case.where and key not in seen:
                seen.add(key)
                yield case, case.body(body)


def not_refused(case: Case, answer: Answer) -> str:
    """Say what is wrong with the answer to a broken limit; nothing when it is refused and named."""
    # LINE names the type that it does not know, but for components of Flex messages.
    of_type = case.limit == "discriminator" and case.schema != "FlexComponent"
    place = dotted(case.where) + (".type" if of_type else "")
    known = SAID_OTHERWISE.get(case.schema)
    found = {place} if known and answer.json.get("message") == known else named(answer)
    # What is repeated until it is too long may break other rules: that no two may be the same.
    right = place in found if case.limit == "maxItems" else found == {place}
    return "" if answer.status == 400 and right else f"{case}: {answer.status} {str(answer.body)[:300]}"


def assert_none(tried: list[str]) -> None:
    """Fail with every limit that was not kept, a line for each."""
    if failures := [failure for failure in tried if failure]:
        pytest.fail("\n".join(failures))


@pytest.mark.parametrize("operation", WITH_A_BODY, ids=by_id)
def test_a_broken_limit_is_refused_and_named(operation: Operation, stage: Stage) -> None:
    tried = [
        not_refused(case, stage.call(operation, body))
        for case, body in one_of_each(operation, requests(stage, operation), broken, 1)
    ]
    assert tried
    assert_none(tried)


def test_a_broken_limit_of_a_message_is_refused_and_named_wherever_it_stands(stage: Stage) -> None:
    bodies: Iterator[Json] = ({"messages": [message]} for message in Builder(API).messages(_TURNS))
    tried = [
        not_refused(case, stage.call(MESSAGES, body))
        for case, body in one_of_each(MESSAGES, bodies, broken, 2)
    ]
    assert len(tried) > 1000
    assert_none(tried)


@pytest.mark.parametrize("operation", WITH_A_BODY, ids=by_id)
def test_what_stands_at_a_limit_is_accepted(operation: Operation, stage: Stage) -> None:
    for case, body in one_of_each(operation, requests(stage, operation), at_limit, 1):
        answer = stage.call(operation, stage.with_fresh_token(body))
        laxer = LAXER.get(f"{case.schema} {case.limit}")
        assert (answer.status < 300) is (laxer is None), f"{case}: {answer.status} {answer.body!r}; {laxer}"


QUERIES = [
    ("getFollowers", "limit=1001", "limit"),
    ("getFollowers", "limit=x", "limit"),
    *(
        (f"getNumberOfSent{kind}Messages", "date=2024-04-01", "date")
        for kind in ("Reply", "Push", "Multicast")
    ),
    ("getNumberOfSentBroadcastMessages", "date=1", "date"),
]


@pytest.mark.parametrize(("call", "query", "name"), QUERIES)
def test_a_broken_parameter_is_refused_and_named(call: str, query: str, name: str, stage: Stage) -> None:
    operation = next(operation for operation in HERE if operation.id == call)
    answer = stage.bot.call("GET", f"{operation.path}?{query}")
    assert (answer.status, named(answer)) == (400, {name})


@pytest.mark.parametrize("operation", [one for one in HERE if "X-Line-Retry-Key" in str(one.node)], ids=by_id)
def test_a_retry_key_is_a_uuid(operation: Operation, stage: Stage) -> None:
    body = stage.request(operation)
    for key, status in (("not-a-uuid", 400), ("123e4567-e89b-12d3-a456-426614174000", 200)):
        answer = stage.bot.call("POST", operation.path, body, {"x-line-retry-key": key})
        assert answer.status // 100 == status // 100
