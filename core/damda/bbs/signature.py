"""Signing and verifying a list of messages at once (draft, 3.5.1, 3.5.2, 3.6.1, 3.6.2)."""

from __future__ import annotations

from collections.abc import Sequence

from .ciphersuite import SHA_256, Ciphersuite, count_octets, scalar_octets
from .generators import generators_of
from .groups import ORDER, POINT_LENGTH, SCALAR_LENGTH, Groups, Point
from .keys import public_key_of, secret_scalar
from .refusals import bad_length, bad_scalar, bad_secret_key

SIGNATURE_LENGTH = POINT_LENGTH + SCALAR_LENGTH
"""Bytes of a signature, however many messages it covers."""


def sign(
    secret_key: bytes,
    messages: Sequence[bytes],
    *,
    groups: Groups,
    header: bytes = b"",
    suite: Ciphersuite = SHA_256,
) -> bytes:
    """Sign (3.5.1): 80 bytes, the same ones for the same input.

    Raises KeyMalformed, and LimitExceeded for more than `MAX_MESSAGES` messages.
    """
    secret = secret_scalar(secret_key)
    scalars = suite.message_scalars(messages)
    domain = domain_of(public_key_of(secret_key, groups), len(messages), header, suite, groups)
    signed = b"".join(map(scalar_octets, (secret, *scalars, domain)))
    e = suite.challenge(signed)
    if not e or not (secret + e) % ORDER:
        raise bad_secret_key()
    inverse = pow(secret + e, -1, ORDER)
    point = signed_sum(domain, scalars, inverse, suite, groups)
    return groups.octets(point) + scalar_octets(e)


def verify(
    public_key: bytes,
    signature: bytes,
    messages: Sequence[bytes],
    *,
    groups: Groups,
    header: bytes = b"",
    suite: Ciphersuite = SHA_256,
) -> bool:
    """Verify (3.5.2). Raises MalformedInput if the signature can't be read, KeyMalformed."""
    point, e = signature_parts(signature, groups)
    scalars = suite.message_scalars(messages)
    domain = domain_of(public_key, len(messages), header, suite, groups)
    base = signed_sum(domain, scalars, 1, suite, groups)
    # h(A, W) * h(A * e - B, BP2) = 1
    return groups.paired(point, public_key, groups.weighted_sum([base, point], [1, ORDER - e]))


def domain_of(
    public_key: bytes, messages: int, header: bytes, suite: Ciphersuite, groups: Groups
) -> int:
    """calculate_domain (4.2.3): what else is signed, in one scalar."""
    octets = generators_of(suite, groups).octets(messages)
    bound = count_octets(messages) + octets + suite.api_id + count_octets(len(header)) + header
    return suite.challenge(public_key + bound)


def signed_sum(
    domain: int, scalars: Sequence[int], factor: int, suite: Ciphersuite, groups: Groups
) -> Point:
    """(P1 + Q_1 * domain + H_1 * scalars[0] + ...) * factor."""
    generators = generators_of(suite, groups)
    weights = [factor, *(factor * scalar for scalar in (domain, *scalars))]
    return groups.weighted_sum([generators.p1, *generators.points(len(scalars))], weights)


def signature_parts(signature: bytes, groups: Groups) -> tuple[Point, int]:
    """octets_to_signature (4.2.4.3): A and e. Raises MalformedInput."""
    if len(signature) != SIGNATURE_LENGTH:
        raise bad_length()
    return groups.point(signature[:POINT_LENGTH]), scalar_of(signature[POINT_LENGTH:])


def scalar_of(octets: bytes) -> int:
    """A scalar that is not 0. Raises MalformedInput."""
    scalar = int.from_bytes(octets)
    if not 0 < scalar < ORDER:
        raise bad_scalar()
    return scalar
