"""One credential type of one institution: its claims, its rules, its credential, its schema."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from damda.errors import MalformedInput
from damda.openid.issuer_metadata import claim_description
from damda.protocols import Json
from damda.times import format_time

from .art import Art
from .claims import Claim, accept_claims
from .issuing import Issuing, Naming
from .profiles import PROFILES
from .rules import Rules, korean_day
from .validity import valid_until

__all__ = ["Claim", "CredentialType", "IssuedForm"]


@dataclass(frozen=True, slots=True)
class IssuedForm:
    """A form in which a type is issued: a row of `damda_issuers.forms.FORMS`, and its
    ``credential_configuration_id``."""

    format: str
    configuration_id: str


@dataclass(frozen=True, slots=True)
class CredentialType:
    """What an institution can issue, in one form or in several. ``naming`` holds what its profile
    writes into each one; ``schema_name`` is ``training-badge/v1``."""

    institution: str
    id: str
    forms: tuple[IssuedForm, ...]
    schema_name: str
    profile: str
    name_ko: str
    name_en: str
    description_ko: str
    description_en: str
    validity: str
    background: str
    text: str
    art: Art
    logo: Art
    mark: Art
    naming: Naming
    rules: Rules

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims in the order of the definition, derived ones included."""
        return self.naming.claims

    def form(self, format: str) -> IssuedForm:
        """Raises MalformedInput ("form_not_offered")."""
        for form in self.forms:
            if form.format == format:
                return form
        offered = ", ".join(form.format for form in self.forms)
        raise MalformedInput(
            f"{self.id} is not issued in the form {format[:64]!r}; it is issued as {offered}",
            ko=f"{self.id}은(는) 이 형식으로 발급하지 않습니다. 발급하는 형식: {offered}",
            code="form_not_offered",
        )

    @property
    def schema_id(self) -> str:
        """``https://damda.example/schemas/keis/training-badge/v1``"""
        return self.naming.schema_id

    @property
    def context_url(self) -> str:
        """``https://damda.example/contexts/keis/v1``"""
        return self.naming.context_url

    @property
    def contexts(self) -> tuple[str, ...]:
        """The ``@context`` of the issued credential, in order."""
        return PROFILES[self.profile].contexts(self.naming)

    @property
    def types(self) -> tuple[str, ...]:
        """The ``type`` of the issued credential, the general ones first."""
        return PROFILES[self.profile].types(self.naming)

    def display(self, lang: str, base_url: str) -> Json:
        """One entry of the configuration's ``display`` (OpenID4VCI 1.0, 12.2.4).

        ``lang`` is "ko" or "en"; ``base_url`` is the public server's, under which ``art/`` is.
        """
        korean = lang == "ko"
        name = self.name_ko if korean else self.name_en
        return {
            "name": name,
            "locale": "ko" if korean else "en",
            "description": self.description_ko if korean else self.description_en,
            "logo": {"uri": _url(base_url, self.logo), "alt_text": name},
            "background_color": self.background,
            "text_color": self.text,
        }

    def display_claims(self) -> list[dict[str, Any]]:
        """What a wallet shows, in order: ``{path, ko, en, type, required}``.

        ``path`` is a claims path (OpenID4VCI 1.0, Appendix C). ``type`` is the claim's type as in
        the definition: "string", "date" (the value begins with the Korean day, a time may
        follow), "array:code:ncsUnit", ...
        """
        return [
            {
                "path": list(claim.path),
                "ko": claim.ko,
                "en": claim.en,
                "type": claim.type,
                "required": claim.required,
            }
            for claim in self.claims
            if claim.display
        ]

    def metadata_claims(self) -> list[Json]:
        """``credential_metadata.claims`` of the form ``ldp_vc`` (OpenID4VCI 1.0, Appendix B.2)."""
        return [
            claim_description(
                path=row["path"],
                mandatory=row["required"],
                names={"ko": row["ko"], "en": row["en"]},
            )
            for row in self.display_claims()
        ]

    def validate(self, claims: Json, *, now: datetime) -> Json:
        """The claims, normalized and with the derived ones: what `build` takes.

        ``now`` is aware; rules look at its Korean day. Raises ClaimsRefused with every problem.
        """
        return accept_claims(self.claims, claims, self.rules, korean_day(now))

    def build(
        self,
        claims: Json,
        *,
        credential_id: str,
        issuer_did: str,
        subject_did: str,
        valid_from: datetime,
        status_entries: Sequence[Json],
        base_url: str,
    ) -> Json:
        """The unsecured credential (VCDM 2.0) of claims that `validate` returned.

        ``credential_id`` is a URL such as ``urn:uuid:...``; ``valid_from`` is aware;
        ``base_url`` is the public server's, where the pictures are.
        """
        until = valid_until(self.validity, valid_from)
        issuing = Issuing(
            credential_id=credential_id,
            issuer_did=issuer_did,
            subject_did=subject_did,
            valid_from=format_time(valid_from),
            valid_until=None if until is None else format_time(until),
            status_entries=tuple(status_entries),
            image_url=_url(base_url, self.art),
            mark_url=_url(base_url, self.mark),
        )
        return PROFILES[self.profile].build(self.naming, claims, issuing)

    def json_schema(self) -> Json:
        """JSON Schema of the issued credential; its ``$id`` is `schema_id`.

        It keeps to what draft 7 and 2020-12 say alike.
        """
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": self.schema_id,
            "title": self.name_en,
            "description": self.description_en,
            **PROFILES[self.profile].schema(self.naming),
        }


def _url(base_url: str, art: Art) -> str:
    return f"{base_url.rstrip('/')}/{art.path}"
