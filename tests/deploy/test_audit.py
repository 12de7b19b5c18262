"""The audit fails on a known vulnerability, and only then: a build without a network is not wrong."""

from __future__ import annotations

import importlib.util
import json
import sys
from typing import TYPE_CHECKING

import pytest

from tests.deploy.image import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CLEAN = {"name": "a", "version": "1", "vulns": []}
UNKNOWN = {"name": "b", "skip_reason": "not found"}
WRONG = {
    "name": "c",
    "version": "1",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["2"], "description": "bad"}],
}


@pytest.fixture
def audit():
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci/audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def says(tmp_path, monkeypatch):
    """Put an `uv` where the audit looks for it; it prints what it is told to."""

    def say(text: str) -> None:
        (tmp_path / "said").write_text(text, encoding="utf-8")
        tool: Path = tmp_path / "uv"
        tool.write_text(f"#!/bin/sh\ncat {tmp_path}/said\n", encoding="utf-8")
        tool.chmod(0o755)

    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    return say


def report(*packages) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


@pytest.mark.parametrize(
    ("said", "means"),
    [
        (report(CLEAN), (0, "1 packages asked about, 0 vulnerabilities")),
        (report(CLEAN, UNKNOWN), (0, "NOT asked about: b")),
        (report(CLEAN, WRONG), (1, "c 1: PYSEC-1, mended in ['2']")),
        (report(UNKNOWN), (0, "NOT DONE")),
        ("", (0, "NOT DONE")),
        ("[]", (0, "NOT DONE")),
        ("Traceback", (0, "NOT DONE")),
    ],
)
def test_what_a_report_means(audit, says, capsys, said, means) -> None:
    says(said)
    status, words = means
    assert audit.main("lock") == status
    assert words in capsys.readouterr().out


def test_without_the_tool_it_says_so(audit, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert audit.main("lock") == 0
    assert "NOT DONE" in capsys.readouterr().out


def test_what_was_accepted_does_not_fail(audit, says) -> None:
    audit.ACCEPTED["CVE-1"] = "we never call it"
    says(report(WRONG))
    assert audit.main("lock") == 0
