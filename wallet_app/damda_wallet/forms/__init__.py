"""The forms of credentials that the wallet holds: one module each, and a table of them."""

from __future__ import annotations

from collections.abc import Mapping

from .form import Credential, CredentialFacts, Form, Tools
from .ldp_vc import LdpVc
from .open_badge_2 import FORMAT as OPEN_BADGES_2
from .open_badge_2 import OpenBadges2
from .sd_jwt_vc import SdJwtVc

__all__ = ["FORMS", "KEPT_FORMS", "OPEN_BADGES_2", "Credential", "CredentialFacts", "Form", "Tools"]

FORMS: Mapping[str, Form] = {"ldp_vc": LdpVc(), "dc+sd-jwt": SdJwtVc()}
"""By the format's name in OpenID4VCI and OpenID4VP."""

KEPT_FORMS: Mapping[str, Form] = {**FORMS, OPEN_BADGES_2: OpenBadges2()}
"""Those and what comes as a file only."""
