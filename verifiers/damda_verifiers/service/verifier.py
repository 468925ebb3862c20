"""The use cases: begin, open, receive, recheck, come back. Synchronous; called in threads."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlencode

from damda.openid import request_object
from damda.openid.response import DeclinedResponse, parse_response_form
from damda.protocols import Clock, Entropy
from damda.verdict import Verdict

from ..relying_party import RelyingParty
from . import problems
from .exchange import CONCLUDED, PENDING, Exchange, digest, new_exchange, same_secret, secret
from .identity import Identity
from .judge import Judge, answer_of, failure
from .settings import Settings
from .store import ExchangeStore

_LOG = logging.getLogger(__name__)

CLIENT_METADATA = {
    "vp_formats_supported": {
        "ldp_vc": {
            "proof_type_values": ["DataIntegrityProof"],
            "cryptosuite_values": ["eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019"],
        },
        "dc+sd-jwt": {
            "sd-jwt_alg_values": ["EdDSA", "ES256", "ES384"],
            "kb-jwt_alg_values": ["EdDSA", "ES256", "ES384"],
        },
    }
}
"""What we can check (OpenID4VP 1.0, 11.1 and B.1.3.2, B.3.4)."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """All that the use cases need."""

    settings: Settings
    parties: Mapping[str, RelyingParty]
    store: ExchangeStore
    identity: Identity
    judge: Judge
    clock: Clock
    entropy: Entropy

    def party(self, slug: str) -> RelyingParty:
        """Raises Refusal("unknown_relying_party")."""
        if slug not in self.parties:
            raise problems.unknown_party()
        return self.parties[slug]

    def exchange(self, exchange_id: str) -> Exchange:
        """Raises Refusal("unknown_request")."""
        exchange = self.store.get(exchange_id)
        if exchange is None or exchange.relying_party not in self.parties:
            raise problems.unknown_request()
        return exchange

    def request_uri(self, request_id: str) -> str:
        return f"{self.settings.public_url}/oid4vp/{request_id}/request"

    def authorization_uri(self, exchange: Exchange, request_id: str) -> str:
        """What the QR code and the link say (OpenID4VP 1.0, 5.7)."""
        return request_object.authorization_uri(
            client_id=exchange.client_id, request_uri=self.request_uri(request_id)
        )

    def require_pending(self, exchange: Exchange) -> None:
        """Raises Refusal if it is answered or over."""
        if exchange.state not in PENDING:
            raise problems.already_answered()
        if exchange.seen_state(self.clock()) == "expired":
            raise problems.expired()

    @property
    def retention(self) -> dict[str, timedelta]:
        return {slug: party.policy.retention for slug, party in self.parties.items()}


def begin(verifier: Verifier, slug: str, *, session: str | None) -> Exchange:
    """A new request of a relying party. Raises Refusal."""
    party = verifier.party(slug)
    now = verifier.clock()
    limits = verifier.settings.limits
    full = verifier.store.pending(now) >= limits.pending
    if full or verifier.store.answered() >= limits.stored:
        raise problems.full()
    exchange = new_exchange(
        party.slug,
        client_id=verifier.identity.client_id,
        session=session,
        lifetime=verifier.settings.request_lifetime,
        now=now,
        entropy=verifier.entropy,
    )
    verifier.store.add(exchange)
    return exchange


def open_request(verifier: Verifier, request_id: str) -> tuple[Exchange, str]:
    """The signed request object for the wallet. Raises Refusal.

    A wallet may read it again (its first try may have been cut off), but not once it is answered.
    """
    exchange = _awaited(verifier, request_id)
    party = verifier.party(exchange.relying_party)
    payload = request_object.build_request_object(
        client_id=exchange.client_id,
        response_uri=f"{verifier.settings.public_url}/oid4vp/{request_id}/response",
        nonce=exchange.nonce,
        state=request_id,
        dcql_query=party.dcql_query(),
        client_metadata=client_metadata(party),
        issued_at=verifier.clock(),
        expires_at=exchange.expires_at,
    )
    signed = request_object.sign_request_object(payload, verifier.identity.signer)
    opened = replace(exchange, state="opened")
    verifier.store.replace(opened, when={"created"})
    return opened, signed


def client_metadata(party: RelyingParty) -> dict[str, object]:
    """Who asks (RFC 7591, 2 and 2.2) and what can be checked."""
    return {
        **CLIENT_METADATA,
        "client_name": party.name.ko,
        "client_name#en": party.name.en,
        "client_name#ko": party.name.ko,
        "purpose#en": party.purpose.en,
        "purpose#ko": party.purpose.ko,
    }


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the wallet is told: where its browser goes on, and what came of the answer."""

    exchange: Exchange
    redirect_uri: str | None


