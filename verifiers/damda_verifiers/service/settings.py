"""What the service is told at its start. Read in one place, frozen afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from damda.errors import DamdaError


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on size, number and time; a request beyond them is refused, never queued for good."""

    response_bytes: int = 512 * 1024
    """Largest body that a wallet may post."""
    body_bytes: int = 4 * 1024
    """Largest other body."""
    body_seconds: float = 10.0
    """How long a body may take to arrive."""
    pending: int = 2_000
    """Requests that wait for an answer at one time."""
    stored: int = 200_000
    """Answered requests that are kept at one time."""
    work_per_minute: int = 120
    """New requests and rechecks from one address."""
    answers_per_minute: int = 240
    """Wallet answers from one address."""
    watchers: int = 500
    """Open event streams."""
    verifying: int = 4
    """Verifications under way at one time."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``public_url`` is how browsers and wallets reach the service, without a closing slash."""

    public_url: str
    request_lifetime: timedelta = timedelta(minutes=5)
    limits: Limits = Limits()

    def __post_init__(self) -> None:
        parts = urlsplit(self.public_url)
        plain = parts.scheme == "http" and parts.hostname == "localhost"
        if (parts.scheme != "https" and not plain) or not _bare(self):
            raise DamdaError(
                "The public URL must be https://NAME[:PORT] without a path (http only for"
                " localhost); did:webvh allows no IP addresses.",
                ko="공개 주소는 경로 없는 https://이름[:포트] 여야 합니다(http는 localhost만). "
                "did:webvh는 IP 주소를 허용하지 않습니다.",
                code="bad_public_url",
            )

    @property
    def secure(self) -> bool:
        """Whether browsers reach the service over TLS."""
        return self.public_url.startswith("https://")


LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def _bare(settings: Settings) -> bool:
    parts = urlsplit(settings.public_url)
    try:
        parts.port  # noqa: B018 -- raises ValueError where the port is no number
    except ValueError:
        return False
    if parts.path or parts.query or parts.fragment or parts.username or not parts.hostname:
        return False
    try:
        ip_address(parts.hostname)
    except ValueError:
        return True
    return False
