"""`damda.inspect`: what is inside each kind of document, told without judging it."""

from __future__ import annotations

import contextlib
import json
from datetime import timedelta
from typing import Any

import pytest
from damda import base64url, status
from damda.credentials import credential_digest_id
from damda.errors import DamdaError
from damda.inspect import READERS, inspect
from damda.inspect.moments import moment
from damda.presentation_shape import MAX_CREDENTIALS
from hypothesis import given, settings
from hypothesis import strategies as st
from support.credential_world import ISSUED, LIST_URL, NOW, World


@pytest.fixture(scope="module")
def world() -> World:
    return World.create()


def seen(document: Any) -> dict[str, Any]:
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    found = inspect(data).to_json()
    assert found["verified"] is None, "nothing was verified"
    assert found["size"] == len(data)
    return found


def token(header: Any, payload: Any) -> str:
    parts = [base64url.encode(json.dumps(each).encode()) for each in (header, payload)]
    return ".".join([*parts, "c2ln"])


def test_a_credential(world):
    badge = world.issued()
    found = seen(badge)
    assert (found["kind"], found["format"]) == ("credential", "vcdm-2.0+data-integrity")
    assert found["depth"] == 6
    sections = found["sections"]
    assert sections["contexts"] == badge["@context"]
    assert sections["subject"] == badge["credentialSubject"]
    assert sections["status"] == badge["credentialStatus"]
    assert sections["proofs"] == [badge["proof"]]
    assert sections["anchor"] == {"digest": credential_digest_id(badge)}
    assert sections["dates"][0] == {
        "name": "validFrom",
        "text": "2026-11-24T09:00:00Z",
        "utc": "2026-11-24T09:00:00Z",
        "seoul": "2026-11-24 18:00:00",
    }


def test_nothing_of_a_document_is_lost(world):
    badge = world.badge(memo={"a": [1, None]}, termsOfUse=[{"type": "X"}])
    sections = seen(badge)["sections"]
    assert sections["other"]["memo"] == {"a": [1, None]}
    assert sections["other"]["termsOfUse"] == [{"type": "X"}]
    assert "anchor" not in sections, "what is not signed has no place on a ledger"


def test_the_older_data_model():
    old = {
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "type": ["VerifiableCredential"],
        "issuer": "did:example:a",
        "issuanceDate": "2020-01-01T00:00:00+09:00",
        "expirationDate": "soon",
        "credentialSubject": {"id": "did:example:b"},
        "proof": {"type": "Ed25519Signature2018", "jws": "..."},
    }
    found = seen(old)
    assert found["format"] == "vcdm-1.1+embedded-proof"
    begin, end = found["sections"]["dates"]
    assert (begin["text"], begin["seoul"]) == ("2020-01-01T00:00:00+09:00", "2020-01-01 00:00:00")
    assert (end["text"], end["utc"], end["seoul"]) == ("soon", None, None)


def test_a_presentation_and_what_is_in_it(world):
    badge = world.issued()
    found = seen(world.presented(badge))
    assert found["kind"] == "presentation"
    assert found["sections"]["holder"] == world.holder.did
    assert found["sections"]["proofs"][0]["proofPurpose"] == "authentication"
    (inside,) = found["inside"]
    assert inside["sections"]["subject"] == badge["credentialSubject"]


def test_proofs_of_a_chain_are_shown_in_order(world):
    chain = [{"id": "urn:a", "type": "DataIntegrityProof"}]
    chain.append({"id": "urn:b", "type": "DataIntegrityProof", "previousProof": "urn:a"})
    assert seen(world.badge(proof=chain))["sections"]["proofs"] == chain


