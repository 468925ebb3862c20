"""SD-JWT VC: credentials as selectively disclosable JWTs (draft-ietf-oauth-sd-jwt-vc, -19).

Built on `damda.sd_jwt` (RFC 9901). The media type is ``application/dc+sd-jwt``.
"""

from .anchor import anchor_digest_of
from .claims import NEVER_DISCLOSABLE
from .draft import secure_sd_jwt_vc
from .view import MEDIA_TYPE, TYPE, SdJwtVcView, check_sd_jwt_vc

__all__ = [
    "MEDIA_TYPE",
    "NEVER_DISCLOSABLE",
    "TYPE",
    "SdJwtVcView",
    "anchor_digest_of",
    "check_sd_jwt_vc",
    "secure_sd_jwt_vc",
]
