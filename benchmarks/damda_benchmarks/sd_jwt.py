"""SD-JWT VCs as an institution would issue them: ten claims that can be disclosed, two shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from secrets import token_bytes
from typing import TYPE_CHECKING

from damda.keys import PublicKey
from damda.protocols import Json
from damda.sd_jwt import check_key_binding, parse, present, verify_signature
from damda.sd_jwt_vc import check_sd_jwt_vc, secure_sd_jwt_vc
from damda.times import parse_time

from .participant import Operation
from .parties import CHALLENGE, CREATED, DOMAIN, VALID_UNTIL

if TYPE_CHECKING:
    from .ours import Ours

VCT = "https://issuer.example/credentials/training/1"
MAX_AGE = timedelta(hours=24)
"""Of the key bindings, which are made before the rounds begin."""
SHOWN = ("given_name", "course")


def claims(name: str) -> Json:
    """Ten claims about somebody, of every JSON type; others for each name."""
    return {
        "given_name": f"길동 {name}",
        "family_name": "홍",
        "birthdate": "1990-01-01",
        "email": f"gildong+{name}@people.example",
        "phone_number": "+82-2-000-0000",
        "address": {"street_address": "세종대로 209", "locality": "서울", "country": "KR"},
        "nationalities": ["KR"],
        "course": "정보처리 기초 과정",
        "score": 87,
        "completed": True,
    }


@dataclass(frozen=True, slots=True)
class P256Parties:
    """An issuer and a holder with P-256 keys, so that everybody signs with ES256."""

    ours: Ours
    issuer_key: PublicKey
    holder_key: PublicKey

    def issued(self, material: Json) -> str:
        """The credential with all its disclosures."""
        issuer = self.ours.parties.p256_issuer
        draft = secure_sd_jwt_vc(
            material["claims"],
            vct=VCT,
            issuer=issuer.did,
            verification_method=issuer.verification_method,
            algorithm="ES256",
            holder_key=self.holder_key,
            issued_at=CREATED,
            valid_from=None,
            valid_until=parse_time(VALID_UNTIL),
            status=None,
            disclosable=[(name,) for name in material["claims"]],
            entropy=token_bytes,
        )
        return draft.attach(issuer.sign(draft.signing_input))

    def presented(self, text: str, *, issued_at: datetime) -> str:
        """Two of its claims, with a key binding."""
        return present(
            parse(text),
            paths=[(name,) for name in SHOWN],
            signer=self.ours.parties.p256_holder,
            audience=DOMAIN,
            nonce=CHALLENGE,
            issued_at=issued_at,
        )

    def verified(self, text: str) -> bool:
        """As the peers verify: form, type, signature, disclosures, dates, key binding."""
        view = check_sd_jwt_vc(text)
        verify_signature(view.sd_jwt, self.issuer_key)
        assert view.holder_key is not None
        now = self.ours.setting.now
        check_key_binding(
            view.sd_jwt,
            key=view.holder_key,
            audience=DOMAIN,
            nonce=CHALLENGE,
            now=now,
            max_age=MAX_AGE,
        )
        begun = view.valid_from is None or view.valid_from <= now
        over = view.valid_until is not None and view.valid_until < now
        return view.vct == VCT and begun and not over and "course" in view.claims


def p256_parties(ours: Ours) -> P256Parties:
    """With the public keys at hand, which nobody derives anew for each credential."""
    parties = ours.parties
    return P256Parties(ours, parties.p256_issuer.public, parties.p256_holder.public)


def operations(ours: Ours) -> dict[str, Operation]:
    """Damda's operations."""
    parties = p256_parties(ours)
    present_now = partial(parties.presented, issued_at=ours.setting.now)
    return {
        "sdjwt-issue": Operation(
            "`secure_sd_jwt_vc`: claims and paths checked, the holder's key too",
            dict,
            lambda one: parties.issued(one).count("~") == 11,
        ),
        "sdjwt-present": Operation(
            "`present`: strict reading, every digest checked, two claims, key binding",
            _text,
            lambda text: present_now(text).count("~") == 3,
        ),
        "sdjwt-verify": Operation(
            "`check_sd_jwt_vc`, `verify_signature`, `check_key_binding` and the dates, the issuer's "
            "key at hand as the peers have it",
            _text,
            parties.verified,
        ),
    }


def _text(material: Json) -> str:
    return str(material["text"])
