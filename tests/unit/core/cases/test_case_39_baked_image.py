"""Case 39: a picture counts only if the badge in it verifies; a badly baked one says why."""

import json
from zlib import compress

import pytest
from damda.baking import bake, extract
from damda.errors import MalformedInput
from damda.strict_json import loads_object
from support.badge_pictures import IEND, IHDR, SIGNATURE, SVG, itxt, png, svg_with
from support.credential_world import World, found

WORLD = World.create()
BADGE = WORLD.issued()
TEXT = json.dumps(BADGE, ensure_ascii=False, indent=1)
ENTITY = b'<!DOCTYPE svg [<!ENTITY badge SYSTEM "file:///etc/hostname">]>'
CREDENTIAL = b"<openbadges:credential>&badge;</openbadges:credential>"


@pytest.mark.parametrize("picture", [png(), SVG])
def test_a_signed_badge_with_korean_text_verifies(picture):
    baked = bake(picture, TEXT)
    text = extract(baked).text
    assert text == TEXT
    assert "한국고용정보원" in text
    assert WORLD.verdict(loads_object(text)).verified


def test_some_valid_json_does_not():
    verdict = WORLD.verdict(loads_object(extract(png(itxt(b"{}"))).text))
    assert not verdict.verified
    assert found(verdict, "format") == [("failed", "malformed")]


@pytest.mark.parametrize(
    ("data", "ko"),
    [
        (png(itxt(compress(TEXT.encode()), flag=1)), "압축"),
        (png(itxt(TEXT.encode()), itxt(TEXT.encode())), "여러 개"),
        (png(itxt(TEXT.encode())) + itxt(TEXT.encode()), "IEND"),
        (SIGNATURE + IHDR + (2**31).to_bytes(4, "big") + itxt(TEXT.encode())[4:] + IEND, "길이"),
        (ENTITY + svg_with(CREDENTIAL), "DOCTYPE"),
    ],
)
def test_the_rest_get_a_plain_reason(data, ko):
    with pytest.raises(MalformedInput) as caught:
        extract(data)
    assert ko in caught.value.ko
