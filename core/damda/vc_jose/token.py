"""What ``vc+jwt`` and ``vp+jwt`` have in common: header, claims beside the document, times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ..broken_signature import broken_signature
from ..document_members import malformed
from ..errors import MalformedInput, ProofInvalid
from ..keys import PublicKey
from ..openid.jose import Jws, read_jws
from ..protocols import Json
from ..times import numeric_date

MAX_TOKEN = 1_048_576


@dataclass(frozen=True, slots=True)
class Token:
    """A JWT that was read and not yet verified. Its payload is the document.

    ``issued_at`` and ``expires_at`` are of the signature (3.1.3); what the document says of itself
    is another matter.
    """

    text: str
    jws: Jws
    issued_at: datetime | None
    expires_at: datetime | None

    @property
    def document(self) -> Json:
        return self.jws.payload

    @property
    def kid(self) -> object:
        return self.jws.header.get("kid")

    def check_signature(self, key: PublicKey, *, now: datetime, leeway: timedelta) -> None:
        """Raises ProofInvalid: another key, a changed text, a signature that has run out or is of
        the future."""
        if not self.jws.verify(key):
            raise broken_signature()
        if self.issued_at is not None and self.issued_at > now + leeway:
            raise ProofInvalid(
                "The signature was made in the future. One of the clocks may be wrong.",
                ko="서명 시각이 미래입니다. 기기의 시계를 확인하세요.",
            )
        if self.expires_at is not None and self.expires_at <= now - leeway:
            raise ProofInvalid("The signature has expired.", ko="서명의 유효 기간이 지났습니다.")


def read_token(text: object, *, typ: str, cty: str) -> Token:
    """The token of a media type. Raises MalformedInput, LimitExceeded.

    Refused besides: the claims ``vc`` and ``vp`` (3.1.3), and an embedded proof, which nobody
    would check.
    """
    jws = read_jws(text, max_bytes=MAX_TOKEN)
    if jws.header.get("typ") != typ:
        raise malformed(f"its typ is not {typ}", f"typ이 {typ}이(가) 아닙니다")
    if jws.header.get("cty", cty) != cty:
        raise malformed(f"its cty is not {cty}", f"cty가 {cty}이(가) 아닙니다")
    if strange := sorted({"vc", "vp", "proof"} & jws.payload.keys()):
        raise malformed(
            f"{strange[0]} may not stand in the payload of a {typ}",
            f"{typ}의 내용에 {strange[0]} 항목을 쓸 수 없습니다",
        )
    issued_at, begins = _moment(jws.payload, "iat"), _moment(jws.payload, "nbf")
    made = [when for when in (issued_at, begins) if when is not None]
    return Token(str(text), jws, max(made, default=None), _moment(jws.payload, "exp"))


def check_same(payload: Json, claim: str, said: str | None, member: str) -> None:
    """Refuse a claim that says another thing than the document's own member (3.1.3, 4.1.2)."""
    if claim in payload and payload[claim] != said:
        raise malformed(
            f"the claim {claim} says something else than {member}",
            f"{claim} 값이 {member} 값과 다릅니다",
        )


def _moment(payload: Json, name: str) -> datetime | None:
    if name not in payload:
        return None
    try:
        return numeric_date(payload[name])
    except MalformedInput as error:
        raise malformed(
            f"{name} must be a number of seconds", f"{name}은(는) 초 단위의 수여야 합니다"
        ) from error
