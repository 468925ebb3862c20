"""The training badge as an SD-JWT VC, from the institution of `support.verifier_story`."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from damda.keys import PublicKey
from damda.openid.jose import sign_jws
from damda.protocols import Accreditation, Json
from damda.sd_jwt import parse
from damda.sd_jwt_vc import secure_sd_jwt_vc
from damda.sd_jwt_vc.integrity import integrity_of
from damda.status.token import ListClaims
from damda.status.token_jwt import draft_status_list_jwt
from damda.status.token_list import StatusReference, new_token_list
from damda_issuers.catalog import Catalog
from damda_issuers.forms import sd_jwt_vc

from support.verifier_story import CLAIMS, Issuer


class Host(Protocol):
    """Where pages lie, by path."""

    url: str
    pages: dict[str, bytes]


class SdJwtIssuer:
    """Beside an `Issuer`: type metadata and a token status list on its host, and accredited for
    both forms."""

    def __init__(self, issuer: Issuer, host: Host, catalog: Catalog) -> None:
        self._issuer, self._host = issuer, host
        self._kind = catalog.type("keis", "TrainingBadge")
        self._index = 0
        self.vct = sd_jwt_vc.vct(self._kind, host.url)
        self.type_metadata = sd_jwt_vc.type_metadata(self._kind, host.url)
        self.reset()

    def reset(self) -> None:
        """Accredited, nothing revoked, everything on the web."""
        self._statuses: dict[int, int] = {}
        self._host.pages[self.vct.removeprefix(self._host.url)] = self.type_metadata
        self.accredit()
        self.publish()

    @property
    def list_url(self) -> str:
        return f"{self._host.url}/keis/status-tokens/1"

    def accredit(self, *types: str) -> None:
        """For ``types``; for both forms where none is named."""
        since = datetime.now(UTC) - timedelta(days=400)
        named = types or ("TrainingBadge", self.vct)
        self._issuer.accredit(accreditations=tuple(Accreditation(n, since, None) for n in named))

    def publish(self) -> None:
        """Sign the list anew and put it on the web."""
        now, signer = datetime.now(UTC), self._issuer.signer
        draft = draft_status_list_jwt(
            ListClaims(
                uri=self.list_url,
                listed=new_token_list(1024, 2).with_statuses(self._statuses),
                issued_at=now - timedelta(minutes=1),
                expires_at=now + timedelta(hours=1),
                ttl=timedelta(seconds=60),
            ),
            algorithm=signer.algorithm,
            kid=signer.verification_method,
        )
        token = draft.attach(signer.sign(draft.signing_input))
        self._host.pages["/keis/status-tokens/1"] = token

    def set_status(self, index: int, value: int) -> None:
        """1 revokes, 2 suspends, 0 reinstates (Token Status List, 7.1)."""
        self._statuses[index] = value
        self.publish()

    def issue(
        self, holder: PublicKey, *, claims: Json | None = None, **changes: Any
    ) -> tuple[str, int]:
        """A badge and its status index; ``changes`` differ from what the agent would write."""
        self._index += 1
        now, signer = datetime.now(UTC), self._issuer.signer
        values = self._kind.validate({**CLAIMS, **(claims or {})}, now=now)
        named: dict[str, Any] = {
            "vct": self.vct,
            "issuer": signer.verification_method.partition("#")[0],
            "verification_method": signer.verification_method,
            "algorithm": signer.algorithm,
            "holder_key": holder,
            "issued_at": now - timedelta(minutes=5),
            "valid_from": now - timedelta(minutes=5),
            "valid_until": None,
            "status": StatusReference(self._index, self.list_url),
            "disclosable": sd_jwt_vc.disclosable(self._kind, values),
            "entropy": secrets.token_bytes,
            "vct_integrity": integrity_of(self.type_metadata),
        }
        draft = secure_sd_jwt_vc(values, **(named | changes))
        return draft.attach(signer.sign(draft.signing_input)), self._index

    def resigned(self, text: str, **payload: Any) -> str:
        """The SD-JWT with another payload, signed by the institution's key; None drops a member."""
        read = parse(text)
        head = {name: value for name, value in read.header.items() if name != "alg"}
        body = {n: v for n, v in (read.payload | payload).items() if v is not None}
        jwt = sign_jws(self._issuer.signer, head, body)
        return "~".join((jwt, *(each.text for each in read.disclosures), ""))
