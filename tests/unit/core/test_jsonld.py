"""The strict canonicalizer: what a reader sees is what is signed, or it is refused."""

import asyncio
import copy
from typing import Any

import pytest
from damda import strict_json
from damda.errors import MalformedInput, UnknownContext
from damda_schemas import compiled_canonicalizer as bundled
from support.contexts import EXAMPLES_V2, canonicalizer
from support.open_badge import CREDENTIALS_V2, open_badge

CANONICALIZER = canonicalizer(
    score={"@version": 1.1, "score": "https://e.example/#score"},
    typed={
        "id": "@id",
        "type": "@type",
        "nothing": None,
        "p": "https://e.example/#p",
        "q": "https://e.example/#q",
        "same": "https://e.example/#p",
        "double": {
            "@id": "https://e.example/#d",
            "@type": "http://www.w3.org/2001/XMLSchema#double",
        },
        "json": {"@id": "https://e.example/#j", "@type": "@json"},
        "list": {"@id": "https://e.example/#l", "@container": "@list"},
        "link": {"@id": "https://e.example/#link", "@type": "@id"},
        "index": {"@id": "https://e.example/#i", "@container": "@index"},
        "inside": "@nest",
        "of": {"@reverse": "https://e.example/#has"},
    },
)
ISSUER, SUBJECT = "did:key:z6MkIssuer", "did:key:z6MkSubject"


def lines(document: Any) -> str:
    return CANONICALIZER.nquads(document).decode()


def typed(**members: Any) -> dict[str, Any]:
    return {"@context": "urn:test:typed", "id": "urn:a", **members}


def test_an_open_badge_has_its_statements() -> None:
    found = lines(open_badge(ISSUER, SUBJECT))
    assert found.count("\n") == 28
    assert '"직업훈련 수료"@ko' in found
    assert f"<{SUBJECT}>" in found


def test_case_1_an_id_must_be_a_whole_url() -> None:
    badge = open_badge(ISSUER, SUBJECT)
    badge["id"] = badge["id"].removeprefix("urn:uuid:")
    with pytest.raises(MalformedInput, match="whole URL"):
        lines(badge)


