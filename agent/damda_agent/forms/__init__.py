"""How a credential of each form is made and signed: one module per form, and the literal table."""

from __future__ import annotations

from types import MappingProxyType
from typing import Protocol

from ..store.status import Purpose
from . import ldp_vc, sd_jwt_vc
from .wanted import Means, Secured, Wanted

__all__ = ["FORMS", "Form", "Means", "Secured", "Wanted"]


class Form(Protocol):
    """What a form's module has."""

    @property
    def PURPOSES(self) -> tuple[Purpose, ...]:  # noqa: N802
        """The status lists in which its credentials need a place, in order."""
        ...

    async def secure(self, wanted: Wanted, means: Means) -> Secured:
        """The credential, signed. Raises MalformedInput, RequestRefused ("keys_unavailable")."""
        ...


FORMS: MappingProxyType[str, Form] = MappingProxyType({"ldp_vc": ldp_vc, "dc+sd-jwt": sd_jwt_vc})
"""The rows are those of `damda_issuers.forms.FORMS`."""
