"""Giving up what is under way, and words that only say no."""

from __future__ import annotations

import pytest

from bot.parse.calling_off import calls_off

GIVEN_UP = ["ยกเลิก", "ยกเลิกครับ", "ขอยกเลิกก่อน", "ไม่เอาแล้ว", " ไม่ส่งคืนแล้ว ", "cancel", "Cancel that"]
REASONS = ["ไม่", "ไม่ครบ", "ยังไม่ครบ", "ไม่ถูกต้อง", "ยกเลิกคู่มือเดิมก่อน แล้วแนบใหม่", "no", ""]


@pytest.mark.parametrize("text", GIVEN_UP)
def test_it_is_given_up(text) -> None:
    assert calls_off(text)


@pytest.mark.parametrize("text", REASONS)
def test_it_is_a_reason(text) -> None:
    assert not calls_off(text)
