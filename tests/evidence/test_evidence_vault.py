"""What is put into the vault comes out the same, from a folder and from what a bucket's library calls one."""

from __future__ import annotations

import asyncio
import io

import pytest
from obstore.store import MemoryStore

from bot.evidence.vault import PART, Missing, Vault, open_vault

KEY = "7/ab/" + "ab" * 20
LARGE = bytes(range(256)) * (PART // 200)


@pytest.fixture(params=["folder", "bucket"])
def vault(request, tmp_path):
    return open_vault((tmp_path / "ห้อง 1").as_uri()) if request.param == "folder" else Vault(MemoryStore())


def read(vault, key, start, end):
    async def main():
        return b"".join([piece async for piece in await vault.read(key, start, end)])

    return asyncio.run(main())


@pytest.mark.parametrize("data", [b"x", LARGE], ids=["small", "in parts"])
def test_it_comes_out_as_it_went_in(vault, data):
    file = io.BytesIO(data)
    file.seek(1)
    vault.put(KEY, file)
    assert vault.exists(KEY)
    assert read(vault, KEY, 0, len(data)) == data
    assert read(vault, KEY, len(data) // 2, len(data)) == data[len(data) // 2 :]


def test_putting_it_again_takes_its_place(vault):
    vault.put(KEY, io.BytesIO(b"first"))
    vault.put(KEY, io.BytesIO(b"second"))
    assert read(vault, KEY, 0, 6) == b"second"


def test_deleting_is_done_once_or_more(vault):
    vault.put(KEY, io.BytesIO(b"x"))
    for _ in range(2):
        vault.delete(KEY)
        assert not vault.exists(KEY)
    with pytest.raises(Missing):
        read(vault, KEY, 0, 1)


@pytest.mark.parametrize("key", ["", "../x", "1/ab/../../x", "/etc/passwd", "1/ab/" + "g" * 40, f"{KEY}\n"])
def test_no_key_leads_out(vault, key):
    for use in (vault.exists, vault.delete, lambda key: vault.put(key, io.BytesIO(b"x"))):
        with pytest.raises(ValueError, match="not a key"):
            use(key)
    with pytest.raises(ValueError, match="not a key"):
        read(vault, key, 0, 1)


def test_what_a_dead_process_left_half_written_goes(tmp_path):
    vault = open_vault(tmp_path.as_uri())
    vault.put(KEY, io.BytesIO(b"x"))
    left = tmp_path / f"{KEY}#1"
    left.write_bytes(b"half")
    vault.put(KEY, io.BytesIO(b"x"))
    assert not left.exists()
    left.write_bytes(b"half")
    vault.delete(KEY)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_others_on_the_machine_may_not_look(tmp_path):
    open_vault((tmp_path / "evidence").as_uri())
    assert (tmp_path / "evidence").stat().st_mode & 0o077 == 0


def test_a_bucket_is_opened_without_asking_for_anything(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    assert open_vault("s3://evidence/ita").workshop is None
