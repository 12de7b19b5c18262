"""What lies in `deploy/` names only what there is: commands, settings, routes, metrics, labels."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer
import yaml

from bot import cli, health
from bot.cli.base import cli as application
from bot.door import PATH
from bot.evidence import links
from bot.metrics import Metrics
from bot.settings import Settings
from bot.store.backlog import Backlog
from tests.deploy.image import ROOT, stages

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPLOY = ROOT / "deploy"
YAML = sorted(DEPLOY.rglob("*.yaml"))
COMPOSE = sorted(DEPLOY.glob("compose*.yaml"))
MANIFESTS = sorted(path for path in DEPLOY.glob("kubernetes/*.yaml") if path.stem != "kustomization")
FINAL = stages()[1]
NOT_OURS = {"DOMAIN", "UPSTREAM", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD_FILE"}
QUIET = Backlog(
    armed=True,
    events={"waiting": 0},
    events_oldest=0,
    outbox={"queued": 0},
    outbox_oldest=0,
    jobs={"waiting": 0},
    jobs_oldest=0,
)


def named(path: Path) -> str:
    return str(path.relative_to(DEPLOY))


def documents(path: Path) -> list[dict[str, Any]]:
    return [found for found in yaml.safe_load_all(path.read_text(encoding="utf-8")) if found]


def manifests() -> Iterator[dict[str, Any]]:
    for path in MANIFESTS:
        yield from documents(path)


def templates() -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Give every pod template of the manifests: name, labels, spec."""
    return [
        (f"{each['kind']}/{each['metadata']['name']}", made["metadata"]["labels"], made["spec"])
        for each in manifests()
        if (made := each.get("spec", {}).get("template"))
    ]


TEMPLATES = templates()
by_template = pytest.mark.parametrize(
    ("labels", "spec"), [found[1:] for found in TEMPLATES], ids=[found[0] for found in TEMPLATES]
)


def commands() -> set[str]:
    assert cli.__all__  # its import brings the commands
    return set(typer.main.get_command(application).commands)  # type: ignore[attr-defined]  # a group, since there are many


def settings() -> set[str]:
    return {str(field.alias) for field in Settings.model_fields.values()}


def routes() -> set[str]:
    return {str(getattr(route, "path", "")) for route in health.router(Metrics(lambda: QUIET), list).routes}


# --- everything ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", YAML, ids=named)
def test_every_yaml_file_parses(path) -> None:
    assert documents(path)


def test_every_setting_that_is_named_exists() -> None:
    """Wherever it stands: files of settings, sentences, the image."""
    paths = [path for path in DEPLOY.rglob("*") if path.is_file() and "grafana" not in path.parts]
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*paths, ROOT / "Dockerfile"])
    found = set(re.findall(r"\b(?:ITA_BOT|LINE|DATABASE)_[A-Z_]+\b", text))
    assert found - settings() == set()


def test_every_command_that_is_named_exists() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in DEPLOY.rglob("*.*") if path.is_file())
    found = set(re.findall(r"(?:/bin/|`|^|\s)(?<!-n )ita-bot ([a-z]+)(?=[\s`.\"]|$)", text, re.MULTILINE))
    assert {"run", "migrate"} <= found
    assert found - commands() == set()


# --- compose ------------------------------------------------------------------------------------------


def services() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{path.stem}/{name}", each)
        for path in COMPOSE
        for name, each in documents(path)[0]["services"].items()
    ]


by_service = pytest.mark.parametrize(
    "service", [found[1] for found in services()], ids=[found[0] for found in services()]
)


@by_service
def test_a_service_may_do_little(service) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service.get("cap_add", []) in ([], ["NET_BIND_SERVICE"])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory", "pids"}
    assert service.get("healthcheck") or service["image"].startswith("ita-bot")  # the image has one


@by_service
def test_a_service_names_what_exists(service) -> None:
    assert set(service["environment"]) - NOT_OURS <= settings()
    if service["image"].startswith("ita-bot"):
        assert service["command"] in commands()


@pytest.mark.parametrize("path", COMPOSE, ids=named)
def test_a_service_uses_secrets_that_are_declared_and_mounted(path) -> None:
    (found,) = documents(path)
    for service in found["services"].values():
        wanted = {
            value.removeprefix("/run/secrets/")
            for value in service["environment"].values()
            if value.startswith("/run/secrets/")
        }
        assert wanted == set(service.get("secrets", []))
        assert wanted <= set(found["secrets"])
    assert all(each["file"].startswith("./secrets/") for each in found["secrets"].values())


# --- kubernetes ---------------------------------------------------------------------------------------


def test_the_kustomization_takes_every_manifest_but_the_example() -> None:
    (found,) = documents(DEPLOY / "kubernetes/kustomization.yaml")
    assert {path.name for path in MANIFESTS} - {"secret.example.yaml"} == set(found["resources"])


