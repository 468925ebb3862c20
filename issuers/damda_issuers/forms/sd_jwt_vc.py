"""``dc+sd-jwt``: an SD-JWT VC (draft-ietf-oauth-sd-jwt-vc). The claims stand side by side under the
names that the definition gives them, each to be shown or not, the values of a list one by one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from damda.openid.issuer_metadata import claim_description, sd_jwt_vc_configuration
from damda.protocols import Json, JsonView
from damda.sd_jwt import ALWAYS_SHOWN, Path
from damda.sd_jwt_vc import NEVER_DISCLOSABLE
from damda.sd_jwt_vc.integrity import integrity_of
from damda.sd_jwt_vc.type_metadata import ClaimDisplay, ClaimMetadata, TypeDisplay, TypeMetadata

if TYPE_CHECKING:
    from ..claims import Claim
    from ..credential_type import CredentialType

FORMAT = "dc+sd-jwt"

_REGISTERED = NEVER_DISCLOSABLE | ALWAYS_SHOWN | {"iat", "jti", "sub"}
_LANGUAGES = ("ko", "en")


def problem_with(claim: Claim) -> tuple[str, str] | None:
    """A name that means something else in a JWT (RFC 7519, 4.1), and why."""
    if claim.name in _REGISTERED:
        return "name", f"{claim.name!r} has a meaning in SD-JWT VCs; choose another name"
    return None


def configuration(kind: CredentialType, scope: str, base_url: str) -> Json:
    """The issuer metadata's entry (OpenID4VCI 1.0, A.3.2)."""
    return sd_jwt_vc_configuration(
        scope=scope,
        vct=vct(kind, base_url),
        display=[kind.display(lang, base_url) for lang in _LANGUAGES],
        claims=[
            claim_description(
                path=[claim.name], mandatory=claim.required, names={"ko": claim.ko, "en": claim.en}
            )
            for claim in kind.claims
            if claim.display
        ],
    )


def vct(kind: CredentialType, base_url: str) -> str:
    """The type's name, where its metadata is: ``https://agency.example/keis/types/training-badge/v1``."""
    return f"{base_url.rstrip('/')}/{kind.institution}/types/{kind.schema_name}"


def disclosable(kind: CredentialType, values: JsonView) -> list[Path]:
    """Which of ``values`` the holder may keep back: claims that are there, in the definition's order."""
    return [
        path
        for claim in kind.claims
        if claim.name in values and not claim.always_disclosed
        for path in _paths(claim)
    ]


def decoys(kind: CredentialType, values: JsonView) -> int:
    """One for each claim that could be hidden and is not there: how many digests a credential has
    then does not tell which claims its holder has (RFC 9901, 4.2.5)."""
    return sum(c.name not in values and not c.always_disclosed for c in kind.claims)


def type_metadata(kind: CredentialType, base_url: str) -> bytes:
    """The Type Metadata document (draft-ietf-oauth-sd-jwt-vc, 5), UTF-8, the same bytes each time."""
    metadata = TypeMetadata(
        vct=vct(kind, base_url),
        name=kind.name_en,
        description=kind.description_en,
        display=tuple(_display(kind, lang, base_url) for lang in _LANGUAGES),
        claims=tuple(each for claim in kind.claims for each in _claim_metadata(claim)),
    )
    return json.dumps(metadata.to_json(), ensure_ascii=False).encode("utf-8")


def _paths(claim: Claim) -> list[Path]:
    """The claim, and each value in it if it is a list."""
    return [(claim.name,), (claim.name, None)] if claim.is_list else [(claim.name,)]


def _display(kind: CredentialType, lang: str, base_url: str) -> TypeDisplay:
    shown = kind.display(lang, base_url)
    return TypeDisplay(
        locale=shown["locale"],
        name=shown["name"],
        description=shown["description"],
        rendering={
            "simple": {
                "logo": {**shown["logo"], "uri#integrity": integrity_of(kind.logo.data)},
                "background_color": shown["background_color"],
                "text_color": shown["text_color"],
            }
        },
    )


def _claim_metadata(claim: Claim) -> list[ClaimMetadata]:
    """The labels stand at the claim itself; of a list's values is said only whether they may hide."""
    labels = (ClaimDisplay("ko", claim.ko), ClaimDisplay("en", claim.en))
    return [
        ClaimMetadata(
            path=path,
            display=labels if claim.display and len(path) == 1 else None,
            mandatory=claim.required if len(path) == 1 else None,
            sd="never" if claim.always_disclosed else "always",
        )
        for path in _paths(claim)
    ]
