"""The test cases of SD-JWT and the examples of RFC 9901: issued, presented and verified.

They give claims and no salts, so there is no text to compare with: what is issued here is read
here, and by the reference implementation, whose own is read here too (tests/differential).
"""

import json
from datetime import UTC, datetime
from secrets import token_bytes
from typing import Any

import pytest
from damda.sd_jwt import (
    SdJwt,
    bind,
    by_signature,
    check_key_binding,
    holder_key,
    issue,
    parse,
    parse_json,
    processed,
    select,
    to_json,
    verify_signature,
)
from support.shelf import vectors

pytestmark = pytest.mark.peer

FOLDERS = sorted(
    path.parent
    for name in ("sd-jwt", "sd-jwt-rfc9901-examples")
    for path in vectors(name).glob("*/specification.yml")
)
NOW = datetime(2026, 11, 25, tzinfo=UTC)
VERIFIER = {"audience": "https://example.com/verifier", "nonce": "1234567890"}


@pytest.fixture(params=FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def case(request: pytest.FixtureRequest) -> Any:
    # Late: YAML is nothing that the phone has.
    from support.sd_jwt_vectors import case

    return case(request.param)


def test_all_cases_are_there() -> None:
    assert len(FOLDERS) == 32


def test_issued_presented_verified(case: Any) -> None:
    from support.sd_jwt_vectors import signer

    issuer, holder = signer(case.issuers[0]), signer(case.holder)
    text = issue(
        {**case.defaults, **case.claims},
        disclosable=case.disclosable,
        signer=issuer,
        header={"typ": "example+sd-jwt", **case.header},
        holder_key=holder.public.jwk if case.key_binding else None,
        entropy=token_bytes,
        decoys=3 if case.decoys else 0,
    )
    issued = parse(text)
    assert len(issued.disclosures) == len(case.disclosable)
    assert _claims(issued, case) == case.claims
    shown = select(issued, case.shown)
    if case.key_binding:
        shown = bind(shown, signer=holder, issued_at=NOW, **VERIFIER)
    seen = _through(shown, case)
    verify_signature(seen, issuer.public)
    if case.key_binding:
        key = holder_key(seen)
        assert key == holder.public
        check_key_binding(seen, key=key, now=NOW, max_age=None, **VERIFIER)
    assert _claims(seen, case) == case.expected
    assert len(seen.disclosures) == len(set(case.shown) & set(case.disclosable))


def test_the_general_form_has_all_signatures(case: Any) -> None:
    """A second issuer signs the same payload; what is disclosed stays with the first signature."""
    from damda import base64url
    from support.sd_jwt_vectors import signer

    first, second = signer(case.issuers[0]), signer(case.issuers[-1])
    text = issue(
        case.claims,
        disclosable=case.disclosable,
        signer=first,
        header={},
        holder_key=None,
        entropy=token_bytes,
    )
    document = to_json(parse(text), general=True)
    protected = base64url.encode(b'{"alg":"ES256","kid":"issuer-key-2"}')
    signature = second.sign(f"{protected}.{document['payload']}".encode())
    document["signatures"].append(
        {"protected": protected, "signature": base64url.encode(signature)}
    )
    read = parse_json(json.dumps(document))
    assert to_json(read, general=True) == document
    for key, each in zip((first.public, second.public), by_signature(read), strict=True):
        verify_signature(each, key)
        assert processed(each) == case.claims


def _through(sd_jwt: SdJwt, case: Any) -> SdJwt:
    if case.serialization == "json":
        general = len(case.issuers) > 1
        return parse_json(json.dumps(to_json(sd_jwt, general=general)))
    return parse(sd_jwt.serialize())


def _claims(sd_jwt: SdJwt, case: Any) -> dict[str, Any]:
    claims = processed(sd_jwt)
    return {
        name: value
        for name, value in claims.items()
        if name in case.claims or name not in {*case.defaults, "cnf"}
    }
