"""A credential or presentation secured as a JWT, or another JWT: header, payload, what it holds.

VC-JOSE-COSE (``vc+jwt``, ``vp+jwt``): the payload is the document. VCDM 1.1, 6.3.1: it is in the
claim ``vc`` or ``vp``.
"""

from __future__ import annotations

from ..errors import DamdaError
from ..protocols import Json
from ..vc_jose import check_vc_jwt
from .compact_token import dates_of, is_compact, parts_of
from .description import Description
from .reader import Inside
from .source import Source

_KINDS = {
    "vc+jwt": "credential",
    "vp+jwt": "presentation",
    "openid4vci-proof+jwt": "key_proof",
    "oauth-authz-req+jwt": "presentation_request",
    "kb+jwt": "key_binding",
}


def describe(source: Source, inside: Inside) -> Description | None:
    """See `reader.Reader`."""
    if not is_compact(source.text):
        return None
    header, payload = parts_of(source.text)
    typ = header.get("typ")
    kind = _KINDS.get(typ, "token") if isinstance(typ, str) else "token"
    if kind in ("credential", "presentation"):
        sections = {"header": header, **_anchor(source.text)}
        return Description(kind, str(typ), sections, (inside(payload),))
    for claim, name in (("vc", "credential"), ("vp", "presentation")):
        if isinstance(payload.get(claim), dict):
            return _within(name, claim, header, payload, inside)
    return Description(kind, "jwt", {"header": header, "payload": payload, **dates_of(payload)})


def _anchor(text: str) -> Json:
    """The name under which a ledger would record a ``vc+jwt``."""
    try:
        return {"anchor": {"digest": check_vc_jwt(text).digest.hex()}}
    except DamdaError:
        return {}


def _within(kind: str, claim: str, header: Json, payload: Json, inside: Inside) -> Description:
    others = {name: value for name, value in payload.items() if name != claim}
    sections = {"header": header, "payload": others, **dates_of(others)}
    return Description(kind, "vcdm-1.1+jwt", sections, (inside(payload[claim]),))
