"""The credential endpoint: one offer gives one credential (OpenID4VCI 1.0, 8).

What the wallet needs if the answer was lost on its way: asking again with the same access token,
a fresh nonce and a proof by the same key gives the same credential again, until the token expires
or the wallet has notified that it accepted it. With another key it is refused.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from damda.errors import OpenIdError
from damda.openid.credential import CredentialRequest, Notification, credential_response
from damda.openid.holder_proof import HolderProof, check_proof_jwt
from damda.protocols import Canonicalizer, Clock, Entropy, Json
from damda_issuers.catalog import Catalog
from damda_ledger.outbox import OutboxItem
from sqlalchemy.ext.asyncio import AsyncConnection

from .custody import KeyCustody
from .forms import FORMS, Means, Secured, Wanted
from .nonces import FreshNonce, Nonces, invalid_nonce
from .opaque import new_secret
from .status_lists import StatusLists
from .store import Database, credentials, offers, secrets, status
from .store.credentials import IssuedCredential
from .store.institutions import InstitutionRecord
from .store.offers import Grant
from .store.outbox import put_item
from .type_documents import TypeDocuments

_TRIES = 5


class _TakenMeanwhile(Exception):
    """Another request took a status place, or used the offer; the transaction is undone."""


@dataclass(frozen=True, slots=True)
class Issuance:
    database: Database
    catalog: Catalog
    custody: KeyCustody
    canonicalizer: Canonicalizer
    nonces: Nonces
    lists: StatusLists
    types: TypeDocuments
    public_url: str
    clock: Clock
    entropy: Entropy

    def issuer_url(self, slug: str) -> str:
        return f"{self.public_url}/{slug}"

    def nonce(self, slug: str) -> str:
        return self.nonces.issue(self.issuer_url(slug), self.clock())

    async def issue(
        self, institution: InstitutionRecord, grant: Grant, request: CredentialRequest
    ) -> Json:
        """The credential answer. Raises OpenIdError with the codes of 8.3.1.2."""
        proof, nonce = await self._checked(institution.slug, request)
        for _ in range(_TRIES):
            async with self.database.reading() as connection:
                before = await credentials.by_offer(connection, grant.offer.id)
            if before is not None:
                return await self._again(before, proof, nonce)
            try:
                return await self._first(institution, grant, proof, nonce)
            except _TakenMeanwhile:
                continue
        raise OpenIdError(
            "credential_request_denied",
            "The credential can't be issued just now. Try again.",
            ko="지금은 발급할 수 없습니다. 잠시 후 다시 시도해 주세요.",
            http_status=503,
        )

    async def notify(self, grant: Grant, notification: Notification) -> None:
        """What became of the credential in the wallet (11). Raises OpenIdError."""
        async with self.database.writing() as connection:
            issued = await credentials.by_offer(connection, grant.offer.id)
            if issued is None or issued.notification_id != notification.notification_id:
                raise OpenIdError(
                    "invalid_notification_id",
                    "There is no such notification_id for this access token.",
                    ko="알림 대상 증명서를 찾을 수 없습니다.",
                )
            await credentials.set_holder_event(
                connection,
                issued.id,
                notification.event,
                # After a failure the wallet may ask for it again.
                erase=notification.event != "credential_failure",
            )

    async def _checked(
        self, slug: str, request: CredentialRequest
    ) -> tuple[HolderProof, FreshNonce]:
        if len(request.proofs) != 1:
            raise OpenIdError(
                "invalid_credential_request",
                "Send exactly one proof: an offer gives one credential.",
                ko="증명(proof)은 하나만 보내야 합니다.",
            )
        audience, now = self.issuer_url(slug), self.clock()
        proof = await asyncio.to_thread(
            check_proof_jwt, request.proofs[0], audience=audience, now=now
        )
        return proof, self.nonces.read(proof.nonce, audience, now)

    async def _again(self, issued: IssuedCredential, proof: HolderProof, nonce: FreshNonce) -> Json:
        async with self.database.writing() as connection:
            await _use(connection, nonce)
        if issued.document is None or issued.subject_did != proof.subject_did:
            raise OpenIdError(
                "credential_request_denied",
                "The credential of this offer was issued already. Ask for a new offer.",
                ko="이 제안의 증명서는 이미 발급되었습니다. 기관에 새로 요청해 주세요.",
            )
        return credential_response([issued.document], issued.notification_id)

    async def _first(
        self,
        institution: InstitutionRecord,
        grant: Grant,
        proof: HolderProof,
        nonce: FreshNonce,
    ) -> Json:
        offer = grant.offer
        if offer.claims is None:
            # Issued between the look-up of the token and now, or erased.
            raise _TakenMeanwhile
        form = FORMS[offer.format]
        wanted = Wanted(
            institution=institution,
            kind=self.catalog.type(offer.slug, offer.type_id),
            claims=offer.claims,
            proof=proof,
            places=await self.lists.free_places(institution.slug, form.PURPOSES),
            now=self.clock().replace(microsecond=0),
        )
        secured = await form.secure(wanted, self._means())
        issued = self._issued(grant, wanted, secured)
        async with self.database.writing() as connection:
            await _use(connection, nonce)
            if not await offers.advance(connection, offer.id, "redeemed", "issued"):
                raise _TakenMeanwhile
            for place in wanted.places:
                if not await status.take(connection, place, issued.id):
                    raise _TakenMeanwhile
            await credentials.add(connection, issued)
            item = OutboxItem(issued.id, institution.did, secured.digest, wanted.now)
            await put_item(connection, item)
        return credential_response([secured.document], issued.notification_id)

    def _issued(self, grant: Grant, wanted: Wanted, secured: Secured) -> IssuedCredential:
        return IssuedCredential(
            id=self._means().uuid(),
            wallet_id=grant.offer.wallet_id,
            slug=grant.offer.slug,
            type_id=grant.offer.type_id,
            format=grant.offer.format,
            offer_id=grant.offer.id,
            credential_id=secured.credential_id,
            subject_did=wanted.proof.subject_did,
            claims=wanted.claims,
            digest=secured.digest.hex(),
            issued_at=wanted.now,
            valid_until=secured.valid_until,
            state="active",
            holder_event=None,
            notification_id=new_secret(self.entropy),
            document=secured.document,
            document_until=grant.expires_at,
        )

    def _means(self) -> Means:
        return Means(
            custody=self.custody,
            canonicalizer=self.canonicalizer,
            lists=self.lists,
            types=self.types,
            public_url=self.public_url,
            entropy=self.entropy,
        )


async def _use(connection: AsyncConnection, nonce: FreshNonce) -> None:
    if not await secrets.use_nonce(connection, nonce.hash, nonce.expires_at):
        raise invalid_nonce()
