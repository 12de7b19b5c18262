"""What the service says over HTTP beside taking webhooks."""

from __future__ import annotations

import httpx
import pytest


@pytest.fixture
def stage(shared_stage):
    """All of these only look."""
    return shared_stage


@pytest.mark.parametrize("route", ["/healthz", "/readyz", "/metrics"])
def test_the_service_tells_how_it_is(stage, route) -> None:
    stage.ask("คะแนนรวม")
    response = httpx.get(stage.url + route)
    assert response.status_code == 200
    if route == "/metrics":
        handled = 'ita_bot_events_handled_total{intent="score.overall",kind="message",outcome="answered"} '
        assert handled in response.text
        assert 'ita_bot_events{state="parked"} 0.0' in response.text


@pytest.mark.parametrize("route", ["/", "/_/state", "/_/clock", "/v2/bot/info", "/page/index.html"])
def test_the_service_never_serves_line_in_a_box(stage, route) -> None:
    assert httpx.get(stage.url + route).status_code == 404
