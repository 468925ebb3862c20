"""A request, from its QR code to what a person decides on. Nothing about the holder is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus, urlsplit

from damda import dids
from damda.dids import did_webvh
from damda.errors import DamdaError
from damda.openid import dcql
from damda.openid.request_object import (
    DID_PREFIX,
    RequestObject,
    RequestReference,
    check_request_object,
    parse_authorization_uri,
)
from damda.protocols import Clock

from .cards import CardStore, HeldCredential
from .errors import Refused
from .issuers import DID_LOG_LIMIT, DID_LOG_TYPE
from .labels import display_label, one_line
from .transport import Transport
from .views import Arrival, Candidate, Label, QueryView, RequestView, VerifierView

REQUEST_LIMIT = 131_072
REQUEST_TYPE = "application/oauth-authz-req+jwt"
KNOWN_UNSIGNED = ("redirect_uri:", "https:")


@dataclass(frozen=True, slots=True)
class RequestReader:
    transport: Transport
    cards: CardStore
    clock: Clock

    def read(self, text: str, arrival: Arrival) -> RequestView:
        """OpenID4VP 1.0, 5. Raises Refused (``who`` names the one who asked), FetchFailed, ..."""
        client_id = claimed_client_id(text)
        did = verifier_did(client_id)
        try:
            reference = parse_authorization_uri(text)
            request, domain = self._checked(reference, did)
            view = self._view(request, did, domain, arrival)
        except Refused:
            raise
        except DamdaError as error:
            raise Refused(error.en, ko=error.ko, code=error.code, who=client_id) from None
        response_host = view.response_host
        if response_host != domain:
            raise Refused(
                f"{domain} asks, but the answer would go to {response_host}. Nothing was sent.",
                ko=f"{domain}의 요청인데 응답은 {response_host}(으)로 가게 되어 있습니다. "
                "아무것도 보내지 않았습니다.",
                code="response_elsewhere",
                who=client_id,
            )
        return view

    def _checked(self, reference: RequestReference, did: str) -> tuple[RequestObject, str]:
        jws = self._request_object(reference)
        url = did_webvh.log_url(did)
        log = self.transport.get(url, accept=DID_LOG_TYPE, limit=DID_LOG_LIMIT)
        now = self.clock()
        document = dids.resolve(did, log=log, now=now)
        request = check_request_object(
            jws, client_id=reference.client_id, key_for=document.key, now=now
        )
        return request, _host(url)

    def _request_object(self, reference: RequestReference) -> str:
        if reference.method == "post":
            answer = self.transport.post_form(reference.request_uri, {})
            body = answer.body if answer.status == 200 else b""
        else:
            body = self.transport.get(
                reference.request_uri, accept=REQUEST_TYPE, limit=REQUEST_LIMIT
            )
        if not body or len(body) > REQUEST_LIMIT or not body.isascii():
            raise Refused(
                "The request can't be read. Ask for a new QR code.",
                ko="요청을 읽을 수 없습니다. 새 QR코드를 요청하세요.",
                code="malformed_answer",
                who=reference.client_id,
            )
        return body.decode().strip()

    def _view(self, request: RequestObject, did: str, domain: str, arrival: Arrival) -> RequestView:
        held = {each.card.id: each for each in self.cards.presentable()}
        query = dcql.parse_query(request.dcql_query)
        match = dcql.match(query, [each.for_query() for each in held.values()])
        queries = tuple(_query_view(each, held) for each in match.queries)
        first = {each.id: each.candidates[0].card.id for each in queries if each.candidates}
        return RequestView(
            verifier=_verifier_view(request, did, domain),
            purpose=_purpose(request.client_metadata),
            queries=queries,
            arrival=arrival,
            response_host=_host(request.response_uri),
            answerable=match.answerable,
            default_choice={query_id: (first[query_id],) for query_id in match.answer or ()},
            slots=_slots(query, match),
            request=request,
        )


def claimed_client_id(text: str) -> str:
    """Who the link says is asking, so that a refusal can name them. Raises Refused."""
    for pair in urlsplit(text).query.split("&"):
        name, _, value = pair.partition("=")
        if name == "client_id":
            return unquote_plus(value)
    raise Refused(
        "The request does not say who asks. Nothing was sent.",
        ko="누가 요청하는지 알 수 없습니다. 아무것도 보내지 않았습니다.",
        code="client_id_missing",
    )


def verifier_did(client_id: str) -> str:
    """The did:webvh of a client id (OpenID4VP 1.0, 5.9.3). Raises Refused for all others.

    Requests that nobody signed are not answered: who asks could not be shown.
    """
    if client_id.startswith(KNOWN_UNSIGNED):
        raise Refused(
            f"{client_id[:200]} asks without signing the request. Nothing was sent.",
            ko=f"{client_id[:200]}의 요청에 서명이 없습니다. 아무것도 보내지 않았습니다.",
            code="request_unsigned",
            who=client_id,
        )
    did = client_id.removeprefix(DID_PREFIX)
    if not client_id.startswith(f"{DID_PREFIX}did:webvh:"):
        raise Refused(
            f"{client_id[:200]} identifies itself in a way this wallet can't check. "
            "Nothing was sent.",
            ko=f"{client_id[:200]}은(는) 이 지갑이 확인할 수 없는 요청자입니다. "
            "아무것도 보내지 않았습니다.",
            code="client_id_unsupported",
            who=client_id,
        )
    return did


def _slots(query: dcql.Query, match: dcql.Match) -> tuple[tuple[str, ...], ...]:
    """What is required, one slot a card. Only where every option is a single query can a holder
    take another; of combinations, the one that the verifier likes best is taken (6.2)."""
    slots: list[tuple[str, ...]] = []
    for each in query.sets:
        if each.required and all(len(option) == 1 for option in each.options):
            slots.append(tuple(name for option in each.options for name in option))
        elif each.required:
            answered = (o for o in each.options if set(o) <= set(match.answer or ()))
            slots += [(name,) for name in next(answered, each.options[0])]
    return tuple(dict.fromkeys(slots))


def _query_view(match: dcql.QueryMatch, held: Mapping[str, HeldCredential]) -> QueryView:
    return QueryView(
        id=match.query.id,
        required=match.required,
        multiple=match.query.multiple,
        candidates=tuple(_candidate(held[each], match) for each in match.candidates),
        unmet=None if match.unmet is None else Label(match.unmet.en, match.unmet.ko),
    )


def _candidate(held: HeldCredential, match: dcql.QueryMatch) -> Candidate:
    lines = held.shown(match.claims)
    disclosed = match.disclosed.get(held.card.id)
    if disclosed is None:
        return Candidate(card=held.card, whole=True, shared=lines)
    hidden = (held.for_query().disclosed or frozenset()) - disclosed
    stays = [any(line.path[:end] in hidden for end in range(len(line.path) + 1)) for line in lines]
    withheld = (line.label for line, kept in zip(lines, stays, strict=True) if kept)
    return Candidate(
        card=held.card,
        whole=False,
        shared=tuple(line for line, kept in zip(lines, stays, strict=True) if not kept),
        withheld=tuple(dict.fromkeys(withheld)),
    )


def _verifier_view(request: RequestObject, did: str, domain: str) -> VerifierView:
    metadata = request.client_metadata
    logo = metadata.get("logo_uri")
    return VerifierView(
        client_id=request.client_id,
        did=did,
        domain=domain,
        name=_tagged(metadata, "client_name") or Label(domain, domain),
        logo_url=logo if isinstance(logo, str) and logo.startswith("https://") else None,
    )


def _purpose(metadata: Any) -> Label | None:
    return _tagged(metadata, "purpose")


def _tagged(metadata: Any, member: str) -> Label | None:
    """A human-readable member with language tags (RFC 7591, 2.2): ``client_name#ko``."""
    displays = [
        {"name": value, "locale": name.partition("#")[2]}
        for name, value in metadata.items()
        if name == member or name.startswith(f"{member}#")
    ]
    if not any(one_line(each["name"]) for each in displays):
        return None
    return display_label(displays, "")


def _host(url: str) -> str:
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port not in (None, 443) else ""
    return f"{parts.hostname or ''}{port}"