def test_case_1_an_undefined_term_is_refused() -> None:
    with pytest.raises(MalformedInput, match="not defined"):
        lines({**open_badge(ISSUER, SUBJECT), "memo": "x"})


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("42.0", '"42"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("42", '"42"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("4.2e1", '"42"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("5.30", '"5.3E0"^^<http://www.w3.org/2001/XMLSchema#double>'),
        ('"42"', '"42"'),
        ("-0.0", '"0"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("1e-7", '"1.0E-7"^^<http://www.w3.org/2001/XMLSchema#double>'),
        ("1e20", '"100000000000000000000"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("1e21", '"1.0E21"^^<http://www.w3.org/2001/XMLSchema#double>'),
        ("1" + "0" * 21, '"1.0E21"^^<http://www.w3.org/2001/XMLSchema#double>'),
        ("true", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
    ],
)
def test_case_3_numbers_have_one_form(text: str, literal: str) -> None:
    document = strict_json.loads(f'{{"@context":"urn:test:score","score":{text}}}')
    assert lines(document) == f"_:c14n0 <https://e.example/#score> {literal} .\n"


def test_a_typed_number_is_canonical_and_a_typed_text_stays() -> None:
    assert '"5.0E0"^^' in lines(typed(double=5))
    assert '"5.00"^^' in lines(typed(double="5.00"))


@pytest.mark.parametrize("number", [10**400, float("inf"), float("-inf"), float("nan")])
def test_a_number_that_is_no_double_is_refused(number: float) -> None:
    with pytest.raises(MalformedInput, match="out of range"):
        lines(typed(p=number))


@pytest.mark.parametrize("members", [{"p": 10**21 + 1}, {"double": 2**60 + 1}, {"p": 0.1 + 0.2}])
def test_a_number_that_its_form_would_round_is_refused(members: dict[str, Any]) -> None:
    with pytest.raises(MalformedInput, match="more digits"):
        lines(typed(**members))


@pytest.mark.parametrize(
    "members",
    [
        {"p": None},
        {"p": ["a", None]},
        {"id": None},
        {"id": 5},
        {"id": ""},
        {"id": "a"},
        {"id": "//e.example/a"},
        {"id": "http://e.example/a b"},
        {"id": "http://e.example/a>"},
        {"id": "http://e.example/#a#b"},
        {"id": "http://e.example/\n"},
        {"id": "@vocab"},
        {"id": "@unknown"},
        {"type": "Undefined"},
        {"type": None},
        {"type": {}},
        {"type": [["urn:t"]]},
        {"type": "@json"},
        {"type": "@unknown"},
        {"type": 5},
        {"link": "relative"},
        {"link": "@unknown"},
        {"undefined": "x"},
        {"nothing": "x"},
        {"@unknown": "x"},
        {"_:p": "x"},
        {"p": {"undefined": "x"}},
        {"p": {"id": None}},
        {"p": {"@language": "ko"}},
        {"p": {"@value": "x", "@language": "not a tag"}},
        {"p": {"@value": "x", "@index": "i"}},
        {"p": {"@value": "x", "@direction": "rtl"}},
        {"p": {"@value": "x", "@type": "relative"}},
        {"p": {"@value": "x", "@type": "urn:t", "@language": "ko"}},
        {"p": {"@value": ["x"]}},
        {"p": {"@value": {"a": "x"}}},
        {"p": {"@value": "x", "q": "y"}},
        {"p": {"@set": ["x"]}},
        {"p": {"@list": ["x"], "q": "y"}},
        {"p": {"@list": [{"undefined": "x"}]}},
        {"inside": {"p": "x"}},
        {"index": {"a": "x"}},
        {"@included": [{"id": "urn:b", "p": "x"}]},
        {"@reverse": {"p": {"id": "urn:b"}}},
        {"@graph": ["x"]},
        {"@graph": [{"@value": "x"}]},
        {"@value": "x"},
        {"@list": ["x"]},
        {"p": float("nan")},
        {"p": "\ud800"},
        {"p": b"bytes"},
        {"p": {1: "x"}},
        {"json": "\ud800"},
        {"json": 2**60},
    ],
)
def test_what_would_be_dropped_or_read_otherwise_is_refused(members: dict[Any, Any]) -> None:
    with pytest.raises(MalformedInput):
        lines({**typed(q="y"), **members})


@pytest.mark.parametrize("members", [{"p": None}, {"p": [{"q": None}]}, {"id": None}])
def test_null_is_refused_before_anything_is_expanded(members: dict[str, Any]) -> None:
    with pytest.raises(MalformedInput, match="null has no meaning"):
        lines({**typed(q="y"), **members})


@pytest.mark.parametrize(
    ("twice", "says"),
    [
        ("same", "mean the same"),
        ("@id", "another spelling"),
        ("@type", "another spelling"),
        ("https://e.example/#p", "another spelling"),
    ],
)
def test_two_members_that_mean_the_same_are_refused(twice: str, says: str) -> None:
    document = typed(type="urn:t", p="x")
    with pytest.raises(MalformedInput, match=says):
        lines({**document, twice: "urn:b"})
    with pytest.raises(MalformedInput, match=says):
        lines(typed(q={"id": "urn:b", "type": "urn:t", "p": "x", twice: "urn:c"}))


@pytest.mark.parametrize(
    "twice",
    [{"p": ["x", "x"]}, {"p": [1, 1.0]}, {"type": ["urn:t", "urn:t"]}, {"link": ["urn:b"] * 2}],
)
def test_two_values_that_are_one_statement_are_refused(twice: dict[str, Any]) -> None:
    with pytest.raises(MalformedInput, match="mean the same"):
        lines(typed(**twice))


@pytest.mark.parametrize(
    "context",
    [
        None,
        {},
        [],
        [None],
        {"@vocab": "https://e.example/#"},
        [CREDENTIALS_V2, {"name": "https://e.example/#name"}],
        5,
    ],
)
def test_contexts_are_named_by_url_only(context: Any) -> None:
    with pytest.raises(MalformedInput, match="@context"):
        lines({"@context": context, "id": "urn:a", "type": "VerifiableCredential"})
    with pytest.raises(MalformedInput, match="@context"):
        lines(typed(q={"@context": context, "p": "x"}))


def test_a_document_without_a_context_names_everything_whole() -> None:
    assert lines({"@id": "urn:a", "urn:p": "x"}) == '<urn:a> <urn:p> "x" .\n'
    with pytest.raises(MalformedInput, match="not defined"):
        lines({"@id": "urn:a", "p": "x"})


@pytest.mark.parametrize("silent", [{}, {"id": "urn:a"}])
def test_a_document_must_say_something(silent: dict[str, Any]) -> None:
    with pytest.raises(MalformedInput, match="says nothing"):
        lines({"@context": CREDENTIALS_V2, **silent})
    with pytest.raises(MalformedInput, match="says nothing"):
        lines({"@context": CREDENTIALS_V2, "@graph": [silent]})


def test_a_document_is_an_object() -> None:
    for value in ([], "urn:a", None):
        with pytest.raises(MalformedInput, match="object"):
            lines(value)


@pytest.mark.parametrize("url", ["https://unknown.example/v1", "relative", "urn:test:other", ""])
def test_an_unknown_context_is_refused(url: str) -> None:
    with pytest.raises(UnknownContext):
        lines({"@context": [CREDENTIALS_V2, url], "id": "urn:a"})
    with pytest.raises(UnknownContext):
        lines(typed(q={"@context": url, "p": "x"}))


def test_a_reversed_term_is_refused_by_name() -> None:
    with pytest.raises(MalformedInput, match="@reverse is not supported"):
        lines(typed(of={"id": "urn:b"}))


def test_lists_and_json_are_signed() -> None:
    found = lines(typed(list=["x"], json={"b": 1, "a": []}))
    assert '<http://www.w3.org/1999/02/22-rdf-syntax-ns#first> "x"' in found
    assert r'"{\"a\":[],\"b\":1}"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>' in found


def test_the_document_is_left_alone() -> None:
    badge = open_badge(ISSUER, SUBJECT)
    before = copy.deepcopy(badge)
    lines(badge)
    assert badge == before


async def test_threads_may_share_one_canonicalizer() -> None:
    shared = bundled()
    badges = [open_badge(f"did:key:z6MkIssuer{number % 3}", SUBJECT) for number in range(24)]
    found = await asyncio.gather(*(asyncio.to_thread(shared.nquads, badge) for badge in badges))
    alone = [bundled().nquads(badge) for badge in badges[:3]]
    assert list(found) == [alone[number % 3] for number in range(24)]


def test_the_order_of_documents_does_not_matter() -> None:
    """Contexts are remembered; what was canonicalized before must not show."""
    other = {
        "@context": [CREDENTIALS_V2, EXAMPLES_V2],
        "id": "urn:a",
        "type": "VerifiableCredential",
        "issuer": "urn:i",
        "credentialSubject": {"alumniOf": "x", "type": "Thing"},
    }
    one, two = canonicalizer(), canonicalizer()
    badge = open_badge(ISSUER, SUBJECT)
    first = [one.nquads(other), one.nquads(badge), one.nquads(other)]
    second = [two.nquads(badge), two.nquads(other), two.nquads(badge)]
    assert first == [second[1], second[0], second[1]]
