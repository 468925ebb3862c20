"""What goes into a form's module and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from damda.openid.holder_proof import HolderProof
from damda.protocols import Canonicalizer, Entropy, Json
from damda_issuers.catalog import CredentialType

from ..custody import KeyCustody
from ..status_lists import StatusLists
from ..store.institutions import InstitutionRecord
from ..store.status import Place
from ..type_documents import TypeDocuments


@dataclass(frozen=True, slots=True)
class Wanted:
    """One credential about to be issued. ``places`` are of the form's `PURPOSES`; ``now`` is in
    whole seconds."""

    institution: InstitutionRecord
    kind: CredentialType
    claims: Json
    proof: HolderProof
    places: tuple[Place, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class Means:
    """With what it is made and signed."""

    custody: KeyCustody
    canonicalizer: Canonicalizer
    lists: StatusLists
    types: TypeDocuments
    public_url: str
    entropy: Entropy

    def uuid(self) -> str:
        return str(UUID(bytes=self.entropy(16), version=4))


@dataclass(frozen=True, slots=True)
class Secured:
    """``document`` is what the wallet gets: JSON, or a text. ``digest`` (32 bytes) is its anchor."""

    document: Json | str
    credential_id: str
    digest: bytes
    valid_until: datetime | None
