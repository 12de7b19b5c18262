"""What LINE's OpenAPI files let a bot ask, the double takes."""

import pytest

from bot.simulator.model import Json
from tests.simulator.openapi import spec
from tests.simulator.openapi.build import TURNS, Builder, everything
from tests.simulator.openapi.spec import Operation
from tests.simulator.openapi.stage import NOT_HERE, Stage
from tests.simulator.test_simulator_openapi import calls

API = spec.messaging()
OPERATIONS = [*API.operations(), *spec.insight().operations()]
HERE = [operation for operation in OPERATIONS if operation.id not in NOT_HERE]
WITH_A_BODY = [operation for operation in HERE if operation.request]
SENDING = [
    operation for operation in HERE if operation.path.startswith("/v2/bot/message/") and operation.request
]


def by_id(operation: Operation) -> str:
    return operation.id


@pytest.fixture
def stage() -> Stage:
    return Stage(API)


def test_the_list_of_calls_holds_all_of_the_files() -> None:
    """The list is what the double is held against where the files are not."""
    assert {(operation.method, operation.path) for operation in OPERATIONS} == set(calls())


@pytest.mark.parametrize("operation", OPERATIONS, ids=by_id)
def test_every_call_is_answered_or_known_not_to_be(operation: Operation, stage: Stage) -> None:
    here = operation.id not in NOT_HERE
    answer = stage.call(operation, stage.request(operation) if here else {})
    if here:
        assert str(answer.status) in operation.node["responses"], answer.body
        assert answer.status < 300, answer.body
    else:
        assert answer.status == 501, answer.body


def examples(operation: Operation) -> list[Json]:
    """Give what the file shows as bodies of a request."""
    content = operation.node["requestBody"]["content"]["application/json"]
    named = [example["value"] for example in content.get("examples", {}).values()]
    return [*named, *([content["example"]] if "example" in content else [])]


@pytest.mark.parametrize(
    "operation", [operation for operation in WITH_A_BODY if examples(operation)], ids=by_id
)
def test_every_example_is_accepted(operation: Operation, stage: Stage) -> None:
    for example in examples(operation):
        there_is = stage.values()
        body = {name: there_is.get(name, [value])[0] for name, value in example.items()}
        assert stage.call(operation, body).status < 300


@pytest.mark.parametrize("operation", WITH_A_BODY, ids=by_id)
def test_the_least_and_the_most_of_a_request_is_accepted(operation: Operation, stage: Stage) -> None:
    refused = []
    for turn in range(12):
        for full in (False, True):
            body = stage.request(operation, turn=turn, full=full)
            answer = stage.call(operation, body)
            refused += [(body, answer.body)] if answer.status >= 300 else []
    assert refused == []


@pytest.mark.parametrize("operation", SENDING, ids=by_id)
def test_every_kind_of_message_can_be_sent(operation: Operation, stage: Stage) -> None:
    refused = []
    for schema in API.kinds(API.named("Message")).values():
        for full in (False, True):
            message = Builder(API).build(schema, full=full)
            answer = stage.call(operation, stage.request(operation, [message]))
            refused += [(message, answer.body)] if answer.status >= 300 else []
    assert refused == []


def test_every_property_and_every_word_of_messages_and_menus_is_accepted(stage: Stage) -> None:
    calls = {operation.id: operation for operation in HERE}
    builder = Builder(API)
    refused = []
    for message in builder.messages():
        answer = stage.call(calls["validatePush"], {"messages": [message]})
        refused += [(message, answer.body)] if answer.status != 200 else []
    for turn in range(TURNS):
        menu = builder.build(API.named("RichMenuRequest"), turn)
        answer = stage.call(calls["validateRichMenuObject"], menu)
        refused += [(menu, answer.body)] if answer.status != 200 else []
    assert refused[:3] == []
    assert everything(API, "Message", "RichMenuRequest") - builder.used == set()
