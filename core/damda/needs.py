"""What verifying a credential or a presentation needs, whatever form it has. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from .credentials import anchor_digest, check_credential
from .dids import document_url, split_did_url
from .errors import DamdaError
from .issued import Issued
from .learner_record import with_nested
from .presentation_shape import check_any_presentation, credentials_of
from .proofs import proofs_of
from .protocols import Json, JsonView
from .sd_jwt_vc import check_sd_jwt_vc
from .token_form import token_form
from .vc_jose import (
    ENVELOPED_PRESENTATION,
    check_vc_jwt,
    check_vp_jwt,
    is_enveloped,
    token_of,
)

GENERIC_TYPES = frozenset({"VerifiableCredential", "OpenBadgeCredential", "AchievementCredential"})
"""Types that say what kind of document it is, not what it certifies."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What to collect: URLs of DID logs and status lists, (issuer, accredited types), anchors.

    ``anchors`` are (the digest's name in hex, the credential's issuer); ``status_tokens`` the URLs
    of token status lists; ``type_metadata`` (``vct``, its integrity).
    """

    did_logs: tuple[str, ...] = ()
    status_lists: tuple[str, ...] = ()
    issuers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    anchors: tuple[tuple[str, str], ...] = ()
    status_tokens: tuple[str, ...] = ()
    type_metadata: tuple[tuple[str, str], ...] = ()

    @property
    def urls(self) -> frozenset[str]:
        """All that is named here to be fetched; some of it names more."""
        types = (url for url, _ in self.type_metadata)
        return frozenset((*self.did_logs, *self.status_lists, *self.status_tokens, *types))


@dataclass(frozen=True, slots=True)
class _Needed:
    """What one credential needs beside its issuer's record and log."""

    view: Issued
    digest: bytes
    signers: tuple[str, ...] = ()
    status_lists: tuple[str, ...] = ()
    status_tokens: tuple[str, ...] = ()
    type_metadata: tuple[tuple[str, str], ...] = ()


def accredited_types(view: Issued) -> tuple[str, ...]:
    """The types for which the issuer must be accredited; never empty.

    Of an SD-JWT VC all that it says it is of: ``vct`` and each of the ``aka_vcts``.
    """
    specific = tuple(name for name in view.types if name not in GENERIC_TYPES)
    return specific or tuple(n for n in view.types if n != "VerifiableCredential") or view.types


def needs_of(document: JsonView | str, *, inline_contexts: bool = False) -> Needs:
    """What verifying a presentation or a credential needs: JSON, or an SD-JWT or JWT as a text.

    ``inline_contexts`` is the policy's (`damda.verify.Policy`).
    Never raises: of what is malformed, nothing is needed. Bounded by the limits of
    `damda.credentials` and `MAX_CREDENTIALS`.
    """
    holders, credentials = _parts(document)
    needed = [n for each in credentials for n in _needed(each, inline_contexts)]
    issuers: dict[str, set[str]] = {}
    for each in needed:
        issuers.setdefault(each.view.issuer, set()).update(accredited_types(each.view))
    # Issuers first: where the bound cuts, it cuts others who signed.
    dids = [*issuers, *holders, *(did for each in needed for did in each.signers)]
    return Needs(
        did_logs=_unique(url for did in dids for url in _document_url(did)),
        status_lists=_web(url for each in needed for url in each.status_lists),
        issuers=tuple((did, tuple(sorted(types))) for did, types in issuers.items()),
        anchors=tuple(dict.fromkeys((each.digest.hex(), each.view.issuer) for each in needed)),
        status_tokens=_web(url for each in needed for url in each.status_tokens),
        type_metadata=tuple(dict.fromkeys(t for each in needed for t in each.type_metadata)),
    )


def _parts(document: JsonView | str) -> tuple[list[str], list[Json | str]]:
    """The DIDs of those who present, and the credentials, each in its form."""
    try:
        if isinstance(document, str):
            return _parts_of_token(document)
        if is_enveloped(document, ENVELOPED_PRESENTATION):
            return _parts_of_token(token_of(document, ENVELOPED_PRESENTATION))
        if is_enveloped(document):
            return [], [dict(document)]
        credentials: list[Json | str] = list(with_nested(credentials_of(document)))
    except DamdaError:
        return [], []
    presented = isinstance(document, dict) and "verifiableCredential" in document
    return list(_signers(document)) if presented else [], credentials


def _parts_of_token(text: str) -> tuple[list[str], list[Json | str]]:
    if token_form(text) != "vp+jwt":
        return [], [text]
    presented = check_vp_jwt(text, read=partial(check_any_presentation, inline_contexts=True))
    return [presented.holder], list(presented.credentials)


def _needed(credential: Json | str, inline_contexts: bool) -> Iterator[_Needed]:
    """One, or none if it can't be read."""
    try:
        if not isinstance(credential, str) and is_enveloped(credential):
            credential = token_of(credential)
        if not isinstance(credential, str):
            yield _of_document(credential, inline_contexts)
        elif token_form(credential) == "vc+jwt":
            yield _of_vc_jwt(credential)
        else:
            yield _of_sd_jwt_vc(credential)
    except DamdaError:
        return


def _of_document(document: Json, inline_contexts: bool) -> _Needed:
    view = check_credential(document, inline_contexts=inline_contexts)
    lists = tuple(entry.list_url for entry in view.status_entries)
    return _Needed(view, anchor_digest(document), tuple(_signers(document)), lists)


def _of_vc_jwt(text: str) -> _Needed:
    read = check_vc_jwt(text)
    lists = tuple(entry.list_url for entry in read.view.status_entries)
    return _Needed(read.view, read.digest, status_lists=lists)


def _of_sd_jwt_vc(text: str) -> _Needed:
    view = check_sd_jwt_vc(text)
    reference = view.status_reference
    bound = view.vct_integrity is not None and is_http(view.vct)
    return _Needed(
        view,
        view.digest,
        status_tokens=() if reference is None else (reference.uri,),
        type_metadata=((view.vct, str(view.vct_integrity)),) if bound else (),
    )


def _signers(document: JsonView) -> Iterator[str]:
    """The DIDs that the proofs of a document name, if these can be read."""
    try:
        for proof in proofs_of(document):
            yield split_did_url(proof.get("verificationMethod"))[0]
    except DamdaError:
        return


def _document_url(did: str) -> Iterator[str]:
    try:
        url = document_url(did)
    except DamdaError:
        return
    if url is not None:
        yield url


def is_http(url: str) -> bool:
    """Whether there is something to fetch: lists and types may be named by any URI."""
    return url.startswith(("https://", "http://"))


def _web(urls: Iterable[str]) -> tuple[str, ...]:
    return _unique(url for url in urls if is_http(url))


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
