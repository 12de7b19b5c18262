"""The image is built by its own steps, and its commands run as it would run them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.deploy.image import LOCKED, ROOT, Build, closed, context, stages
from tests.flows.test_trouble import wait_for
from tests.ports import free_ports

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "s3cret-of-the-channel"  # noqa: S105 (it is the test's)
BUILD, FINAL = range(2)


@pytest.fixture(scope="module")
def image() -> Iterator[Build]:
    with tempfile.TemporaryDirectory(prefix="ita-image-") as folder:
        made = Build(Path(folder) / "root")
        made.run()
        yield made


class Container:
    """Runs the image's commands: its environment, nobody in particular, a root that cannot be written."""

    def __init__(self, image: Build, folder: Path) -> None:
        self.data, self.tmp, secrets = folder / "data", folder / "tmp", folder / "secrets"
        for each in (self.data, self.tmp, secrets):
            each.mkdir()
        for name in ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN"):
            (secrets / name).write_text(f"{SECRET}\n", encoding="utf-8")
        (self.port,) = free_ports(1)
        self._before = closed(self.data, self.tmp)
        self._bin = image.bot / "bin"
        self.environment = {
            **self._of_the_image(),
            "PATH": f"{self._bin}{os.pathsep}{os.defpath}",
            "TMPDIR": str(self.tmp),
            "ITA_BOT_DATA_DIR": str(self.data),
            "ITA_BOT_PORT": str(self.port),
            "ITA_BOT_WORKER_PORT": str(self.port),
            "ITA_BOT_HOST": "127.0.0.1",
            "LINE_API_BASE_URL": "http://127.0.0.1:9",
            "LINE_CHANNEL_SECRET_FILE": str(secrets / "LINE_CHANNEL_SECRET"),
            "LINE_CHANNEL_ACCESS_TOKEN_FILE": str(secrets / "LINE_CHANNEL_ACCESS_TOKEN"),
        }

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Start a command in the data folder."""
        return subprocess.Popen(  # noqa: S603 (our own)
            [*self._before, *command],
            cwd=self.data,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *command: str) -> tuple[int, str]:
        """Run a command to its end; give its exit status and what it said."""
        with self.start(*command) as process:
            said, _ = process.communicate(timeout=120)
        return process.returncode, said

    def ready(self) -> bool:
        """Whether it says so: quicker to ask again and again than the health check, a program of its own."""
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/readyz", timeout=20).status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    def takes_webhooks(self) -> bool:
        """Whether there is a webhook; what comes to it bears no signature."""
        status = httpx.post(f"http://127.0.0.1:{self.port}/webhook", timeout=20).status_code
        return status == httpx.codes.UNAUTHORIZED

    def healthy(self) -> bool:
        """Ask as the image's health check does."""
        (check,) = stages()[FINAL].all("HEALTHCHECK")
        return self.run(*json.loads(check.partition("CMD ")[2]))[0] == 0

    def _of_the_image(self) -> dict[str, str]:
        (lines,) = stages()[FINAL].all("ENV")
        return dict(pair.split("=", 1) for pair in lines.split())


@pytest.fixture
def container(image, tmp_path) -> Container:
    return Container(image, tmp_path)


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.parametrize("command", ["run", "web", "worker"])
def test_a_command_serves_on_a_read_only_root_and_its_health_check_fits(image, container, command) -> None:
    before = files(image.root)
    assert container.run("ita-bot", "migrate") == (0, "the database is up to date\n")
    with container.start("ita-bot", command) as process:
        try:
            wait_for(lambda: process.poll() is not None or container.ready(), seconds=60)
            assert container.healthy(), process.poll()
            assert container.takes_webhooks() == (command != "worker")
        finally:
            process.send_signal(signal.SIGTERM)
            said, _ = process.communicate(timeout=60)
    assert process.returncode in {0, -signal.SIGTERM}, said
    assert "Traceback" not in said
    assert files(image.root) == before
    assert all(path.name.startswith(("ita-bot.db", "evidence")) for path in container.data.iterdir())
    assert not list(container.tmp.iterdir())


def test_the_health_check_fails_where_nothing_runs(container) -> None:
    assert not container.healthy()


def test_the_root_is_read_only_where_the_system_lets_us(image, container) -> None:
    if not closed():
        pytest.skip("no user namespaces here: only what is left in the image's folder is looked at")
    assert container.run("touch", str(image.root / "x"))[0] != 0
    assert container.run("touch", str(container.data / "x"), str(container.tmp / "x")) == (0, "")
    assert container.run("id", "-u") == (0, "10001\n")


def test_the_bot_speaks_thai_out_of_the_image(container) -> None:
    container.environment["ITA_BOT_EXAMPLE_DATA"] = "1"
    status, said = container.run("ita-bot", "ask", "คะแนนรวม")
    assert status == 0, said
    assert "98.90" in said


def test_a_missing_secret_file_is_one_line(container) -> None:
    container.environment["LINE_CHANNEL_SECRET_FILE"] = "/run/secrets/no"  # noqa: S105 (a file's name)
    status, said = container.run("ita-bot", "run")
    assert status == 1
    assert said == (
        "ita-bot: LINE_CHANNEL_SECRET_FILE is '/run/secrets/no': cannot be read: No such file or directory\n"
    )


def test_nothing_but_the_runtime_lock_is_in_the_image(image) -> None:
    wanted = set(LOCKED.findall((ROOT / "requirements/runtime.txt").read_text(encoding="utf-8")))
    (site,) = image.bot.glob("lib/python*/site-packages")
    found = {re.split(r"-\d", path.name)[0].lower().replace("_", "-") for path in site.glob("*.dist-info")}
    assert found - {name.lower().replace("_", "-").replace(".", "-") for name in wanted} == {"ita-bot"}
    assert not (site / "pip").exists()


def test_the_final_stage_takes_only_the_environment_from_the_build() -> None:
    final = stages()[FINAL]
    assert final.all("COPY") == ["--from=build /opt/ita-bot /opt/ita-bot"]
    assert final.all("USER") == ["10001:10001"]
    assert final.all("ENTRYPOINT") == ['["ita-bot"]']
    assert [name for name, _ in final.steps].index("USER") > [name for name, _ in final.steps].index("COPY")
    assert stages()[BUILD].base == f"{final.base} AS build"


def test_no_secret_and_no_data_go_into_the_build(tmp_path) -> None:
    context(tmp_path)
    names = files(tmp_path)
    assert {"bot/cli/__init__.py", "hatch_build.py", "requirements/dev.txt"} <= names
    assert not [name for name in names if name.endswith((".env", ".db", ".mo"))]
    assert not (tmp_path / "tests").exists()
