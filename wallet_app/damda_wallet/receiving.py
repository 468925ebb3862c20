"""An offer, from its QR code to what a person decides on. Nothing about the holder is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from damda.errors import DamdaError, FetchFailed, MalformedInput
from damda.needs import GENERIC_TYPES
from damda.openid.issuer_metadata import (
    CredentialConfiguration,
    IssuerMetadata,
    parse_issuer_metadata,
    well_known_url,
)
from damda.openid.offer import CredentialOffer, OfferReference, parse_offer, parse_offer_uri
from damda.protocols import Clock, Fetcher, LedgerReader

from .answers import json_object
from .errors import Refused
from .forms import FORMS
from .issuers import published_did, standing_of
from .labels import display_label, labelled_paths
from .views import IssuerView, Label, OfferedCredential, OfferView

OFFER_LIMIT = 65_536
METADATA_LIMIT = 1_000_000
MAX_CREDENTIALS = 20

OFFER = Label("The offer", "발급 제안")
METADATA = Label("The issuer's description", "발급기관 정보")


@dataclass(frozen=True, slots=True)
class OfferReader:
    """Reads what is needed to show an offer."""

    fetch: Fetcher
    ledger: LedgerReader | None
    clock: Clock

    def read(self, text: str) -> OfferView:
        """OpenID4VCI 1.0, 4.1. Raises Refused, MalformedInput, FetchFailed."""
        offer = self._offer(text)
        if offer.pre_authorized_code is None:
            raise Refused(
                "The offer needs a login at the issuer, which this wallet can't do yet.",
                ko="발급기관 로그인이 필요한 제안입니다. 이 지갑은 아직 지원하지 않습니다.",
                code="grant_unsupported",
                who=offer.credential_issuer,
            )
        metadata = self._metadata(offer.credential_issuer)
        credentials = tuple(
            _offered(_configuration(offer, metadata, each)) for each in offer.configuration_ids
        )
        return OfferView(
            issuer=self._issuer(offer.credential_issuer, metadata, credentials),
            credentials=credentials,
            tx_code=offer.tx_code,
            offer=offer,
            metadata=metadata,
        )

    def _offer(self, text: str) -> CredentialOffer:
        parsed = parse_offer_uri(text)
        if isinstance(parsed, OfferReference):
            body = self.fetch.get(parsed.url, accept="application/json", limit=OFFER_LIMIT)
            parsed = parse_offer(json_object(body, OFFER, who=parsed.url))
        if len(parsed.configuration_ids) > MAX_CREDENTIALS:
            raise MalformedInput(
                f"The offer has more than {MAX_CREDENTIALS} credentials.",
                ko=f"제안에 증명서가 {MAX_CREDENTIALS}개보다 많습니다.",
            )
        return parsed

    def _metadata(self, issuer: str) -> IssuerMetadata:
        url = well_known_url(issuer, "openid-credential-issuer")
        try:
            body = self.fetch.get(url, accept="application/json", limit=METADATA_LIMIT)
        except FetchFailed as error:
            # Some issuers have it at the old place, below their own path: that is not looked up,
            # since one host could then speak for another tenant's path.
            raise Refused(
                f"The issuer's description can't be had from {url} (OpenID4VCI 1.0, 12.2.2): "
                f"{error.en}",
                ko=f"발급기관 정보를 {url}에서 가져올 수 없습니다. {error.ko}",
                code="issuer_metadata_unavailable",
                who=issuer,
            ) from None
        return parse_issuer_metadata(json_object(body, METADATA, who=issuer), issuer=issuer)

    def _issuer(
        self, issuer: str, metadata: IssuerMetadata, credentials: tuple[OfferedCredential, ...]
    ) -> IssuerView:
        try:
            did: str | None = published_did(issuer, fetch=self.fetch, clock=self.clock)
        except DamdaError:
            # An issuer need not publish one; the standing then says that it is not known.
            did = None
        types = sorted({name for each in credentials for name in certified_types(each.types)})
        return IssuerView(
            id=issuer,
            name=display_label(metadata.display, issuer),
            logo_url=_logo(metadata.display),
            did=did,
            standing=standing_of(did, types, ledger=self.ledger, clock=self.clock),
        )


def types_of(configuration: CredentialConfiguration) -> tuple[str, ...]:
    """The types that the credential must have."""
    return FORMS[configuration.format].offered_types(configuration)


def _configuration(
    offer: CredentialOffer, metadata: IssuerMetadata, configuration_id: str
) -> CredentialConfiguration:
    configuration = metadata.configurations.get(configuration_id)
    if configuration is None:
        raise Refused(
            f"The issuer does not know the offered credential {configuration_id[:80]!r}.",
            ko=f"발급기관 정보에 없는 증명서입니다: {configuration_id[:80]!r}",
            code="unknown_configuration",
            who=offer.credential_issuer,
        )
    if configuration.format not in FORMS:
        raise Refused(
            f"The credential's format {configuration.format[:40]!r} is not supported yet.",
            ko=f"아직 지원하지 않는 증명서 형식입니다: {configuration.format[:40]!r}",
            code="format_unsupported",
            who=offer.credential_issuer,
        )
    return configuration


def _offered(configuration: CredentialConfiguration) -> OfferedCredential:
    first = _first(configuration.display)
    return OfferedCredential(
        configuration_id=configuration.id,
        name=display_label(configuration.display, configuration.id),
        types=types_of(configuration),
        claims=tuple(label for _, label in labelled_paths(configuration.claims)),
        art_url=_image(first.get("background_image")) or _image(first.get("logo")),
        background_color=_color(first.get("background_color")),
        text_color=_color(first.get("text_color")),
    )


def certified_types(types: tuple[str, ...]) -> tuple[str, ...]:
    """Those types that say what is certified: for them an issuer is accredited."""
    return tuple(each for each in types if each not in GENERIC_TYPES) or types


def _first(displays: Any) -> Mapping[str, Any]:
    for display in displays if isinstance(displays, list | tuple) else ():
        if isinstance(display, dict):
            return display
    return {}


def _logo(displays: Any) -> str | None:
    return _image(_first(displays).get("logo"))


def _image(value: Any) -> str | None:
    uri = value.get("uri") if isinstance(value, dict) else None
    fits = isinstance(uri, str) and len(uri) < 2048 and uri.startswith(("https://", "http://"))
    return uri if fits else None


def _color(value: Any) -> str | None:
    digits = value[1:] if isinstance(value, str) and value.startswith("#") else ""
    fits = len(digits) in (3, 6) and all(c in "0123456789abcdefABCDEF" for c in digits)
    return value if fits else None
