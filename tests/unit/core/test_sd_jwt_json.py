"""The JSON serializations (RFC 9901, 8)."""

import json
from typing import Any

import pytest
from damda.errors import LimitExceeded, MalformedInput, ProofInvalid
from damda.keys import SoftwareSigner
from damda.openid.jose import sign_jws
from damda.sd_jwt import (
    bind,
    by_signature,
    parse,
    parse_json,
    present,
    processed,
    to_json,
    verify_signature,
)
from support.sd_jwt_world import HOLDER, ISSUER, NOW, VERIFIER, checked, issued

TEXT = present(parse(issued()), paths=[("name",)], signer=HOLDER, issued_at=NOW, **VERIFIER)
SECOND = SoftwareSigner.create("Ed25519")


def flattened() -> dict[str, Any]:
    return to_json(parse(TEXT))


def general() -> dict[str, Any]:
    """Signed by two."""
    document = to_json(parse(TEXT), general=True)
    jwt = sign_jws(SECOND, {"kid": "2"}, parse(TEXT).payload)
    # Our own writing of JSON is the same each time, so the payload is.
    protected, payload, signature = jwt.split(".")
    assert payload == document["payload"]
    document["signatures"].append({"protected": protected, "signature": signature})
    return document


def read(document: Any) -> Any:
    return parse_json(json.dumps(document))


def test_the_flattened_form() -> None:
    document = flattened()
    assert document.keys() == {"header", "payload", "protected", "signature"}
    assert document["header"].keys() == {"disclosures", "kb_jwt"}
    assert read(document).serialize() == TEXT
    checked(read(document).serialize())


def test_the_general_form() -> None:
    sd_jwt = read(general())
    first, second = by_signature(sd_jwt)
    verify_signature(first, ISSUER.public)
    verify_signature(second, SECOND.public)
    assert second.header == {"alg": "EdDSA", "kid": "2"}
    assert processed(first) == processed(second)
    assert to_json(sd_jwt, general=True) == general()
    for each, key in ((first, SECOND.public), (second, ISSUER.public)):
        with pytest.raises(ProofInvalid):
            verify_signature(each, key)


def test_several_signatures_need_the_general_form() -> None:
    with pytest.raises(MalformedInput):
        to_json(read(general()))


def test_without_key_binding() -> None:
    document = to_json(parse(issued()))
    assert "kb_jwt" not in document["header"]
    assert read(document) == parse(issued_as(document))


def issued_as(document: dict[str, Any]) -> str:
    jwt = f"{document['protected']}.{document['payload']}.{document['signature']}"
    return "~".join((jwt, *document["header"]["disclosures"], ""))


def test_without_an_unprotected_header_nothing_is_disclosed() -> None:
    document = flattened()
    del document["header"]
    assert read(document).disclosures == ()


def test_the_holder_binds_what_came_as_json() -> None:
    sd_jwt = bind(read(flattened()), signer=HOLDER, issued_at=NOW, **VERIFIER)
    checked(read(to_json(sd_jwt)).serialize())


@pytest.mark.parametrize(
    "change",
    [
        {"payload": None},
        {"payload": 1},
        {"payload": "e30.e30"},
        {"protected": {}},
        {"protected": ""},
        {"signature": None},
        {"signature": "="},
        {"header": []},
        {"header": None},
        {"header": {"disclosures": "x"}},
        {"header": {"disclosures": [1]}},
        {"header": {"disclosures": ["AA"]}},
        {"header": {"kb_jwt": None}},
        {"header": {"kb_jwt": "x"}},
        {"header": {"alg": "none"}},
        {"header": {"typ": "x"}},
        {"header": {"crit": []}},
        {"signatures": []},
        {"signatures": None},
    ],
)
def test_other_forms(change: dict[str, Any]) -> None:
    document = {**flattened(), **change}
    if change.get("header") == {"typ": "x"}:
        document["protected"] = to_json(parse(issued(header={"typ": "y"})))["protected"]
    with pytest.raises(MalformedInput):
        read(document)


@pytest.mark.parametrize("signatures", [[], {}, [1], [None], "x", [[]], [{}]])
def test_signatures_that_are_none(signatures: object) -> None:
    with pytest.raises(MalformedInput):
        read({"payload": flattened()["payload"], "signatures": signatures})


@pytest.mark.parametrize("header", [{"disclosures": []}, {"kb_jwt": "e30.e30.AA"}, [], None])
def test_a_later_signature_discloses_nothing(header: object) -> None:
    document = general()
    document["signatures"][1]["header"] = header
    with pytest.raises(MalformedInput):
        read(document)


def test_too_many_signatures() -> None:
    document = general()
    document["signatures"] += document["signatures"][1:] * 10
    with pytest.raises(LimitExceeded):
        read(document)


@pytest.mark.parametrize("text", [b"", b"[]", b"1", b"{}", b'{"signatures":[]}', b"\xff", "{"])
def test_other_texts(text: Any) -> None:
    with pytest.raises(MalformedInput):
        parse_json(text)
