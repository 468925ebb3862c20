"""``ldp_vc``: a VCDM 2.0 credential with a Data Integrity proof, written by the type's profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from damda.openid.issuer_metadata import ldp_vc_configuration
from damda.protocols import Json

if TYPE_CHECKING:
    from ..claims import Claim
    from ..credential_type import CredentialType


def problem_with(claim: Claim) -> tuple[str, str] | None:
    """None: what the profile can write, this form can hold."""
    return None


def configuration(kind: CredentialType, scope: str, base_url: str) -> Json:
    """The issuer metadata's entry (OpenID4VCI 1.0, A.1.2)."""
    return ldp_vc_configuration(
        scope=scope,
        contexts=kind.contexts,
        types=kind.types,
        display=[kind.display(lang, base_url) for lang in ("ko", "en")],
        claims=kind.metadata_claims(),
    )
