"""PNG: one uncompressed iTXt chunk (Open Badges 3.0, "Baked Badge"); the picture stays as it is."""

import time
from contextlib import suppress
from zlib import compress

import pytest
from damda.baking import MAX_IMAGE_BYTES, MAX_TEXT_BYTES, BakedBadge, bake, extract, picture_kind
from damda.errors import LimitExceeded, MalformedInput
from hypothesis import given, settings
from hypothesis import strategies as st
from support.badge_pictures import IDAT, IEND, IHDR, SIGNATURE, chunk, itxt, png

JSON = '{"이름": "강감찬\u2028",\r\n "n": 1.50 }'
JWS = "eyJh.eyJi.c2ln"
SD_JWT = f"{JWS}~WyJh~{JWS}"


def refusal(data: bytes) -> MalformedInput:
    with pytest.raises(MalformedInput) as caught:
        extract(data)
    assert caught.value.en != caught.value.ko
    return caught.value


@pytest.mark.parametrize("text", [JSON, JWS, f"{JWS}~WyJh~", SD_JWT])
def test_what_is_baked_comes_out_to_the_byte(text):
    baked = bake(png(), text)
    assert extract(baked) == BakedBadge("3.0", "png", text)
    assert baked == png(itxt(text.encode()))


def test_a_picture_that_has_a_badge_gets_another_only_when_asked():
    once = bake(png(), JWS)
    with pytest.raises(MalformedInput) as caught:
        bake(once, JSON)
    assert caught.value.code == "already_baked"
    assert bake(once, JSON, replace=True) == bake(png(), JSON)


@pytest.mark.parametrize("text", ["", "x", "[]", '{"a":1,"a":2}', "a.b", f"{JWS}~ü~"])
def test_only_a_credential_is_baked(text):
    with pytest.raises(MalformedInput):
        bake(png(), text)


def test_too_much_is_not_baked():
    with pytest.raises(LimitExceeded):
        bake(png(), '"' + "a" * MAX_TEXT_BYTES)
    big = png(chunk(b"prVt", bytes(MAX_IMAGE_BYTES - 200)))
    assert len(big) < MAX_IMAGE_BYTES
    with pytest.raises(LimitExceeded):
        bake(big, '{"a":"' + "a" * 300 + '"}')
    with pytest.raises(LimitExceeded):
        extract(png(chunk(b"prVt", bytes(MAX_IMAGE_BYTES))))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (png(itxt(b"{}", flag=1)), "compressed"),
        (png(itxt(b"{}"), itxt(b"{}")), "several"),
        (png(itxt(b"{}"), chunk(b"tEXt", b"openbadgecredential\0{}")), "several"),
        (png(chunk(b"tEXt", b"openbadgecredential\0{}")), "tEXt"),
        (png(chunk(b"zTXt", b"openbadgecredential\0\0" + compress(b"{}"))), "zTXt"),
        (png(itxt(b"\xff\xfe")), "UTF-8"),
        (png(chunk(b"iTXt", b"openbadgecredential\0\0")), "damaged"),
        (png(chunk(b"iTXt", b"openbadgecredential\0\0\0\0{}")), "damaged"),
        (png(itxt(b"{}")) + IEND, "follows IEND"),
        (png(itxt(b"{}"))[:-12], "longer than the file"),
        (SIGNATURE, "longer than the file"),
        (SIGNATURE + IDAT + itxt(b"{}") + IEND, "IHDR"),
        (SIGNATURE + IHDR + IHDR + IDAT + IEND, "IHDR"),
        (SIGNATURE + IHDR + itxt(b"{}") + IEND, "no picture"),
        (png(itxt(b"{}")[:-1] + b"\0"), "checksum"),
    ],
)
def test_each_fault_has_its_own_sentence(data, said):
    error = refusal(data)
    assert said in error.en
    assert error.code == "baked_malformed"


def test_a_picture_without_a_badge_and_a_file_that_is_no_picture():
    assert refusal(png()).code == "not_baked"
    assert refusal(png(itxt(b"{}", keyword=b"Comment"))).code == "not_baked"
    assert refusal(b"\xff\xd8\xff\xe0JFIF").code == "no_picture"
    assert picture_kind(png()) == "png"
    assert picture_kind(b"{}") is None


def test_hostile_sizes_cost_nothing():
    length = (2**31).to_bytes(4, "big")
    bomb = compress(bytes(50_000_000), 9)
    begin = time.process_time()
    assert "longer than" in refusal(SIGNATURE + IHDR + length + b"iTXt" + b"x" * 100).en
    assert "compressed" in refusal(png(itxt(bomb, flag=1))).en
    assert "more than" in refusal(png(*[chunk(b"prVt", b"")] * 20_000)).en
    with pytest.raises(LimitExceeded):
        extract(png(itxt(b"a" * (MAX_TEXT_BYTES + 1))))
    assert time.process_time() - begin < 0.5


@pytest.mark.parametrize("text", ["https://e.example/assertions/1", '{"type":"Assertion"}', JWS])
def test_version_2_is_told_apart(text):
    assert extract(png(itxt(text.encode(), keyword=b"openbadges"))) == BakedBadge(
        "2.0", "png", text
    )
    old = png(chunk(b"tEXt", b"openbadges\0" + text.encode()))
    assert extract(old) == BakedBadge("2.0", "png", text)
    assert extract(bake(old, JSON)) == BakedBadge("3.0", "png", JSON)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 400))
def test_changed_bytes_are_refused_or_read_and_nothing_else(put, at):
    data = bake(png(), JSON)
    changed = data[: at % len(data)] + put + data[at % len(data) + len(put) :]
    with suppress(MalformedInput):
        assert extract(changed).text == JSON
