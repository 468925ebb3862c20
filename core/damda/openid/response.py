"""Authorization responses by ``direct_post`` (OpenID4VP 1.0, 8): the form a wallet posts.

The inclusion proofs of the presented credentials go along in ``anchor_proofs``, a parameter of
ours that others ignore: a JSON object from a credential's digest (hex) to its proof.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import DamdaError, OpenIdError
from ..inclusion import anchor_proof_from_json, anchor_proof_to_json
from ..protocols import AnchorProof, Json
from ..strict_json import loads_object

MAX_VP_TOKEN = 4_194_304
MAX_QUERIES = 20
MAX_PRESENTATIONS = 20

_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_ERROR = re.compile(r"[\x20\x21\x23-\x5b\x5d-\x7e]{1,128}", re.ASCII)


@dataclass(frozen=True, slots=True)
class PresentationResponse:
    """``vp_token``: for each query id the presentations, objects or texts by format (8.1)."""

    vp_token: Mapping[str, tuple[Json | str, ...]]
    state: str | None
    anchor_proofs: Mapping[str, AnchorProof]


@dataclass(frozen=True, slots=True)
class DeclinedResponse:
    """The wallet did not present: ``error`` is for example ``access_denied`` (8.5)."""

    error: str
    description: str | None
    state: str | None


def response_form(
    vp_token: Mapping[str, Sequence[Json | str]],
    *,
    state: str | None,
    anchor_proofs: Mapping[str, AnchorProof],
) -> dict[str, str]:
    """The form of an answer."""
    form = {"vp_token": _json({name: list(shown) for name, shown in vp_token.items()})}
    if state is not None:
        form["state"] = state
    if anchor_proofs:
        form["anchor_proofs"] = _json(
            {digest: anchor_proof_to_json(proof) for digest, proof in anchor_proofs.items()}
        )
    return form


def error_form(error: str, *, state: str | None) -> dict[str, str]:
    """The form of a refusal."""
    return {"error": error} if state is None else {"error": error, "state": state}


def parse_response_form(form: Mapping[str, Any]) -> PresentationResponse | DeclinedResponse:
    """The form as the verifier reads it. Raises OpenIdError("invalid_request")."""
    state = _optional_text(form, "state")
    if "error" in form:
        error = form["error"]
        if not isinstance(error, str) or not _ERROR.fullmatch(error):
            raise _invalid("error")
        return DeclinedResponse(error, _optional_text(form, "error_description"), state)
    token = form.get("vp_token")
    if not isinstance(token, str):
        raise _invalid("vp_token")
    return PresentationResponse(_vp_token(token), state, _anchor_proofs(form.get("anchor_proofs")))


def _vp_token(text: str) -> dict[str, tuple[Json | str, ...]]:
    answers = _object(text, "vp_token")
    if not 0 < len(answers) <= MAX_QUERIES:
        raise _invalid("vp_token")
    for shown in answers.values():
        if not isinstance(shown, list) or not 0 < len(shown) <= MAX_PRESENTATIONS:
            raise _invalid("vp_token")
        if not all(isinstance(each, dict | str) for each in shown):
            raise _invalid("vp_token")
    return {query_id: tuple(shown) for query_id, shown in answers.items()}


def _anchor_proofs(text: object) -> dict[str, AnchorProof]:
    if text is None:
        return {}
    proofs = _object(text, "anchor_proofs")
    if len(proofs) > MAX_QUERIES * MAX_PRESENTATIONS or not all(map(_DIGEST.fullmatch, proofs)):
        raise _invalid("anchor_proofs")
    try:
        return {digest: anchor_proof_from_json(proof) for digest, proof in proofs.items()}
    except DamdaError as error:
        raise _invalid("anchor_proofs") from error


def _object(text: object, name: str) -> Json:
    if not isinstance(text, str):
        raise _invalid(name)
    try:
        return loads_object(text, max_bytes=MAX_VP_TOKEN)
    except DamdaError as error:
        raise _invalid(name) from error


def _optional_text(form: Mapping[str, Any], name: str) -> str | None:
    value = form.get(name)
    if value is not None and (not isinstance(value, str) or len(value) > 1024):
        raise _invalid(name)
    return value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _invalid(name: str) -> OpenIdError:
    return OpenIdError(
        "invalid_request",
        f"The answer's {name} can't be read (OpenID4VP 1.0, 8).",
        ko=f"응답의 {name} 항목을 읽을 수 없습니다.",
    )
