"""How claims become a credential: one module per profile, and the literal table of them."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Protocol

from damda.protocols import Json

from ..claims import Claim
from ..issuing import Issuing, Naming, Values
from ..toml_lines import Reader
from . import open_badge_3


class Profile(Protocol):
    """What a profile's module has."""

    @property
    def TABLES(self) -> tuple[str, ...]:  # noqa: N802
        """Tables of its own in a definition."""
        ...

    def read(self, definition: Reader, claims: tuple[Claim, ...]) -> Any:
        """Its own tables, for `Naming.section`. Raises DefinitionMalformed."""
        ...

    def problem_with(self, claim: Claim) -> tuple[str, str] | None:
        """What its credential can't hold: the key in the claim's definition, and why; or None."""
        ...

    def is_own_term(self, claim: Claim) -> bool:
        """Whether the claim needs a term in the institution's JSON-LD context."""
        ...

    def contexts(self, naming: Naming) -> tuple[str, ...]:
        """The ``@context`` of its credential, in order."""
        ...

    def types(self, naming: Naming) -> tuple[str, ...]:
        """The ``type`` of its credential, the general ones first."""
        ...

    def build(self, naming: Naming, values: Values, issuing: Issuing) -> Json:
        """The unsecured credential of normalized claims."""
        ...

    def schema(self, naming: Naming) -> Json:
        """JSON Schema of what `build` makes, secured or not."""
        ...


PROFILES: MappingProxyType[str, Profile] = MappingProxyType({"open-badge-3": open_badge_3})
