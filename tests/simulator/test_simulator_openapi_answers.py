"""What the double answers is what LINE's OpenAPI files say that LINE answers."""

import pytest

from tests.simulator.openapi import spec
from tests.simulator.openapi.judge import faults
from tests.simulator.openapi.spec import Operation, Spec
from tests.simulator.openapi.stage import NOT_HERE, Stage

API = spec.messaging()
CALLS = [
    (api, operation)
    for api in (API, spec.insight())
    for operation in api.operations()
    if operation.id not in NOT_HERE
]
IDS = [operation.id for _, operation in CALLS]


@pytest.fixture
def stage() -> Stage:
    return Stage(API)


@pytest.mark.parametrize(("api", "operation"), CALLS, ids=IDS)
def test_answers_hold_what_they_should_and_nothing_else(
    api: Spec, operation: Operation, stage: Stage
) -> None:
    answer = stage.call(operation, stage.request(operation))
    documented = operation.node["responses"][str(answer.status)].get("content", {})
    assert answer.headers["x-line-request-id"]
    if "application/json" in documented:
        schema = api.at(documented["application/json"]["schema"], operation.id)
        assert faults(api, schema, answer.body) == []
    elif documented:
        assert isinstance(answer.body, bytes)
        assert answer.body
    else:
        assert answer.body == {}


@pytest.mark.parametrize(("api", "operation"), CALLS, ids=IDS)
def test_refusals_say_why_as_they_should(api: Spec, operation: Operation, stage: Stage) -> None:
    nobody = {"authorization": "Bearer of nothing"}
    answer = stage.bot.call(operation.method, stage.path(operation), None, nobody)
    assert answer.status == 401
    assert faults(API, API.named("ErrorResponse"), answer.body) == []
    if operation.request and api.properties(operation.request):
        answer = stage.call(operation, dict.fromkeys(api.properties(operation.request), 5))
        assert answer.status == 400
        assert faults(API, API.named("ErrorResponse"), answer.body) == []


def test_a_call_that_was_accepted_before_says_so_as_it_should(stage: Stage) -> None:
    operation = next(operation for operation in API.operations() if operation.id == "pushMessage")
    key = {"x-line-retry-key": "123e4567-e89b-12d3-a456-426614174000"}
    first, again = (stage.bot.call("POST", operation.path, stage.request(operation), key) for _ in range(2))
    assert (first.status, again.status) == (200, 409)
    assert faults(API, API.named("ErrorResponse"), again.body) == []
    assert again.json["sentMessages"] == first.json["sentMessages"]
