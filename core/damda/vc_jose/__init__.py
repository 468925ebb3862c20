"""Credentials and presentations as JWTs (VC-JOSE-COSE, 3.1: JOSE only): ``vc+jwt``, ``vp+jwt``.

The payload is the document of the VC Data Model 2.0 itself. Keys are those of DIDs.
"""

from .credential import VC_TYPE, VcJwt, check_vc_jwt, draft_vc_jwt
from .envelope import (
    ENVELOPED_CREDENTIAL,
    ENVELOPED_PRESENTATION,
    enveloped_credential,
    enveloped_presentation,
    is_enveloped,
    token_of,
)
from .presentation import VP_TYPE, VpJwt, build_vp_jwt, check_vp_jwt

__all__ = [
    "ENVELOPED_CREDENTIAL",
    "ENVELOPED_PRESENTATION",
    "VC_TYPE",
    "VP_TYPE",
    "VcJwt",
    "VpJwt",
    "build_vp_jwt",
    "check_vc_jwt",
    "check_vp_jwt",
    "draft_vc_jwt",
    "enveloped_credential",
    "enveloped_presentation",
    "is_enveloped",
    "token_of",
]
