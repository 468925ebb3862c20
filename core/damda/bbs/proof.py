"""Proving that one holds a signature, with some of its messages shown (draft, 3.5.3 to 3.7).

Every proof is blinded anew: two of one signature have nothing in common but what is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..errors import ProofInvalid
from ..protocols import Entropy
from .ciphersuite import EXPAND_LENGTH, SHA_256, Ciphersuite, count_octets, scalar_octets
from .generators import MAX_MESSAGES, generators_of
from .groups import ORDER, POINT_LENGTH, SCALAR_LENGTH, Groups
from .refusals import bad_indexes, bad_length
from .signature import domain_of, scalar_of, signature_parts, signed_sum

_POINTS = 3 * POINT_LENGTH
_FLOOR = _POINTS + 4 * SCALAR_LENGTH
MAX_PROOF_LENGTH = _FLOOR + MAX_MESSAGES * SCALAR_LENGTH


def prove(
    public_key: bytes,
    signature: bytes,
    messages: Sequence[bytes],
    disclosed: Sequence[int],
    *,
    groups: Groups,
    entropy: Entropy,
    header: bytes = b"",
    presentation_header: bytes = b"",
    suite: Ciphersuite = SHA_256,
    check_signature: bool = True,
) -> bytes:
    """ProofGen (3.5.3): a proof of ``signature`` that shows the messages at ``disclosed``.

    ``check_signature`` costs a pairing (seconds with py-ecc); without it, the proof of a signature
    that does not hold does not hold either. Raises ProofInvalid for such a signature,
    MalformedInput, LimitExceeded, KeyMalformed.
    """
    hidden = _others(disclosed, len(messages))
    a, e = signature_parts(signature, groups)
    scalars = suite.message_scalars(messages)
    points = generators_of(suite, groups).points(len(messages))
    r1, r2, e_blind, r1_blind, r3_blind, *blinds = _random_scalars(5 + len(hidden), entropy)
    domain = domain_of(public_key, len(messages), header, suite, groups)
    d = signed_sum(domain, scalars, r2, suite, groups)
    a_bar = groups.weighted_sum([a], [r1 * r2])
    b_bar = groups.weighted_sum([d, a_bar], [r1, -e])
    if check_signature and not groups.paired(a_bar, public_key, b_bar):
        raise ProofInvalid(
            "The BBS signature does not hold: what it signs was changed, or another key signed.",
            ko="BBS 서명이 맞지 않습니다. 내용이 바뀌었거나 다른 키로 서명되었습니다.",
        )
    t1 = groups.weighted_sum([a_bar, d], [e_blind, r1_blind])
    t2 = groups.weighted_sum([d, *(points[1 + index] for index in hidden)], [r3_blind, *blinds])
    first = b"".join(map(groups.octets, (a_bar, b_bar, d)))
    challenge = _challenge(
        first + groups.octets(t1) + groups.octets(t2) + scalar_octets(domain),
        [(index, scalars[index]) for index in disclosed],
        presentation_header,
        suite,
    )
    answers = (
        e_blind + e * challenge,
        r1_blind - r1 * challenge,
        r3_blind - pow(r2, -1, ORDER) * challenge,
        *(m + scalars[j] * challenge for m, j in zip(blinds, hidden, strict=True)),
        challenge,
    )
    return first + b"".join(scalar_octets(answer % ORDER) for answer in answers)


def verify_proof(
    public_key: bytes,
    proof: bytes,
    messages: Sequence[bytes],
    disclosed: Sequence[int],
    *,
    groups: Groups,
    header: bytes = b"",
    presentation_header: bytes = b"",
    suite: Ciphersuite = SHA_256,
) -> bool:
    """ProofVerify (3.5.4): whether ``proof`` shows ``messages``, which stood at ``disclosed``.

    Raises MalformedInput if the proof or the indexes can't be read, LimitExceeded, KeyMalformed.
    """
    count = _hidden_count(proof) + len(disclosed)
    hidden = _others(disclosed, count)
    if len(messages) != len(disclosed):
        raise bad_indexes()
    octets = [proof[at : at + POINT_LENGTH] for at in range(0, _POINTS, POINT_LENGTH)]
    a_bar, b_bar, d = map(groups.point, octets)
    e, r1, r3, *answers, challenge = _scalars(proof[_POINTS:])
    shown = list(zip(disclosed, suite.message_scalars(messages), strict=True))
    generators = generators_of(suite, groups)
    q1, *points = generators.points(count)
    domain = domain_of(public_key, count, header, suite, groups)
    t1 = groups.weighted_sum([b_bar, a_bar, d], [challenge, e, r1])
    # T2 = Bv * c + D * r3^ + ..., with the sum Bv written out.
    bases = [generators.p1, q1, *(points[i] for i in disclosed)]
    weights = [challenge, challenge * domain, *(challenge * scalar for _, scalar in shown)]
    t2 = groups.weighted_sum([*bases, d, *(points[j] for j in hidden)], [*weights, r3, *answers])
    committed = proof[:_POINTS] + groups.octets(t1) + groups.octets(t2) + scalar_octets(domain)
    if challenge != _challenge(committed, shown, presentation_header, suite):
        return False
    return groups.paired(a_bar, public_key, b_bar)


def _challenge(
    committed: bytes,
    shown: Sequence[tuple[int, int]],
    presentation_header: bytes,
    suite: Ciphersuite,
) -> int:
    """ProofChallengeCalculate (3.7.4); ``shown`` has the index and scalar of each message."""
    disclosed = b"".join(count_octets(index) + scalar_octets(scalar) for index, scalar in shown)
    header = count_octets(len(presentation_header)) + presentation_header
    return suite.challenge(count_octets(len(shown)) + disclosed + committed + header)


def _random_scalars(count: int, entropy: Entropy) -> list[int]:
    """calculate_random_scalars (4.2.1)."""
    return [int.from_bytes(entropy(EXPAND_LENGTH)) % ORDER for _ in range(count)]


def _others(disclosed: Sequence[int], count: int) -> list[int]:
    """The indexes below ``count`` that are not disclosed."""
    shown = set(disclosed)
    rising = all(first < second for first, second in pairwise(disclosed))
    if not rising or not shown.issubset(range(count)):
        raise bad_indexes()
    return [index for index in range(count) if index not in shown]


def _hidden_count(proof: bytes) -> int:
    if not _FLOOR <= len(proof) <= MAX_PROOF_LENGTH or (len(proof) - _FLOOR) % SCALAR_LENGTH:
        raise bad_length()
    return (len(proof) - _FLOOR) // SCALAR_LENGTH


def _scalars(octets: bytes) -> list[int]:
    return [
        scalar_of(octets[at : at + SCALAR_LENGTH]) for at in range(0, len(octets), SCALAR_LENGTH)
    ]
