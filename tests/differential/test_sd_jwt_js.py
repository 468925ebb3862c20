"""npm @sd-jwt/sd-jwt-vc: each takes what the other issued, presented and bound to a key."""

import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_bytes
from typing import Any

import pytest
from damda import base64url
from damda.keys import KeyKind, SoftwareSigner
from damda.sd_jwt import (
    check_key_binding,
    holder_key,
    issue,
    parse,
    present,
    processed,
    verify_signature,
)

pytestmark = pytest.mark.peer

PROGRAM = Path(__file__).with_name("sd_jwt_js.mjs")
PACKAGE = PROGRAM.parents[2] / "benchmarks" / "node_modules" / "@sd-jwt" / "sd-jwt-vc"

AUDIENCE, NONCE = "https://verifier.example", "n-1"
CLAIMS = {
    "iss": "https://issuer.example",
    "vct": "https://issuer.example/badge",
    "iat": 1_700_000_000,
    "name": "홍길동",
    "address": {"street": "세종대로 209", "city": "서울", "country": "KR"},
    "languages": ["ko", "en", "fr"],
    "jobs": [{"title": "nurse", "years": 3}, {"title": "midwife", "years": 4}],
    "score": 4.5,
    "passed": True,
}
FRAME = {
    "_sd": ["name", "address", "score", "passed"],
    "_sd_decoy": 2,
    "address": {"_sd": ["street", "city"]},
    "languages": {"_sd": [0, 1, 2]},
    "jobs": {"0": {"_sd": ["years"]}, "1": {"_sd": ["years"]}},
}
DISCLOSABLE: list[Any] = [
    *(("name",), ("address",), ("score",), ("passed",), ("address", "street"), ("address", "city")),
    *(("languages", None), ("jobs", None, "years")),
]
SHOWN: list[Any] = [("name",), ("address", "city"), ("languages", 1), ("jobs", 1, "years")]
SHOWN_FRAME = {
    "name": True,
    "address": {"city": True},
    "languages": {"1": True},
    "jobs": {"1": {"years": True}},
}
SEEN = {
    **{name: CLAIMS[name] for name in ("iss", "vct", "iat", "name")},
    "address": {"city": "서울", "country": "KR"},
    "languages": ["en"],
    "jobs": [{"title": "nurse"}, {"title": "midwife", "years": 4}],
}


@pytest.fixture(params=["P-256", "P-384", "Ed25519"])
def parties(request: pytest.FixtureRequest) -> tuple[SoftwareSigner, SoftwareSigner]:
    kind: KeyKind = request.param
    return SoftwareSigner.create(kind), SoftwareSigner.create(kind)


def ask(parties: Any, *tasks: Any, hash_name: str = "sha-256") -> list[Any]:
    if not PACKAGE.is_dir():
        pytest.fail("run npm ci --prefix benchmarks")
    issuer, holder = ({**each.public.jwk, "d": base64url.encode(each.private)} for each in parties)
    setting = {"issuer": issuer, "holder": holder, "audience": AUDIENCE, "nonce": NONCE}
    done = subprocess.run(
        ["node", str(PROGRAM)],
        input=json.dumps({**setting, "hash": hash_name, "tasks": tasks}),
        capture_output=True,
        text=True,
        check=True,
        timeout=110,
    )
    answers: list[Any] = json.loads(done.stdout)
    return answers


def ours(parties: Any, **options: Any) -> str:
    issuer, holder = parties
    return issue(
        CLAIMS,
        disclosable=DISCLOSABLE,
        signer=issuer,
        header={"typ": "dc+sd-jwt"},
        holder_key=holder.public.jwk,
        entropy=token_bytes,
        **options,
    )


def shown(parties: Any, text: str) -> str:
    return present(
        parse(text),
        paths=SHOWN,
        signer=parties[1],
        audience=AUDIENCE,
        nonce=NONCE,
        issued_at=datetime.now(UTC),
    )


def seen(parties: Any, text: str) -> dict[str, Any]:
    sd_jwt = parse(text)
    verify_signature(sd_jwt, parties[0].public)
    key = holder_key(sd_jwt)
    assert key == parties[1].public
    check_key_binding(
        sd_jwt,
        key=key,
        audience=AUDIENCE,
        nonce=NONCE,
        now=datetime.now(UTC),
        max_age=timedelta(minutes=2),
    )
    return without_key(processed(sd_jwt))


def without_key(claims: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claims.items() if name != "cnf"}


def test_ours_there(parties: Any) -> None:
    """Their holder counts decoys among an array's elements, so none are in what it presents."""
    decoyed = shown(parties, ours(parties, decoys=2))
    bound, claims = ask(
        parties, {"present": ours(parties), "frame": SHOWN_FRAME}, {"verify": decoyed}
    )
    assert without_key(claims) == SEEN
    assert seen(parties, bound) == SEEN


def test_theirs_here(parties: Any) -> None:
    [text] = ask(parties, {"issue": CLAIMS, "frame": FRAME})
    verify_signature(parse(text), parties[0].public)
    assert without_key(processed(parse(text))) == CLAIMS
    presented = shown(parties, text)
    assert seen(parties, presented) == SEEN
    bound, claims = ask(parties, {"present": text, "frame": SHOWN_FRAME}, {"verify": presented})
    assert seen(parties, bound) == SEEN
    assert without_key(claims) == SEEN


@pytest.mark.parametrize("hash_name", ["sha-384", "sha-512"])
def test_other_hashes(hash_name: Any) -> None:
    both = SoftwareSigner.create("P-256"), SoftwareSigner.create("P-256")
    text = ours(both, hash_name=hash_name)
    issued, claims = ask(
        both,
        {"issue": CLAIMS, "frame": FRAME},
        {"verify": shown(both, text)},
        hash_name=hash_name,
    )
    assert without_key(claims) == SEEN
    assert without_key(processed(parse(issued))) == CLAIMS
    assert parse(issued).payload["_sd_alg"] == hash_name


def test_what_was_changed_is_taken_by_nobody(parties: Any) -> None:
    text = shown(parties, ours(parties))
    pieces = text.split("~")
    cut = "~".join((*pieces[:-2], pieces[-1]))
    [answer] = ask(parties, {"verify": cut})
    assert "error" in answer
    with pytest.raises(Exception, match="not over"):
        seen(parties, cut)
