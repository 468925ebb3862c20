"""Type metadata of SD-JWT VCs: what a credential was signed with is served for as long as it lives.

A credential names the very bytes (``vct#integrity``), so the first document that a credential was
issued with stays. A definition that has changed since is served once its version is raised.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from damda_issuers.catalog import Catalog, CredentialType
from damda_issuers.forms import sd_jwt_vc

from .store import Database, type_documents

LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TypeDocuments:
    database: Database
    catalog: Catalog
    public_url: str

    async def pinned(self, kind: CredentialType) -> bytes:
        """The document for a credential that is about to be issued; from now on it stays."""
        vct = sd_jwt_vc.vct(kind, self.public_url)
        document = sd_jwt_vc.type_metadata(kind, self.public_url)
        async with self.database.reading() as connection:
            found = await type_documents.find(connection, vct)
        if found is None:
            async with self.database.writing() as connection:
                found = await type_documents.keep(connection, vct, document)
        if found != document:
            LOGGER.warning(
                "damda: the definition of %s has changed since its first credential; "
                "raise its version, so that new credentials tell of it",
                vct,
            )
        return found

    async def served(self, vct: str) -> bytes | None:
        """The document at its URL; None for a type that is not issued here."""
        async with self.database.reading() as connection:
            found = await type_documents.find(connection, vct)
        if found is not None:
            return found
        for institution in self.catalog.institutions.values():
            for kind in institution.types.values():
                issued = any(form.format == sd_jwt_vc.FORMAT for form in kind.forms)
                if issued and sd_jwt_vc.vct(kind, self.public_url) == vct:
                    return sd_jwt_vc.type_metadata(kind, self.public_url)
        return None
