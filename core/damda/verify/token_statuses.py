"""What became of an SD-JWT VC, by the token status list of its issuer."""

from __future__ import annotations

from ..errors import DamdaError
from ..issued import Issued
from ..jose_kid import method_of_kid
from ..keys import PublicKey
from ..status.token_list import StatusReference
from .finding import Finding, Setting, skipped, unknown
from .issuer_key import key_of
from .signed_list import unusable
from .status_list import unsupported
from .token_status import token_status


def token_statuses(
    view: Issued,
    reference: StatusReference | None,
    unread: tuple[str, ...],
    setting: Setting,
) -> tuple[Finding, ...]:
    """One finding for ``reference`` and for each mechanism in ``unread``, or that there is none."""
    others = tuple(unknown("status_unavailable", unsupported(name)) for name in unread)
    if reference is None:
        return others or (skipped("status_not_used"),)

    def key_for(kid: str | None) -> PublicKey:
        # The list says how things are now: so must the key be.
        method = method_of_kid(kid, view.issuer)
        return key_of(view.issuer, method, "assertionMethod", setting, setting.now)[0]

    token = _jwt_only(setting.evidence.status_lists.get(reference.uri))
    leeway = setting.policy.leeway
    found = token_status(reference, token, key_for=key_for, now=setting.now, leeway=leeway)
    return (found, *others)


def _jwt_only(token: bytes | DamdaError | None) -> bytes | DamdaError | None:
    """The list of an SD-JWT VC is a JWT (draft-ietf-oauth-sd-jwt-vc, 2.2.2.3), never a CWT."""
    if isinstance(token, bytes) and not token.startswith(b"ey"):
        return unusable("it is no JWT", "JWT 형식이 아닙니다")
    return token
