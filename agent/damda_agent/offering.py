"""Offers: made by an operator, read by a wallet (OpenID4VCI 1.0, 4.1)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from damda.openid.offer import CredentialOffer, TxCodePrompt, offer_uri
from damda.protocols import Clock, Entropy, Json
from damda_issuers.catalog import Catalog
from damda_issuers.forms import DEFAULT

from .opaque import code_of_reference, hash_of, new_secret, scrypt_of
from .refusals import RequestRefused, not_found
from .store import Database, credentials, offers
from .store.institutions import InstitutionRecord
from .store.offers import OfferRecord, OfferState, TxCode

DIGITS = "0123456789"
# Letters and digits that nobody takes for one another.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True, slots=True)
class OfferRequest:
    """What an operator asks for. ``lifetime`` None is the agent's default; ``format`` is a row of
    `damda_agent.forms.FORMS`."""

    type_id: str
    claims: Json
    tx_code: TxCodePrompt | None
    lifetime: timedelta | None
    format: str = DEFAULT


@dataclass(frozen=True, slots=True)
class CreatedOffer:
    """``uri`` is for QR codes and links. It and ``tx_code`` can't be read again later."""

    record: OfferRecord
    uri: str
    tx_code: str | None


@dataclass(frozen=True, slots=True)
class OfferStatus:
    record: OfferRecord
    state: OfferState
    credential: str | None


@dataclass(frozen=True, slots=True)
class Offers:
    database: Database
    catalog: Catalog
    public_url: str
    lifetime: timedelta
    clock: Clock
    entropy: Entropy

    async def create(self, institution: InstitutionRecord, request: OfferRequest) -> CreatedOffer:
        """Store an offer of accepted claims.

        Raises ClaimsRefused and MalformedInput ("unknown_type", "form_not_offered"); then nothing
        is stored.
        """
        now = self.clock()
        kind = self.catalog.type(institution.slug, request.type_id)
        form = kind.form(request.format)
        accepted = kind.validate(request.claims, now=now)
        code = None if request.tx_code is None else self._tx_code(request.tx_code)
        reference = new_secret(self.entropy)
        record = OfferRecord(
            id=str(UUID(bytes=self.entropy(16), version=4)),
            wallet_id=institution.wallet_id,
            slug=institution.slug,
            type_id=kind.id,
            configuration_id=form.configuration_id,
            format=form.format,
            claims=accepted,
            state="offered",
            tx_code=await self._kept(request.tx_code, code),
            tx_failures=0,
            created_at=now,
            expires_at=now + (request.lifetime or self.lifetime),
        )
        async with self.database.writing() as connection:
            await offers.add(
                connection,
                record,
                reference_hash=hash_of(reference),
                code_hash=hash_of(code_of_reference(reference)),
            )
        url = f"{self.public_url}/{institution.slug}/offers/{reference}"
        return CreatedOffer(record, offer_uri(url), code)

    async def read(self, institution: InstitutionRecord, offer_id: str) -> OfferStatus:
        """The offer, if it is this institution's. Raises RequestRefused."""
        async with self.database.reading() as connection:
            record = await offers.of_tenant(connection, offer_id, institution.wallet_id)
            if record is None:
                raise not_found("offer", "발급 제안을", "unknown_offer")
            issued = await credentials.by_offer(connection, offer_id)
        state = record.state_at(self.clock())
        return OfferStatus(record, state, None if issued is None else issued.id)

    async def offer_object(self, slug: str, reference: str) -> Json:
        """What a wallet reads at the offer's URL. Raises RequestRefused (404, 410)."""
        async with self.database.reading() as connection:
            record = await offers.by_reference(connection, slug, hash_of(reference))
        if record is None:
            raise not_found("offer", "발급 제안을", "unknown_offer")
        _check_open(record, self.clock())
        prompt = None if record.tx_code is None else TxCodePrompt(**record.tx_code.prompt)
        return CredentialOffer(
            credential_issuer=f"{self.public_url}/{slug}",
            configuration_ids=(record.configuration_id,),
            pre_authorized_code=code_of_reference(reference),
            tx_code=prompt,
        ).to_json()

    def _tx_code(self, prompt: TxCodePrompt) -> str:
        alphabet = DIGITS if prompt.input_mode == "numeric" else LETTERS
        # 8 bytes a character: the remainder favours no character by more than 2^-58.
        return "".join(
            alphabet[int.from_bytes(self.entropy(8)) % len(alphabet)]
            for _ in range(prompt.length or 6)
        )

    async def _kept(self, prompt: TxCodePrompt | None, code: str | None) -> TxCode | None:
        if prompt is None or code is None:
            return None
        salt = self.entropy(16)
        return TxCode(salt, await asyncio.to_thread(scrypt_of, code, salt), prompt.to_json())


def _check_open(record: OfferRecord, now: datetime) -> None:
    state = record.state_at(now)
    if state == "offered":
        return
    sentences = {
        "expired": (
            "This offer has expired. Ask the institution for a new one.",
            "발급 제안의 기한이 지났습니다. 기관에 새로 요청해 주세요.",
        ),
        "locked": (
            "This offer is locked after too many wrong codes. Ask the institution for a new one.",
            "확인 코드를 여러 번 틀려 잠긴 제안입니다. 기관에 새로 요청해 주세요.",
        ),
    }
    used = (
        "This offer was used already. Ask the institution for a new one if you don't have it.",
        "이미 사용한 발급 제안입니다. 받지 못했다면 기관에 새로 요청해 주세요.",
    )
    en, ko = sentences.get(state, used)
    code = f"offer_{state}" if state in sentences else "offer_used"
    raise RequestRefused(en, ko=ko, code=code, http_status=410)
