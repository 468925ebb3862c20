"""Which form a credential or presentation has that is a text and no JSON."""

from __future__ import annotations

from typing import Literal

from .errors import DamdaError
from .openid.jose import read_jws
from .vc_jose import VC_TYPE, VP_TYPE
from .vc_jose.token import MAX_TOKEN

type TokenForm = Literal["dc+sd-jwt", "vc+jwt", "vp+jwt"]


def token_form(text: str) -> TokenForm:
    """By the ``~`` of an SD-JWT, which no JWT has, or else by the ``typ``.

    What is none of them counts as an SD-JWT VC, whose reader then says what is wrong. Never
    raises.
    """
    if "~" in text:
        return "dc+sd-jwt"
    try:
        typ = read_jws(text, max_bytes=MAX_TOKEN).header.get("typ")
    except DamdaError:
        return "dc+sd-jwt"
    if typ == VC_TYPE:
        return VC_TYPE
    return VP_TYPE if typ == VP_TYPE else "dc+sd-jwt"
