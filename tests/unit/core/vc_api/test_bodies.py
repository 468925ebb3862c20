"""Bodies are read strictly; whatever they hold, the answer is 200, 201, 400 or 413."""

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.vc_api_world import V2, VcApiWorld, body

WORLD = VcApiWorld()
WORLD.issuer()
ENDPOINTS = {
    "credential": WORLD.issue_raw,
    "verifiableCredential": WORLD.verifier().credential,
    "verifiablePresentation": WORLD.verifier().presentation,
}
SECURED = WORLD.issued()

BROKEN = [
    b"",
    b"null",
    b"[]",
    b'"x"',
    b"{",
    b"{}x",
    b"\xff\xfe",
    b'{"a": 1, "a": 2}',
    b'{"a": NaN}',
    b'{"a": 1e999}',
    b'{"a": "\\ud800"}',
    b"[" * 10_000,
    b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    b'{"a": ' + b"9" * 5_000 + b"}",
    b"{}",
]


@pytest.mark.parametrize("name", ENDPOINTS)
@pytest.mark.parametrize("raw", BROKEN)
def test_a_body_that_is_none_is_a_parsing_error(name, raw):
    answer = ENDPOINTS[name](raw)
    assert (answer.status, answer.body["code"]) == (400, "malformed_body")
    assert answer.body["type"] == "https://www.w3.org/TR/vc-data-model#PARSING_ERROR"
    assert answer.body["status"] == 400


@pytest.mark.parametrize("name", ENDPOINTS)
@pytest.mark.parametrize("document", [None, [], "x", 7, True])
def test_the_document_must_be_an_object(name, document):
    answer = ENDPOINTS[name](body(**{name: document}))
    assert (answer.status, answer.body["code"]) == (400, "malformed_body")
    assert name in answer.body["detail"]


@pytest.mark.parametrize("name", ENDPOINTS)
@pytest.mark.parametrize("options", [None, [], "x", 7])
def test_options_must_be_an_object(name, options):
    answer = ENDPOINTS[name](body(**{name: SECURED, "options": options}))
    assert (answer.status, answer.body["code"]) == (400, "malformed_body")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("verifiablePresentation", {"challenge": 7}),
        ("verifiablePresentation", {"challenge": ""}),
        ("verifiablePresentation", {"domain": ["a"]}),
        ("verifiablePresentation", {"returnPresentation": "yes"}),
        ("verifiableCredential", {"returnCredential": 1}),
    ],
)
def test_options_that_are_known_must_be_of_their_kind(name, options):
    answer = ENDPOINTS[name](body(**{name: SECURED, "options": options}))
    assert (answer.status, answer.body["code"]) == (400, "malformed_body")


def test_unknown_options_are_ignored():
    options = {"checks": ["proof"], "unknown": {"deep": [1, None]}, "challenge": None}
    answer = WORLD.verifier().credential(body(verifiableCredential=SECURED, options=options))
    assert answer.status == 200


@pytest.mark.parametrize("proof", [None, [], {}, "x", [None], [{}], {"type": []}])
def test_no_proof_is_no_verified_credential(proof):
    answer = WORLD.verify(SECURED | {"proof": proof})
    assert (answer.status, answer.body["verified"]) == (400, False)
    assert answer.body["problemDetails"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@context", "id", "type", "issuer", "proof", "@id", "@value", "x", "한"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
MEMBERS = st.sampled_from(
    ["@context", "id", "type", "issuer", "credentialSubject", "proof", "credentialStatus",
     "validFrom", "name", "relatedResource", "holder", "verifiableCredential", "@graph"]
)  # fmt: skip


@pytest.mark.parametrize("name", ENDPOINTS)
@settings(max_examples=60, deadline=2_000, suppress_health_check=list(HealthCheck))
@given(changes=st.dictionaries(MEMBERS, JSON, min_size=1, max_size=3), options=JSON)
def test_whatever_is_in_the_document_the_answer_is_an_answer(name, changes, options):
    raw = json.dumps({name: SECURED | changes, "options": options}).encode()
    answer = ENDPOINTS[name](raw)
    assert answer.status in (200, 201, 400)
    json.dumps(answer.body, ensure_ascii=False).encode()
    if answer.status == 400:
        assert {"type", "title", "status", "detail", "code", "en", "ko"} <= answer.body.keys()


@pytest.mark.parametrize("name", ENDPOINTS)
@settings(max_examples=60, deadline=2_000, suppress_health_check=list(HealthCheck))
@given(raw=st.binary(max_size=64) | st.text(max_size=64).map(lambda text: text.encode()))
def test_whatever_bytes_come_the_answer_is_a_refusal(name, raw):
    assert ENDPOINTS[name](raw).status == 400


@pytest.mark.parametrize("name", ENDPOINTS)
@pytest.mark.parametrize(
    "member",
    [
        {"credentialSubject": [{"id": f"urn:x:{n}"} for n in range(25_000)]},
        {"type": ["VerifiableCredential", *(f"urn:x:{n}" for n in range(60_000))]},
        {"@context": [V2] + [f"https://x.example/{n}" for n in range(30_000)]},
    ],
)
def test_a_megabyte_is_answered_within_a_second(name, member):
    raw = body(**{name: SECURED | member})
    assert len(raw) > 400_000
    began = time.process_time()
    assert ENDPOINTS[name](raw).status == 400
    assert time.process_time() - began < 1
