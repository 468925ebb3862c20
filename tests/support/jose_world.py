"""The small world's credentials as JWTs: `vc+jwt` and `vp+jwt`, and rewriting of tokens."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from damda import base64url
from damda.evidence import Evidence
from damda.keys import SoftwareSigner
from damda.openid.jose import sign_jws
from damda.protocols import Json
from damda.strict_json import loads_object
from damda.token_form import token_form
from damda.vc_jose import build_vp_jwt, draft_vc_jwt
from damda.verdict import Verdict
from damda.verify import Expected, Policy, verify_vc_jwt, verify_vp_jwt

from .credential_world import AUDIENCE, CANONICALIZER, ISSUED, NONCE, NOW, SCHEMAS, World


def vc_jwt(world: World, *, signer: SoftwareSigner | None = None, **members: Any) -> str:
    """A badge of the world as a JWT, anchored."""
    by = signer or world.issuer
    draft = draft_vc_jwt(
        world.badge(**members),
        verification_method=by.verification_method,
        algorithm=by.algorithm,
        issued_at=ISSUED,
    )
    return draft.attach(by.sign(draft.signing_input))


def vp_jwt(world: World, *tokens: str, **options: Any) -> str:
    """Presented by the world's holder."""
    named = {"holder": world.holder.did, "signer": world.holder, "nonce": NONCE}
    named |= {"audience": AUDIENCE, "issued_at": NOW}
    return build_vp_jwt(tokens or [vc_jwt(world)], **(named | options))


def parts(token: str) -> tuple[Json, Json]:
    header, payload, _ = token.split(".")
    return loads_object(base64url.decode(header)), loads_object(base64url.decode(payload))


def resigned(token: str, signer: SoftwareSigner, change: Callable[[Json, Json], Any]) -> str:
    """The token with header and payload changed, signed by somebody's software that checks
    nothing."""
    header, payload = parts(token)
    change(header, payload)
    header.pop("alg", None)
    return sign_jws(signer, header, payload)


def with_payload_text(token: str, signer: SoftwareSigner, edit: Callable[[str], str]) -> str:
    """The token with its payload's very text edited, signed anew."""
    header, payload = parts(token)
    text = edit(json.dumps(payload, ensure_ascii=False))
    head = base64url.encode(json.dumps(header).encode())
    signed = f"{head}.{base64url.encode(text.encode())}"
    return f"{signed}.{base64url.encode(signer.sign(signed.encode()))}"


def judged(
    world: World,
    token: str,
    *,
    expected: Expected | None = None,
    policy: Policy | None = None,
    evidence: Evidence | None = None,
    now: Any = NOW,
) -> Verdict:
    """The verdict on a `vc+jwt` or `vp+jwt` with fresh evidence."""
    common: dict[str, Any] = {
        "evidence": world.gathered(token) if evidence is None else evidence,
        "policy": policy or Policy(),
        "canonicalizer": CANONICALIZER,
        "schemas": SCHEMAS,
        "now": now,
    }
    if token_form(token) == "vp+jwt":
        return verify_vp_jwt(token, expected=expected or Expected(NONCE, AUDIENCE), **common)
    return verify_vc_jwt(token, **common)
