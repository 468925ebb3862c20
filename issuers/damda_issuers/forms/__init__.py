"""The forms in which one definition is issued: one module per form, and the literal table of them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from damda.protocols import Json

from . import ldp_vc, sd_jwt_vc

if TYPE_CHECKING:
    from ..claims import Claim
    from ..credential_type import CredentialType

__all__ = ["DEFAULT", "FORMS", "Form"]

DEFAULT = "ldp_vc"
"""What an offer is of that names no form."""


class Form(Protocol):
    """What a form's module has."""

    def problem_with(self, claim: Claim) -> tuple[str, str] | None:
        """What a credential of this form can't hold: the key in the claim's definition, and why."""
        ...

    def configuration(self, kind: CredentialType, scope: str, base_url: str) -> Json:
        """One entry of ``credential_configurations_supported`` (OpenID4VCI 1.0, 12.2.4, A).

        ``base_url`` is the public server's.
        """
        ...


FORMS: MappingProxyType[str, Form] = MappingProxyType({"ldp_vc": ldp_vc, "dc+sd-jwt": sd_jwt_vc})
"""By the format's name in OpenID4VCI."""
