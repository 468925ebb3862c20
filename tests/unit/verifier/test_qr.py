"""Codes decode from the picture, dark on white with a quiet zone (case 47)."""

from __future__ import annotations

import io
import re

import zxingcpp
from damda_verifiers.service import qr
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

LONG = "openid4vp://?client_id=decentralized_identifier%3Adid%3Awebvh%3A" + "Qm7x" * 40


@settings(max_examples=8, deadline=None)
@given(st.text("abcXYZ019%:/?&=_-.", min_size=20, max_size=400))
def test_the_png_decodes(text: str) -> None:
    image = Image.open(io.BytesIO(qr.png(text))).convert("L")
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [text]


def test_four_light_modules_on_every_side() -> None:
    modules = qr.matrix(LONG)
    assert not any(any(row) for row in modules[:4] + modules[-4:])
    assert not any(any(row[:4]) or any(row[-4:]) for row in modules)
    assert modules[4][4], "the finder pattern begins right after the quiet zone"


def test_the_svg_draws_the_same_modules() -> None:
    modules = qr.matrix(LONG)
    drawn = [[False] * len(modules) for _ in modules]
    path = qr.svg(LONG, title="t").rpartition(' d="')[2]
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", path):
        for step in range(int(length)):
            drawn[int(y)][int(x) + step] = True
    assert drawn == modules


def test_the_title_is_escaped() -> None:
    assert "<title>a&lt;b&amp;c</title>" in qr.svg("x", title="a<b&c")
