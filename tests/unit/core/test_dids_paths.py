"""Paths of DIDs and DID URLs: one that leads elsewhere is refused in every spelling."""

from datetime import UTC, datetime

import pytest
from damda.dids import did_web, parse_did_url
from damda.dids.did_webvh import log_url
from damda.dids.domain_name import ascii_domain
from damda.errors import DamdaError, DidUnresolvable, MalformedInput
from hypothesis import given, settings
from hypothesis import strategies as st

WEBVH = f"did:webvh:Qm{'1' * 44}:agency.example"
ELSEWHERE = [
    "..",
    ".",
    "%2e%2e",
    "%2E.",
    ".%2e",
    "%2e",
    "%252e%252e",
    "%25252e%25252e",
    "..%2fetc",
    "a%2Fb",
    "a%5Cb",
    "%255c",
    "%252F",
    "..%3b",
    "..%3Bx",
    "%20..",
    "..%20",
    "a%20",
    "%09a",
    "a%00b",
    "a%0a",
    "%c0%ae%c0%ae",
    "%e0%80%ae",
    "%ff",
    "%ef%bc%8e%ef%bc%8e",
    "%e2%80%a5",
    "a%ef%bc%8fb",
    "%e2%80%a8",
    "...",
    "%",
    "%2",
    "%zz",
    "%25252525252e",
]
HARMLESS = ["a..b", "..a", ".well-known", "a%20b", "%EC%8B%9C", "a%3Ab", "100%25", "a%3Bb"]


@pytest.mark.parametrize("segment", ELSEWHERE)
def test_a_path_that_leads_elsewhere(segment: str) -> None:
    for did in (f"{WEBVH}:{segment}", f"{WEBVH}:a:{segment}:b"):
        with pytest.raises(DidUnresolvable):
            log_url(did)
        with pytest.raises(DidUnresolvable):
            did_web.document_url(did.replace(f"did:webvh:Qm{'1' * 44}", "did:web"))
    for path in (f"/{segment}", f"/a/{segment}/b"):
        with pytest.raises(MalformedInput):
            parse_did_url(WEBVH + path)


@pytest.mark.parametrize("segment", HARMLESS)
def test_a_path_that_leads_where_it_says(segment: str) -> None:
    assert log_url(f"{WEBVH}:{segment}").startswith("https://agency.example/")
    assert len(parse_did_url(f"{WEBVH}/{segment}").path) == 1


@pytest.mark.parametrize(
    "text",
    [
        "did:web:a.example//b",
        "did:web:a.example/a//b",
        "did:web:a.example/a\\b",
        "did:web:a.example/a b",
        "did:web:a.example?hl=zQm",
        "did:web:a.example?service=a&service=b",
        "did:web:a.example?versionNumber=0",
        "did:web:a.example?versionNumber=1.5",
        "did:web:a.example?versionTime=2026-11-25",
        "did:web:a.example?service=%ff",
        "did:web:a.example?relativeRef=/a",
        "did:web:a.example#",
        "did:web:a.example#a#b",
        "/a",
        "",
        None,
        "did:web:a.example/" + "a" * 3000,
    ],
)
def test_what_is_no_did_url(text: object) -> None:
    with pytest.raises(MalformedInput):
        parse_did_url(text)


def test_a_did_url_in_parts() -> None:
    assert parse_did_url("did:web:a.example?").is_did
    url = parse_did_url("did:web:a.example/b/c%20d/?versionTime=2026-11-25T00:00:00Z#e")
    assert (url.did, url.path, url.fragment) == ("did:web:a.example", ("b", "c d", ""), "e")
    assert url.version_time == datetime(2026, 11, 25, tzinfo=UTC)
    asked = parse_did_url("did:web:a.example?service=files&relativeRef=%2Fa%2Fb%3Fc")
    assert (asked.service, asked.relative_ref) == ("files", "/a/b?c")
    assert parse_did_url("did:web:a.example?versionId=1-Qm").version_id == "1-Qm"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=12), st.booleans())
def test_whatever_a_segment_is_the_url_keeps_to_its_host_and_depth(text: str, webvh: bool) -> None:
    from urllib.parse import quote, unquote, urlsplit

    try:
        place = f"agency.example:{quote(text, safe='')}"
        url = log_url(f"{WEBVH}:{place.partition(':')[2]}") if webvh else did_web.document_url(
            f"did:web:{place}"
        )  # fmt: skip
    except (DamdaError, UnicodeEncodeError):
        return
    parts = urlsplit(url)
    assert (parts.netloc, parts.path.count("/"), parts.query) == ("agency.example", 2, "")
    assert unquote(parts.path.split("/")[1]) == text


@pytest.mark.parametrize(
    ("name", "in_ascii"),
    [
        ("한국.kr", "xn--3e0b707e.kr"),
        ("jp納豆.例.jp", "xn--jp-cd2fp15c.xn--fsq.jp"),
        ("agency.go.kr", "agency.go.kr"),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8.kr", "xn--3e0b707e.kr"),
    ],
)
def test_domain_names_in_other_scripts(name: str, in_ascii: str) -> None:
    assert ascii_domain(name) == in_ascii


@pytest.mark.parametrize(
    "name",
    ["ａｇｅｎｃｙ.kr", "한국\u3002kr.", "ㅋㅋ.kr", "한\u200d국.kr", "\u0301a.kr", "-한.kr", "한-.kr",
     "아한--국.kr", "１２７.kr", "עברית.kr", "Ä.kr", "한 국.kr", "한/국.kr", "\U000e0061한.kr"],
)  # fmt: skip
def test_characters_that_domain_names_can_not_have(name: str) -> None:
    with pytest.raises(MalformedInput):
        ascii_domain(name)


@pytest.mark.peer
@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(min_codepoint=0x80, max_codepoint=0xFFFF), min_size=1, max_size=5))
def test_no_name_is_taken_that_the_second_opinion_refuses(label: str) -> None:
    import unicodedata

    import idna

    try:
        ours = ascii_domain(label)
    except MalformedInput:
        return
    whole = unicodedata.normalize("NFC", label)
    if unicodedata.unidata_version >= "15.1" and idna.idnadata.__version__ < "15.1":
        return
    assert ours == idna.encode(whole).decode()
