"""SD-JWT VCs as an institution would issue them: ten claims that can be disclosed, two shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from secrets import token_bytes
from typing import TYPE_CHECKING

from damda.keys import PublicKey
from damda.protocols import Json
from damda.sd_jwt import (
    check_key_binding,
    holder_key,
    parse,
    present,
    processed,
    verify_signature,
)
from damda.sd_jwt_vc import secure_sd_jwt_vc
from damda.times import parse_time
from damda.verify import Expected, verify_sd_jwt_presentation

from .participant import Operation
from .parties import CHALLENGE, CREATED, DOMAIN, VALID_UNTIL

if TYPE_CHECKING:
    from .ours import Ours

VCT = "https://issuer.example/credentials/training/1"
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

    def issued(self, material: Json) -> str:
        """The credential with all its disclosures."""
        issuer, holder = self.ours.parties.p256_issuer, self.ours.parties.p256_holder
        draft = secure_sd_jwt_vc(
            material["claims"],
            vct=VCT,
            issuer=issuer.did,
            verification_method=issuer.verification_method,
            algorithm="ES256",
            holder_key=holder.public,
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
        """All checks of the public API that need no ledger, the issuer's key by its DID."""
        verdict = verify_sd_jwt_presentation(
            text,
            expected=Expected(CHALLENGE, DOMAIN),
            evidence=self.ours.setting.evidence,
            policy=self.ours.setting.policy,
            now=self.ours.setting.now,
        )
        return verdict.verified

    def proven(self, issuer_key: PublicKey, text: str) -> bool:
        """Signature, key binding and disclosures, with the issuer's key at hand."""
        sd_jwt = parse(text)
        verify_signature(sd_jwt, issuer_key)
        key = holder_key(sd_jwt)
        assert key is not None
        check_key_binding(
            sd_jwt,
            key=key,
            audience=DOMAIN,
            nonce=CHALLENGE,
            now=self.ours.setting.now,
            max_age=None,
        )
        return "course" in processed(sd_jwt)


def operations(ours: Ours) -> dict[str, Operation]:
    """Damda's operations."""
    parties = P256Parties(ours)
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
            "all checks of the public API that need no ledger", _text, parties.verified
        ),
    }


def proof_alone(ours: Ours) -> dict[str, Operation]:
    """What the peers do too, by `damda.sd_jwt` alone."""
    proven = partial(P256Parties(ours).proven, ours.parties.p256_issuer.public)
    return {
        "sdjwt-verify": Operation(
            "signature, key binding, disclosures (`damda.sd_jwt`), the key at hand", _text, proven
        )
    }


def _text(material: Json) -> str:
    return str(material["text"])