def receive(verifier: Verifier, request_id: str, form: Mapping[str, str]) -> Receipt:
    """Take the wallet's answer, once, and judge it. Raises Refusal, OpenIdError, MalformedInput.

    An answer that can't be read leaves the request open; one that can be read uses it up,
    whatever the verdict.
    """
    exchange = _awaited(verifier, request_id)
    response = parse_response_form(form)
    if not hmac.compare_digest((response.state or "").encode(), request_id.encode()):
        raise problems.state_mismatch()
    if isinstance(response, DeclinedResponse):
        return Receipt(_decline(verifier, exchange, response), None)
    flow = exchange.flow_of(request_id)
    code = secret(verifier.entropy) if flow == "same_device" else None
    claimed = replace(
        exchange,
        state="checking",
        flow=flow,
        answered_at=verifier.clock(),
        answer=answer_of(response),
        response_code_hash=digest(code) if code else None,
    )
    if not verifier.store.replace(claimed, when=PENDING):
        raise problems.already_answered()
    concluded = conclude(verifier, claimed)
    return Receipt(concluded, _return_uri(verifier, concluded, code))


def conclude(verifier: Verifier, exchange: Exchange) -> Exchange:
    """Judge an answer and keep the verdict. A fault of ours refuses; nothing passes unchecked."""
    verdict = _judged(verifier, exchange)
    concluded = replace(
        exchange,
        state="verified" if verdict.verified else "refused",
        verdict=verdict.to_json(),
        checked_at=verifier.clock(),
    )
    verifier.store.replace(concluded, when=CONCLUDED | {"checking"})
    return concluded


def recheck(verifier: Verifier, exchange_id: str) -> Exchange:
    """Verify the stored presentation again with fresh evidence. Raises Refusal."""
    exchange = verifier.exchange(exchange_id)
    if exchange.seen_state(verifier.clock()) not in CONCLUDED:
        raise problems.not_answered()
    return conclude(verifier, exchange)


def come_back(verifier: Verifier, response_code: str, *, session: str | None) -> Exchange:
    """The wallet's browser returns: show the result if it is the browser that began.

    Raises Refusal("other_browser") (OpenID4VP 1.0, 14.2: a session fixed by somebody else).
    """
    exchange = verifier.store.by_response_code(digest(response_code))
    if exchange is None:
        raise problems.unknown_request()
    if not same_secret(session, exchange.session_hash):
        raise problems.other_browser()
    released = replace(exchange, released=True)
    verifier.store.replace(released, when=CONCLUDED)
    return released


def _awaited(verifier: Verifier, request_id: str) -> Exchange:
    exchange = verifier.store.by_request(request_id)
    if exchange is None or exchange.relying_party not in verifier.parties:
        raise problems.unknown_request()
    verifier.require_pending(exchange)
    return exchange


def _decline(verifier: Verifier, exchange: Exchange, response: DeclinedResponse) -> Exchange:
    declined = replace(exchange, state="declined", declined_with=response.error[:64])
    if not verifier.store.replace(declined, when=PENDING):
        raise problems.already_answered()
    return declined


def _judged(verifier: Verifier, exchange: Exchange) -> Verdict:
    party = verifier.party(exchange.relying_party)
    try:
        return verifier.judge(party, exchange)
    except Exception:
        _LOG.exception("a presentation could not be judged")
        return failure()


def _return_uri(verifier: Verifier, exchange: Exchange, code: str | None) -> str | None:
    if code is None:
        return None
    query = urlencode({"response_code": code})
    return f"{verifier.settings.public_url}/verify/{exchange.relying_party}/return?{query}"
