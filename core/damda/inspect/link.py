"""A link, such as a QR code holds: an offer, a request, or a plain address. Nothing is fetched."""

from __future__ import annotations

from dataclasses import replace

from ..openid import links
from ..openid.offer import OfferReference, is_offer_uri, parse_offer_uri
from ..openid.request_object import is_authorization_uri
from ..protocols import Json
from .description import Description
from .reader import Inside
from .source import Source

_HIDDEN = "..."


def describe(source: Source, _inside: Inside) -> Description | None:
    """See `reader.Reader`. OpenID4VCI 1.0, 4.1; OpenID4VP 1.0, 5."""
    text = source.text.strip()
    if not text or any(character.isspace() for character in text):
        return None
    if is_offer_uri(text):
        return _offer(text)
    if is_authorization_uri(text):
        return Description("request_link", "openid4vp", {"link": dict(links.parameters(text))})
    if text.lower().startswith(("https://", "http://")) and len(text) <= links.MAX_LINK:
        return Description("url", "url", {"link": {"url": text}})
    return None


def _offer(text: str) -> Description:
    offer = parse_offer_uri(text)
    if isinstance(offer, OfferReference):
        shown: Json = {"credential_offer_uri": offer.url}
        return Description("offer", "openid4vci-by-reference", {"link": shown})
    if offer.pre_authorized_code is not None:
        # Whoever has the code can take the credential.
        offer = replace(offer, pre_authorized_code=_HIDDEN)
    return Description("offer", "openid4vci-by-value", {"link": offer.to_json()})
