"""sd-jwt, the reference implementation: every published case issued, presented and verified by one
side and the other.

Its JSON serialization is that of an early draft, with disclosures beside the signature, so only
the compact one is compared.
"""

from datetime import UTC, datetime, timedelta
from secrets import token_bytes
from typing import Any

import pytest
from damda.errors import DamdaError
from damda.sd_jwt import (
    check_key_binding,
    holder_key,
    issue,
    parse,
    present,
    processed,
    select,
    verify_signature,
)
from jwcrypto.jwk import JWK
from sd_jwt.common import SDObj
from sd_jwt.holder import SDJWTHolder
from sd_jwt.issuer import SDJWTIssuer
from sd_jwt.verifier import SDJWTVerifier
from support.sd_jwt_vectors import Case, case, signer
from support.sd_jwt_world import claims_of
from support.shelf import vectors

pytestmark = pytest.mark.peer

CASES = [
    case(path.parent)
    for name in ("sd-jwt", "sd-jwt-rfc9901-examples")
    for path in sorted(vectors(name).glob("*/specification.yml"))
    # It has an RSA key in cnf, and no holder.
    if path.parent.name != "w3c-vc_for_slide_deck"
]
AUDIENCE, NONCE = "https://verifier.example", "n-1"


@pytest.fixture(params=range(len(CASES)))
def one(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param]


def ours(case: Case) -> str:
    return issue(
        {**case.defaults, **case.claims},
        disclosable=case.disclosable,
        signer=signer(case.issuers[0]),
        header={"typ": "example+sd-jwt"},
        holder_key=signer(case.holder).public.jwk,
        entropy=token_bytes,
        decoys=2 if case.decoys else 0,
    )


def theirs(case: Case) -> str:
    return str(
        SDJWTIssuer(
            {**case.defaults, **_tagged(case.claims, set(case.disclosable), ())},
            JWK(**case.issuers[0]),
            JWK(**case.holder),
            add_decoy_claims=case.decoys,
        ).sd_jwt_issuance
    )


def shown_by_them(case: Case, text: str) -> str:
    holder = SDJWTHolder(text)
    holder.create_presentation(case.choice, NONCE, AUDIENCE, JWK(**case.holder))
    return str(holder.sd_jwt_presentation)


def shown_by_us(case: Case, text: str) -> str:

    return present(
        parse(text),
        paths=case.shown,
        signer=signer(case.holder),
        audience=AUDIENCE,
        nonce=NONCE,
        issued_at=datetime.now(UTC),
    )


def seen_by_them(case: Case, text: str) -> Any:
    key = JWK(**{name: value for name, value in case.issuers[0].items() if name != "d"})
    return SDJWTVerifier(text, lambda _issuer, _header: key, AUDIENCE, NONCE).get_verified_payload()


def seen_by_us(case: Case, text: str) -> Any:

    sd_jwt = parse(text)
    verify_signature(sd_jwt, signer(case.issuers[0]).public)
    key = holder_key(sd_jwt)
    assert key is not None
    check_key_binding(
        sd_jwt,
        key=key,
        audience=AUDIENCE,
        nonce=NONCE,
        now=datetime.now(UTC),
        max_age=timedelta(minutes=1),
    )
    return processed(sd_jwt)


@pytest.mark.parametrize("issued_by", [ours, theirs])
@pytest.mark.parametrize("shown_by", [shown_by_us, shown_by_them])
@pytest.mark.parametrize("seen_by", [seen_by_us, seen_by_them])
def test_any_three_together(one: Case, issued_by: Any, shown_by: Any, seen_by: Any) -> None:
    claims = seen_by(one, shown_by(one, issued_by(one)))
    names = one.claims.keys() | (claims.keys() - one.defaults.keys() - {"cnf"})
    assert {name: value for name, value in claims.items() if name in names} == one.expected


def test_all_that_they_issue_comes_back(one: Case) -> None:
    text = theirs(one)
    assert claims_of(text) == {**one.defaults, **one.claims}
    assert select(parse(text), one.disclosable) == parse(text)


def test_neither_takes_a_changed_one(one: Case) -> None:
    text = shown_by_us(one, ours(one))
    jwt, tilde, rest = text.partition("~")
    other = jwt[:-8] + ("A" if jwt[-8] != "A" else "B") + jwt[-7:] + tilde + rest
    with pytest.raises(DamdaError):
        seen_by_us(one, other)
    with pytest.raises(Exception):  # noqa: B017 - whatever it raises
        seen_by_them(one, other)


def _tagged(value: Any, disclosable: set[Any], place: Any) -> Any:
    """Claims as that package wants them marked."""
    if isinstance(value, dict):
        return {
            SDObj(name) if (*place, name) in disclosable else name: _tagged(
                member, disclosable, (*place, name)
            )
            for name, member in value.items()
        }
    if isinstance(value, list):
        elements = [_tagged(each, disclosable, (*place, n)) for n, each in enumerate(value)]
        return [
            SDObj(each) if (*place, n) in disclosable else each for n, each in enumerate(elements)
        ]
    return value
