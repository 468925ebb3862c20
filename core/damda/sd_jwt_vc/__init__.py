"""SD-JWT VC: credentials as selectively disclosable JWTs (draft-ietf-oauth-sd-jwt-vc, -19).

Built on `damda.sd_jwt` (RFC 9901). The media type is ``application/dc+sd-jwt``.
"""

from .anchor import anchor_digest_of
from .claims import NEVER_DISCLOSABLE
from .draft import secure_sd_jwt_vc
from .integrity import check_integrity, integrity_of
from .type_chain import resolve_type
from .type_claims import problems_of
from .type_metadata import (
    ClaimDisplay,
    ClaimMetadata,
    TypeDisplay,
    TypeMetadata,
    parse_type_metadata,
)
from .view import MEDIA_TYPE, TYPE, SdJwtVcView, check_sd_jwt_vc

__all__ = [
    "MEDIA_TYPE",
    "NEVER_DISCLOSABLE",
    "TYPE",
    "ClaimDisplay",
    "ClaimMetadata",
    "SdJwtVcView",
    "TypeDisplay",
    "TypeMetadata",
    "anchor_digest_of",
    "check_integrity",
    "check_sd_jwt_vc",
    "integrity_of",
    "parse_type_metadata",
    "problems_of",
    "resolve_type",
    "secure_sd_jwt_vc",
]
