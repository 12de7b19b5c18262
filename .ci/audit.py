"""Ask whether a locked package has a known vulnerability; fail if so. Standard library only.

`pip-audit` comes through `uv tool run`, in an environment of its own: it is no part of the lock, for nothing
of ours runs on it. Where it or its source cannot be reached, this says so and does not fail: a build without
a network is not wrong.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

TOOL = "pip-audit>=2.9,<3"
SOURCES = ("pypi", "osv")
SECONDS = 300
ACCEPTED: dict[str, str] = {}
"""Vulnerabilities that do not touch us, by id, each with its reason."""


def main(lock: str) -> int:
    """Return the exit status: 1 for a vulnerability, else 0."""
    for source in SOURCES:
        report = asked(lock, source)
        if report is not None:
            status, lines = judged(report)
            sys.stdout.write("".join(f"audit: {line}\n" for line in lines))
            return status
    sys.stdout.write("audit: NOT DONE: pip-audit, or what it asks, cannot be reached from here\n")
    return 0


def asked(lock: str, source: str) -> dict[str, Any] | None:
    """Return pip-audit's report, or None if there is none, or it knows of no package at all."""
    uv = Path(sys.executable).with_name("uv")
    command = [uv, "tool", "run", TOOL, "--vulnerability-service", source, "--requirement", lock]
    options = ["--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off"]
    try:
        done = subprocess.run(  # noqa: S603 (our own)
            [*command, *options], capture_output=True, text=True, check=False, timeout=SECONDS
        )
        report = json.loads(done.stdout)
        packages = report["dependencies"]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError, TypeError):
        return None
    return report if any("vulns" in each for each in packages) else None


def judged(report: dict[str, Any]) -> tuple[int, list[str]]:
    """Return the exit status that a report means, and what to say of it."""
    packages = report["dependencies"]
    found = [
        f"{each['name']} {each['version']}: {one['id']}, mended in {one['fix_versions'] or 'no release'}"
        for each in packages
        for one in each.get("vulns", [])
        if not {one["id"], *one.get("aliases", [])} & set(ACCEPTED)
    ]
    unknown = [each["name"] for each in packages if "vulns" not in each]
    said = [f"{len(packages) - len(unknown)} packages asked about, {len(found)} vulnerabilities"]
    if unknown:
        said.append(f"NOT asked about: {', '.join(unknown)}")
    return int(bool(found)), [*found, *said]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
