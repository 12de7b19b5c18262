"""Ports that tests start programs on."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

from tests.ports import BLOCK, Ports


def test_another_run_of_tests_is_given_others(tmp_path):
    """Though nobody listens yet."""
    mine = Ports(tmp_path).free(3)
    script = "import sys, pathlib, tests.ports as p; print(*p.Ports(pathlib.Path(sys.argv[1])).free(3))"
    command = [sys.executable, "-c", script, str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 (our own)
    theirs = [int(port) for port in told.split()]
    assert len({*mine, *theirs}) == 6
    assert Ports(tmp_path).free(1)[0] not in mine


def test_a_port_just_given_is_not_given_again_at_once(tmp_path):
    ports = Ports(tmp_path)
    given = [ports.free(1)[0] for _ in range(BLOCK // 2)]  # others may listen on some
    assert len(set(given)) == len(given)
    assert len(set(ports.free(BLOCK + 1))) == BLOCK + 1


def test_a_port_on_which_somebody_listens_is_not_given(tmp_path):
    ports = Ports(tmp_path)
    (first,) = ports.free(1)
    with socket.create_server(("127.0.0.1", first)):
        assert first not in ports.free(BLOCK - 1)


def test_a_fork_takes_a_block_of_its_own(tmp_path):
    ports = Ports(tmp_path)
    (mine,) = ports.free(1)
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.write(write, str(ports.free(1)[0]).encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert abs(int(os.read(read, 10)) - mine) >= BLOCK
    os.close(read)
    os.close(write)
