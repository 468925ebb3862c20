"""What a credential says of itself in every form: `CredentialView` and `SdJwtVcView` have it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Issued(Protocol):
    """As its form's own reader gives it. Nothing of it is proven yet.

    ``types`` is never empty; ``issuer`` is a URI.
    """

    @property
    def issuer(self) -> str: ...

    @property
    def types(self) -> tuple[str, ...]: ...

    @property
    def subject_id(self) -> str | None: ...

    @property
    def valid_from(self) -> datetime | None: ...

    @property
    def valid_until(self) -> datetime | None: ...
