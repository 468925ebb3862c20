"""Taking in a badge that comes as a file or lies at an address: read, judged, kept with its standing.

A badge that is forged is refused. One that can't be verified, or whose issuer nobody vouches for,
is kept and says so: the holder may well know where it is from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from damda import evidence, strict_json
from damda.baking import MAX_IMAGE_BYTES, extract, picture_kind
from damda.dids.did_webvh import log_url
from damda.errors import DamdaError, MalformedInput
from damda.open_badges_2 import is_open_badge_2, read_open_badge_2
from damda.protocols import Clock, Fetcher, LedgerReader
from damda.token_form import token_form
from damda.verdict import Check, Verdict
from damda.verify import Policy

from .cards import CardStore, NewCard
from .errors import Refused
from .file_views import Imported
from .forms import KEPT_FORMS, OPEN_BADGES_2, Credential, Tools
from .import_report import ImportReport
from .issuers import standing_of
from .labels import one_line
from .receiving import certified_types
from .refreshing import status_report
from .views import Label, Standing, StatusReport

BADGE_TYPES = "application/vc, application/json, text/plain, image/png, image/svg+xml"
FORGED = frozenset({"format", "proof"})
"""Checks that refuse a badge when they fail; one that could not be made leaves a doubt."""
MUST_HOLD = FORGED | {"issuer_key"}
_NO_DOUBT = frozenset({"anchor", "accreditation", "status", "issuer_log", "subject", "validity"})
"""Checks of which the card tells otherwise: its standing, its status, its dates."""

VERSION_2 = Label(
    "An Open Badge 2.0: an older kind that is not verified by this wallet.",
    "오픈배지 2.0: 이 지갑이 검증하지 않는 옛 형식입니다.",
)


@dataclass(frozen=True, slots=True)
class Importer:
    fetch: Fetcher
    ledger: LedgerReader | None
    cards: CardStore
    tools: Tools
    clock: Clock

    def from_url(self, url: str) -> Imported:
        """The badge at an https address. Raises FetchFailed, and as `from_bytes`."""
        return self.from_bytes(self.fetch.get(url, accept=BADGE_TYPES, limit=MAX_IMAGE_BYTES))

    def from_bytes(self, data: bytes) -> Imported:
        """The badge in a PNG or SVG picture, in JSON, or a token.

        Raises Refused for a badge that is forged or of a form that is not known, MalformedInput
        ("not_baked", ...), LimitExceeded.
        """
        form, text = _read(data)
        credential = KEPT_FORMS[form].read(text)
        verdict, status = self._judged(credential)
        standing = self._standing(credential)
        doubts = (VERSION_2,) if form == OPEN_BADGES_2 else _doubts(verdict)
        new = self._card(form, credential)
        report = ImportReport(verdict.verified, standing, doubts)
        card, is_new = self.cards.keep(NewCard(**new, imported=report, status=status, signer=None))
        return Imported(card, is_new)

    def _judged(self, credential: Credential) -> tuple[Verdict, StatusReport]:
        gathered = evidence.gather(
            credential.needs, fetch=self.fetch, ledger=self.ledger, anchor_proofs={}
        )
        verdict = credential.verdict(
            gathered, policy=Policy(fatal=MUST_HOLD), tools=self.tools, now=self.clock()
        )
        for check in verdict.checks:
            if check.outcome == "failed" and _is_forgery(check, credential.facts.issuer):
                raise Refused(
                    f"The badge was not kept: {check.en}",
                    ko=f"배지를 저장하지 않았습니다. {check.ko}",
                    code=check.code,
                    who=credential.facts.issuer,
                )
        if not credential.facts.has_status:
            return verdict, StatusReport("none")
        statuses = [check for check in verdict.checks if check.id == "status"]
        return verdict, status_report(StatusReport("unchecked"), statuses, self.clock)

    def _standing(self, credential: Credential) -> Standing:
        issuer = credential.facts.issuer
        did = issuer if issuer.startswith("did:") else None
        types = certified_types(credential.facts.types)
        return standing_of(did, types, ledger=self.ledger, clock=self.clock)

    def _card(self, form: str, credential: Credential) -> dict[str, Any]:
        facts = credential.facts
        issuer = one_line(facts.issuer_name) or one_line(facts.issuer) or "?"
        name = _name(credential) or credential.title(()) or facts.types[-1]
        return {
            "credential": credential,
            "format": form,
            "name": name if isinstance(name, Label) else Label(name, name),
            "issuer_name": Label(issuer, issuer),
            "issuer_url": _published_below(facts.issuer),
            "art_url": None,
            "background_color": None,
            "text_color": None,
            "labels": (),
            "query_types": frozenset[str](),
        }


def _read(data: bytes) -> tuple[str, str]:
    """The form's name and the badge's text, to the byte. Raises Refused, MalformedInput."""
    version = "3.0"
    if picture_kind(data) is not None:
        baked = extract(data)
        version, text = baked.version, baked.text
    else:
        text = _text(data)
    if version == "2.0":
        return OPEN_BADGES_2, text
    if text.startswith("{"):
        old = is_open_badge_2(strict_json.loads_object(text))
        return (OPEN_BADGES_2 if old else "ldp_vc"), text
    if "~" in text:
        return "dc+sd-jwt", text
    if token_form(text) != "vc+jwt" and _is_version_2(text):
        return OPEN_BADGES_2, text
    raise Refused(
        "This file is no badge that the wallet can read: a credential with a proof inside, an "
        "SD-JWT, or a PNG or SVG picture with one.",
        ko="지갑이 읽을 수 있는 배지 파일이 아닙니다. 서명이 든 JSON, SD-JWT, 또는 배지가 든 PNG·SVG "
        "그림이어야 합니다.",
        code="badge_unknown",
    )


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8").strip()
    except UnicodeDecodeError:
        raise MalformedInput(
            "The file is neither text nor a PNG or SVG picture.",
            ko="텍스트도 PNG·SVG 그림도 아닌 파일입니다.",
        ) from None


def _is_version_2(text: str) -> bool:
    try:
        return read_open_badge_2(text).form == "signed"
    except DamdaError:
        return False


def _is_forgery(check: Check, issuer: str) -> bool:
    # Of an issuer that is no DID the key can't be looked up at all: that is a doubt.
    return check.id in FORGED or (check.id == "issuer_key" and issuer.startswith("did:"))


def _doubts(verdict: Verdict) -> tuple[Label, ...]:
    found = [
        Label(check.en, check.ko)
        for check in verdict.checks
        if check.outcome in ("failed", "unknown") and check.id not in _NO_DOUBT
    ]
    return tuple(dict.fromkeys(found))


def _name(credential: Credential) -> Label | None:
    """The credential's own ``name``: a text, or one for each language (VCDM 2.0, 4.6)."""
    name = credential.claims.get("name")
    values = name if isinstance(name, list) else [name]
    words = {
        each.get("@language", ""): one_line(each.get("@value"))
        for each in values
        if isinstance(each, dict)
    }
    if isinstance(name, str):
        words = {"": one_line(name)}
    words = {language: word for language, word in words.items() if word}
    if not words:
        return None
    first = next(iter(words.values()))
    return Label(words.get("en", first), words.get("ko", first))


def _published_below(issuer: str) -> str:
    """Where our institutions publish what concerns a did:webvh; empty for every other issuer."""
    if not issuer.startswith("did:webvh:"):
        return ""
    try:
        return log_url(issuer).removesuffix("/did.jsonl")
    except DamdaError:
        return ""