@pytest.mark.parametrize(("size", "bits", "count"), [(1, (0, 9, 131_071), 3), (2, (0, 1, 6), 2)])
def test_a_status_list(world, size, bits, count):
    listed = status.new_list()
    for index in bits:
        listed = status.with_bit(listed, index, True)
    document = status.status_list_credential(
        id=LIST_URL, issuer=world.issuer.did, purpose="revocation", bits=listed,
        valid_from=ISSUED, valid_until=NOW, ttl=timedelta(seconds=15),
    )  # fmt: skip
    document["credentialSubject"]["statusSize"] = size
    found = seen(document)
    assert found["kind"] == "status_list"
    told = found["sections"]["list"]
    assert (told["entries"], told["set"]) == (131_072 // size, count)
    assert told["ttl_milliseconds"] == 15_000
    document["credentialSubject"]["encodedList"] = "uAAAA"
    assert seen(document)["sections"]["list"]["unreadable"] == "status_unreadable"


def test_a_status_list_token():
    # Token Status List, 4.1: sixteen entries of one bit, nine of them set.
    listed = {"bits": 1, "lst": "eNrbuRgAAhcBXQ"}
    found = seen(token({"typ": "statuslist+jwt"}, {"status_list": listed, "exp": 1}).encode())
    assert found["kind"] == "token_status_list"
    assert found["sections"]["list"] == {"bits_per_entry": 1, "entries": 16, "set": 9}
    assert found["sections"]["payload"] == {"exp": 1}
    found = seen(token({"typ": "statuslist+jwt"}, {"status_list": {"bits": 3}}).encode())
    assert "unreadable" in found["sections"]["list"]


def test_jwt_secured_credentials_and_presentations(world):
    badge = world.badge()
    text = token({"alg": "EdDSA", "typ": "vc+jwt"}, badge)
    found = seen(text.encode())
    assert (found["kind"], found["format"], found["depth"]) == ("credential", "vc+jwt", 0)
    assert found["sections"]["header"]["alg"] == "EdDSA"
    assert found["inside"][0]["sections"]["subject"] == badge["credentialSubject"]
    enveloped = {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{text}",
    }
    shown = {"type": "VerifiablePresentation", "verifiableCredential": [enveloped]}
    found = seen(token({"typ": "vp+jwt"}, shown).encode())
    credential = found["inside"][0]["inside"][0]["inside"][0]
    assert credential["sections"]["subject"] == badge["credentialSubject"]


def test_a_jwt_of_the_older_data_model_and_one_of_neither():
    payload = {"iss": "did:example:a", "nbf": 1_800_000_000, "vc": {"type": "VerifiableCredential"}}
    found = seen(token({"alg": "ES256"}, payload).encode())
    assert found["format"] == "vcdm-1.1+jwt"
    assert found["sections"]["dates"][0]["seoul"] == "2027-01-15 17:00:00"
    assert seen(token({}, {"a": 1}).encode())["sections"]["payload"] == {"a": 1}


def test_did_documents_and_logs(world):
    (log,) = [page for url, page in world.web.pages.items() if url.endswith("did.jsonl")]
    found = seen(log)
    assert (found["kind"], len(found["sections"]["versions"])) == ("did_log", 1)
    (document,) = found["inside"]
    assert document["kind"] == "did_document"
    assert document["sections"]["id"] == world.issuer.did
    assert seen(json.loads(log)["state"])["sections"] == document["sections"]
    assert len(seen(log + log)["sections"]["versions"]) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n",
        b"\xff\xfe\x00binary\x00",
        b"hello",
        b"42",
        b"[]",
        b"{}",
        b'{"type": "VerifiableCredential", "type": "x"}',
        b'{"type": ["VerifiableCredential"], "a": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
        b'{"a": "' + b"x" * 2_000_000 + b'"}',
        b"x" * 5_000_000,
        b'"a.b.c"',
        b"e30.e30.!",
        b"e30.e30.e30~bm90IEpTT04~",
        b'{"type": "EnvelopedVerifiableCredential", "id": "data:application/vc+jwt,hello"}',
        b'{"type": "VerifiablePresentation", "verifiableCredential": "x"}',
    ],
)
def test_what_cannot_be_read_is_our_own_error(data):
    with pytest.raises(DamdaError) as caught:
        inspect(data)
    assert caught.value.en != caught.value.ko


def test_documents_in_each_other_end():
    inner: Any = {"type": "VerifiableCredential"}
    for _ in range(10):
        inner = {"type": "VerifiablePresentation", "verifiableCredential": inner}
    with pytest.raises(DamdaError, match="too deeply"):
        seen(inner)
    many = [{}] * (MAX_CREDENTIALS + 1)
    with pytest.raises(DamdaError, match=f"more than {MAX_CREDENTIALS}"):
        seen({"type": "VerifiablePresentation", "verifiableCredential": many})


def test_every_reader_is_asked_in_a_fixed_order():
    assert list(READERS)[:4] == ["sd_jwt", "token_status_list", "open_badge_2", "jwt"]


@pytest.mark.parametrize(
    "value", [True, 10**30, -1, 253_402_300_799, None, {}, "9999-12-31T23:59:59Z"]
)
def test_a_date_that_is_none_or_at_the_end_of_the_calendar(value):
    told = moment("x", value)
    assert told["text"] == value
    assert told["seoul"] is None


_NAMES = st.sampled_from(
    [
        "@context",
        "type",
        "id",
        "issuer",
        "proof",
        "credentialSubject",
        "verifiableCredential",
        "validFrom",
        "created",
        "statusSize",
        "encodedList",
        "state",
        "versionId",
        "versionTime",
        "parameters",
        "verificationMethod",
        "vc",
        "_sd",
        "...",
        "x",
    ]
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=5),
    max_leaves=12,
)
_TYPES = ["VerifiableCredential", "BitstringStatusListCredential", "VerifiablePresentation"]
_TYPES += ["EnvelopedVerifiableCredential"]


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(_NAMES, _JSON, max_size=6), st.sampled_from(_TYPES), st.booleans())
def test_whatever_the_members_are_only_our_errors_come_out(members, kind, as_token):
    document = {"type": kind} | members
    data = token({"typ": "vc+jwt"}, document) if as_token else json.dumps(document)
    with contextlib.suppress(DamdaError):
        json.dumps(inspect(data.encode()).to_json())