def test_selectors_match_labels() -> None:
    ours = [labels for _, labels, _ in TEMPLATES]
    for each in manifests():
        spec = each.get("spec", {})
        wanted = spec.get("podSelector") or spec.get("selector")
        if wanted:
            wanted = wanted.get("matchLabels", wanted)
            assert any(wanted.items() <= labels.items() for labels in ours), each["metadata"]["name"]
        if each["kind"] == "Deployment":
            assert wanted == spec["template"]["metadata"]["labels"]


def test_services_and_scalers_point_at_what_exists() -> None:
    names = {(each["kind"], each["metadata"]["name"]) for each in manifests()}
    ports = {port["name"] for _, _, spec in TEMPLATES for port in spec["containers"][0].get("ports", [])}
    for each in manifests():
        if each["kind"] == "HorizontalPodAutoscaler":
            target = each["spec"]["scaleTargetRef"]
            assert (target["kind"], target["name"]) in names
        if each["kind"] == "Service":
            assert {port["targetPort"] for port in each["spec"]["ports"]} <= ports
        if each["kind"] == "Ingress":
            paths = each["spec"]["rules"][0]["http"]["paths"]
            assert [path["path"] for path in paths] == [PATH, links.PATH, links.OWN_DATA, links.INVITES]
            assert {("Service", path["backend"]["service"]["name"]) for path in paths} <= names


@by_template
def test_a_pod_is_restricted(labels, spec) -> None:
    user = int(FINAL.all("USER")[0].partition(":")[0])
    (container,) = spec["containers"]
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["securityContext"]["runAsUser"] == user
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert spec["automountServiceAccountToken"] is False
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert "memory" in container["resources"]["limits"]
    assert container["args"][0] in commands()
    assert labels["app.kubernetes.io/component"] == container["args"][0]


@by_template
def test_a_pod_mounts_what_it_reads(labels, spec) -> None:
    (container,) = spec["containers"]
    (shared,) = (each for each in manifests() if each["kind"] == "ConfigMap")
    (secret,) = (each for each in manifests() if each["kind"] == "Secret")
    bucket = {"secretRef": {"name": "bucket", "optional": True}}  # keys that its library wants there
    of_evidence = [bucket] if labels["app.kubernetes.io/component"] in {"web", "worker"} else []
    assert container["envFrom"] == [{"configMapRef": {"name": shared["metadata"]["name"]}}, *of_evidence]
    mounts = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
    assert set(mounts) == {volume["name"] for volume in spec["volumes"]}
    files = {value for name, value in shared["data"].items() if name.endswith("_FILE")}
    assert files == {f"{mounts['secrets']}/{name}" for name in secret["stringData"]}
    assert {mounts["data"], mounts["tmp"]} == {"/data", "/tmp"}  # noqa: S108 (the image's)


@by_template
def test_a_probe_asks_a_route_on_the_images_port(labels, spec) -> None:
    (container,) = spec["containers"]
    probes = [container[name]["httpGet"] for name in container if name.endswith("Probe")]
    assert bool(probes) == (labels["app.kubernetes.io/component"] != "migrate")
    assert {probe["path"] for probe in probes} <= routes()
    if probes:
        assert [str(port["containerPort"]) for port in container["ports"]] == FINAL.all("EXPOSE")


# --- what is watched ----------------------------------------------------------------------------------


def expressions() -> list[str]:
    (alerts,) = documents(DEPLOY / "prometheus/alerts.yaml")
    dashboard = json.loads((DEPLOY / "grafana/dashboard.json").read_text(encoding="utf-8"))
    return [rule["expr"] for group in alerts["groups"] for rule in group["rules"]] + [
        target["expr"] for panel in dashboard["panels"] for target in panel["targets"]
    ]


def test_every_metric_that_is_watched_exists() -> None:
    made = {metric.name for metric in Metrics(lambda: QUIET).registry.collect()}
    used = {name for each in expressions() for name in re.findall(r"\bita_bot_[a-z_]+", each)}
    assert {re.sub(r"_(total|bucket|info)$", "", name) for name in used} <= made


def test_every_alert_says_what_to_do() -> None:
    (alerts,) = documents(DEPLOY / "prometheus/alerts.yaml")
    rules = [rule for group in alerts["groups"] for rule in group["rules"]]
    assert all(set(rule["annotations"]) == {"summary", "action"} for rule in rules)
    assert {rule["labels"]["severity"] for rule in rules} == {"critical", "warning"}


# --- systemd ------------------------------------------------------------------------------------------


def test_the_unit_waits_for_the_end_as_long_as_the_compose_file() -> None:
    text = (DEPLOY / "ita-bot.service").read_text(encoding="utf-8")
    (bot,) = (found for name, found in services() if name == "compose/bot")
    assert f"TimeoutStopSec={bot['stop_grace_period'].removesuffix('s')}\n" in text
    assert "ExecStart=/opt/ita-bot/bin/ita-bot run\n" in text
