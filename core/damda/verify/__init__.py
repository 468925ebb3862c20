"""Verifying credentials and presentations. Pure: all that is needed is handed in.

The result is a `damda.verdict.Verdict`, also for input that can't be read at all; nothing but a
DamdaError is ever raised, and that only for wrong use.
"""

from .credential import verify_credential
from .policy import ALWAYS_FATAL, CHECK_IDS, NOT_ASKED, Expected, NotAsked, Policy
from .presentation import verify_presentation
from .sd_jwt_vc import verify_sd_jwt_credential, verify_sd_jwt_presentation
from .vc_jwt import verify_vc_jwt
from .vp_jwt import verify_vp_jwt

__all__ = [
    "ALWAYS_FATAL",
    "CHECK_IDS",
    "NOT_ASKED",
    "Expected",
    "NotAsked",
    "Policy",
    "verify_credential",
    "verify_presentation",
    "verify_sd_jwt_credential",
    "verify_sd_jwt_presentation",
    "verify_vc_jwt",
    "verify_vp_jwt",
]
