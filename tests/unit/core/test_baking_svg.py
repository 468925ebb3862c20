"""SVG: one ``openbadges:credential`` element (Open Badges 3.0, "SVG"); no DOCTYPE, no entities."""

import time

import pytest
from damda.baking import MAX_TEXT_BYTES, BakedBadge, bake, extract, picture_kind
from damda.errors import LimitExceeded, MalformedInput
from support.badge_pictures import SVG, V2, V3, svg_with

JSON = '{"이름": "강감찬 ]]> & <b>",\r\n\t"n": 1.50 }'
JWS = "eyJh.eyJi.c2ln"
DECLARED = b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- > -->\n'
PICTURES = [
    SVG,
    b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    DECLARED + b"<svg xmlns='http://www.w3.org/2000/svg' id='a>b/'  >\n<g/></svg>\n",
    b'<s:svg xmlns:s="http://www.w3.org/2000/svg" ><s:g/></s:svg>',
    f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{V3}"></svg>'.encode(),
    f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{V2}"></svg>'.encode(),
]


def refusal(data: bytes) -> MalformedInput:
    with pytest.raises(MalformedInput) as caught:
        extract(data)
    assert caught.value.en != caught.value.ko
    return caught.value


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("text", [JSON, JWS, f"{JWS}~WyJh~", f"{JWS}~WyJh~{JWS}"])
def test_what_is_baked_comes_out_to_the_byte(picture, text):
    baked = bake(picture, text)
    assert extract(baked) == BakedBadge("3.0", "svg", text)
    with pytest.raises(MalformedInput) as caught:
        bake(baked, JWS)
    assert caught.value.code == "already_baked"
    again = bake(baked, JWS, replace=True)
    assert extract(again).text == JWS
    assert bake(again, text, replace=True) == baked


def test_the_pictures_own_bytes_stay():
    baked = bake(SVG, JWS)
    element = f'<openbadges:credential verify="{JWS}"></openbadges:credential>'.encode()
    declared = f' xmlns:openbadges="{V3}"'.encode()
    assert baked.replace(element, b"").replace(declared, b"") == SVG
    # "Directly after the svg tag", and the namespace on that tag.
    assert baked.index(declared) < baked.index(b">") < baked.index(element) == baked.index(b">") + 1


def test_json_is_wrapped_in_cdata():
    assert b'<openbadges:credential><![CDATA[{"a":1}]]></openbadges' in bake(SVG, '{"a":1}')


def test_a_character_that_xml_cannot_hold_is_refused():
    with pytest.raises(MalformedInput) as caught:
        bake(SVG, '{"a":"\ufffe"}')
    assert caught.value.code == "unbakeable"
    assert "PNG" in caught.value.ko


def body(text: bytes) -> bytes:
    return b"<openbadges:credential>" + text + b"</openbadges:credential>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "x">]>' + svg_with(body(b"&a;")), "DOCTYPE"),
        (b'<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + svg_with(body(b"{}")), "DOCTYPE"),
        (svg_with(body(b"&unknown;")), "well-formed"),
        (svg_with(body(b"{}"))[:-3], "well-formed"),
        (svg_with(body(b"{}") * 2), "several"),
        (svg_with(body(b"<g>{}</g>")), "markup"),
        (svg_with(body(b"  \n ")), "empty"),
        (svg_with(b'<openbadges:credential verify="a.b.c">{}</openbadges:credential>'), "twice"),
        (b"<?xml version='1.0' encoding='euc-kr'?>" + svg_with(body(b"{}")), "UTF-8"),
        (svg_with(body(b"\xb0\xad")), "well-formed"),
        (f'<svgx:svg xmlns:svgx="urn:x">{V3}</svgx:svg>'.encode(), "no SVG"),
    ],
)
def test_each_fault_has_its_own_sentence(data, said):
    error = refusal(data)
    assert said in error.en
    assert error.code == "baked_malformed"


def test_other_elements_are_no_badge():
    assert refusal(SVG).code == "not_baked"
    other = b'<x:credential xmlns:x="urn:other">{}</x:credential>'
    assert refusal(svg_with(other)).code == "not_baked"
    assert picture_kind(b"  <!-- drawn --><svg/>") == "svg"
    assert picture_kind(b"<html><body/></html>") is None


def test_the_namespace_counts_and_not_the_prefix():
    named = f'<o:credential xmlns:o="{V3}">{{}}</o:credential>'.encode()
    assert extract(svg_with(named)).text == "{}"


def test_version_2_is_told_apart():
    assertion = f'<b:assertion xmlns:b="{V2}" verify="https://e.example/1">'.encode()
    hosted = svg_with(assertion + b"</b:assertion>")
    assert extract(hosted) == BakedBadge("2.0", "svg", "https://e.example/1")
    whole = svg_with(assertion + b'<![CDATA[{"type":"Assertion"}]]></b:assertion>')
    assert extract(whole) == BakedBadge("2.0", "svg", '{"type":"Assertion"}')
    assert extract(bake(whole, JSON)).version == "3.0"


def test_hostile_sizes_are_bounded():
    begin = time.process_time()
    laughs = b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    assert "DOCTYPE" in refusal(laughs + svg_with(body(b"&b;"))).en
    for data in (
        svg_with(b"<g/>" * 100_001),
        svg_with(b"<g>" * 100_001),
        svg_with(b"", b"".join(b' a%d=""' % n for n in range(2_000))),
        svg_with(body(b"a" * (MAX_TEXT_BYTES + 1))),
    ):
        assert isinstance(refusal(data), LimitExceeded)
    assert time.process_time() - begin < 2
