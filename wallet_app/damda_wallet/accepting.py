"""Taking what was offered: token, proof of key, credential, check, keep, notify.

OpenID4VCI 1.0, pre-authorized code flow (3.5). Whatever fails leaves either nothing, or an
`Issuance` with which the same offer can be accepted again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from damda.errors import DamdaError, FetchFailed
from damda.keys import KeyKind
from damda.openid import credential as messages
from damda.openid import token as tokens
from damda.openid.holder_proof import build_proof_jwt
from damda.openid.issuer_metadata import IssuerMetadata, well_known_url
from damda.protocols import Clock, Entropy

from .answers import error_of, json_object, refusal
from .binding import binding_for
from .cards import CardStore, NewCard
from .errors import Refused
from .forms import FORMS, Credential
from .issuance import Issuance, IssuanceStore, Wanted
from .labels import display_label, labelled_paths
from .receipt import ReceiptCheck
from .receiving import METADATA_LIMIT, types_of
from .transport import Answer, Transport
from .views import Card, Label, OfferView, Received

TOKEN = Label("The code", "발급 코드")
NONCE = Label("The issuer's nonce", "발급기관의 일회용 값")
CREDENTIAL = Label("The credential", "증명서 발급")
SERVER = Label("The authorization server's description", "인가 서버 정보")


@dataclass(frozen=True, slots=True)
class Acceptance:
    transport: Transport
    cards: CardStore
    issuances: IssuanceStore
    receipt: ReceiptCheck
    key_kind: KeyKind
    clock: Clock
    entropy: Entropy

    def accept(self, view: OfferView, issuance_id: str, tx_code: str | None) -> Received:
        """Raises Refused, FetchFailed, and what reading the answers raises."""
        issuance = self.issuances.find(issuance_id)
        if issuance is None:
            issuance = self._begin(view, issuance_id, tx_code)
        received: list[tuple[Card, bool]] = []
        for number, wanted in enumerate(issuance.wanted):
            if wanted.card_id is not None:
                received.append((self.cards.card(wanted.card_id), True))
                continue
            card, is_new = self._receive(view, issuance, wanted)
            issuance = issuance.done(number, card.id)
            self.issuances.save(issuance)
            received.append((card, is_new))
        self.issuances.end(issuance_id)
        return Received(
            cards=tuple(card for card, is_new in received if is_new),
            already_here=tuple(card for card, is_new in received if not is_new),
        )

    # --- token ----------------------------------------------------------------------------

    def _begin(self, view: OfferView, issuance_id: str, tx_code: str | None) -> Issuance:
        check_tx_code(view, tx_code)
        form = tokens.token_request_form(
            pre_authorized_code=view.offer.pre_authorized_code or "",
            tx_code=tx_code if view.tx_code is not None else None,
        )
        answer = self.transport.post_form(self._token_endpoint(view), form)
        if answer.status != 200:
            raise _token_refusal(answer, view)
        token = tokens.parse_token_response(json_object(answer.body, TOKEN, who=view.issuer.id))
        wanted: list[Wanted] = []
        for each in view.offer.configuration_ids:
            binding = binding_for(view.metadata.configurations[each], self.key_kind)
            # Named identifiers must be used instead of the configuration (8.2).
            identifiers: Sequence[str | None] = token.credential_identifiers.get(each) or (None,)
            wanted += [
                Wanted(each, identifier, binding.new_signer(self.entropy), binding.proof)
                for identifier in identifiers
            ]
        lifetime = None if token.expires_in is None else timedelta(seconds=token.expires_in)
        return self.issuances.begin(issuance_id, token.access_token, lifetime, wanted)

    def _token_endpoint(self, view: OfferView) -> str:
        server = view.metadata.authorization_server
        url = well_known_url(server, "oauth-authorization-server")
        body = self.transport.get(url, accept="application/json", limit=METADATA_LIMIT)
        metadata = json_object(body, SERVER, who=server)
        endpoint = metadata.get("token_endpoint")
        if metadata.get("issuer") != server or not isinstance(endpoint, str):
            raise Refused(
                "The authorization server's description is of another server, or has no token "
                "endpoint (RFC 8414, 3.3).",
                ko="인가 서버 정보가 다른 서버의 것이거나 토큰 주소가 없습니다.",
                code="authorization_server_differs",
                who=view.issuer.id,
            )
        return endpoint

    # --- credential -----------------------------------------------------------------------

    def _receive(self, view: OfferView, issuance: Issuance, wanted: Wanted) -> tuple[Card, bool]:
        answer = self._request(view, issuance, wanted)
        if answer.status != 200 and error_of(answer).get("error") == "invalid_nonce":
            answer = self._request(
                view, issuance, wanted
            )  # once more, with a fresh nonce (8.3.1.2)
        if answer.status != 200:
            self._forget_if_spent(answer, issuance)
            raise _credential_refusal(answer, view)
        document = json_object(answer.body, CREDENTIAL, who=view.issuer.id)
        response = messages.parse_credential_response(document)
        try:
            new = self._checked(view, wanted, answer, response.credentials)
        except DamdaError:
            self._notify(view, issuance, response.notification_id, "credential_failure")
            raise
        card, is_new = self.cards.keep(new)
        self._notify(view, issuance, response.notification_id, "credential_accepted")
        return card, is_new

    def _request(self, view: OfferView, issuance: Issuance, wanted: Wanted) -> Answer:
        proof = build_proof_jwt(
            wanted.signer,
            binding=wanted.binding,
            audience=view.offer.credential_issuer,
            nonce=self._nonce(view.metadata),
            issued_at=self.clock(),
        )
        request = messages.credential_request(
            configuration_id=wanted.configuration_id
            if wanted.credential_identifier is None
            else None,
            credential_identifier=wanted.credential_identifier,
            proofs=(proof,),
        )
        return self.transport.post_json(
            view.metadata.credential_endpoint, request, bearer=issuance.access_token
        )

    def _nonce(self, metadata: IssuerMetadata) -> str | None:
        if metadata.nonce_endpoint is None:
            return None
        answer = self.transport.post_empty(metadata.nonce_endpoint)
        if answer.status != 200:
            raise refusal(answer, NONCE, who=metadata.credential_issuer)
        nonce = json_object(answer.body, NONCE, who=metadata.credential_issuer).get("c_nonce")
        if not isinstance(nonce, str) or not nonce:
            raise refusal(answer, NONCE, who=metadata.credential_issuer)
        return nonce

    def _checked(
        self, view: OfferView, wanted: Wanted, answer: Answer, credentials: Sequence[Any]
    ) -> NewCard:
        configuration = view.metadata.configurations[wanted.configuration_id]
        credential = _read(configuration.format, credentials, answer, who=view.issuer.id)
        offered = next(
            each for each in view.credentials if each.configuration_id == configuration.id
        )
        evidence = self.receipt.check(
            credential,
            types=types_of(configuration),
            signer=wanted.signer,
            issuer=view.issuer,
        )
        issuer_name = credential.facts.issuer_name
        return NewCard(
            credential=credential,
            format=configuration.format,
            signer=wanted.signer,
            name=offered.name,
            issuer_name=display_label(view.metadata.display, issuer_name or view.issuer.id),
            issuer_url=view.issuer.id,
            art_url=offered.art_url,
            background_color=offered.background_color,
            text_color=offered.text_color,
            labels=labelled_paths(configuration.claims) or credential.labels_in(evidence),
            query_types=credential.query_types(self.receipt.tools),
        )

    def _notify(
        self, view: OfferView, issuance: Issuance, notification_id: str | None, event: str
    ) -> None:
        """Tells the issuer (11). A courtesy: that it fails changes nothing here."""
        endpoint = view.metadata.notification_endpoint
        if notification_id is None or endpoint is None:
            return
        try:
            self.transport.post_json(
                endpoint,
                messages.notification(notification_id, event),
                bearer=issuance.access_token,
            )
        except FetchFailed:
            return

    def _forget_if_spent(self, answer: Answer, issuance: Issuance) -> None:
        if answer.status == 401:
            self.issuances.end(issuance.id)


def _read(format: str, credentials: Sequence[Any], answer: Answer, *, who: str) -> Credential:
    form, text = FORMS[format], None
    if len(credentials) == 1:
        text = form.received(credentials[0], answer.body.decode())
    if text is None:
        raise Refused(
            "The issuer did not send one credential of the offered format.",
            ko="발급기관이 제안한 형식의 증명서 하나를 보내지 않았습니다.",
            code="credential_unfit",
            who=who,
        )
    return form.read(text)


def check_tx_code(view: OfferView, tx_code: str | None) -> None:
    """Asks for a code where one is needed, before a try is spent on the server.

    The code goes out as it was typed (4.1.1): not trimmed, not turned into a number.
    """
    prompt = view.tx_code
    if prompt is None:
        return
    if not tx_code or len(tx_code) > tokens.MAX_TX_CODE:
        raise Refused(
            "The issuer asks for a transaction code. Type the code that it gave you.",
            ko="발급기관이 안내한 거래 코드를 입력해야 합니다.",
            code="tx_code_needed",
            who=view.issuer.id,
        )
    if prompt.length is not None and len(tx_code) != prompt.length:
        raise Refused(
            f"The transaction code has {prompt.length} characters; {len(tx_code)} were typed.",
            ko=f"거래 코드는 {prompt.length}자리입니다. {len(tx_code)}자리를 입력했습니다.",
            code="tx_code_length",
            who=view.issuer.id,
        )


def _token_refusal(answer: Answer, view: OfferView) -> Refused:
    plain = refusal(answer, TOKEN, who=view.issuer.id)
    if plain.code != "invalid_grant":
        return plain
    if view.tx_code is not None:
        en = "The transaction code is wrong, or the offer was used or has expired."
        ko = "거래 코드가 틀렸거나, 이미 사용했거나 기한이 지난 제안입니다."
    else:
        en = "The offer was used already or has expired. Ask for a new QR code."
        ko = "이미 사용했거나 기한이 지난 제안입니다. 새 QR코드를 요청하세요."
    return Refused(en, ko=ko, code="invalid_grant", who=view.issuer.id)


def _credential_refusal(answer: Answer, view: OfferView) -> Refused:
    if answer.status == 202:
        return Refused(
            "The issuer will make the credential later; waiting for it is not supported yet.",
            ko="발급기관이 나중에 발급하겠다고 합니다. 이 지갑은 아직 지원하지 않습니다.",
            code="deferred_unsupported",
            who=view.issuer.id,
        )
    return refusal(answer, CREDENTIAL, who=view.issuer.id)
