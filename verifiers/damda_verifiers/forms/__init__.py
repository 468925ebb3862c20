"""The forms in which credentials are presented: one module each, and a table of them."""

from __future__ import annotations

from collections.abc import Mapping

from .form import Presented, PresentedForm, Question, Tools
from .ldp_vc import LdpVp
from .sd_jwt_vc import SdJwtVcKb

__all__ = ["FORMS", "Presented", "PresentedForm", "Question", "Tools"]

FORMS: Mapping[str, PresentedForm] = {"ldp_vc": LdpVp(), "dc+sd-jwt": SdJwtVcKb()}
"""By the format's name in OpenID4VP."""
