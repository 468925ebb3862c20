"""Inputs: good documents with a few things wrong, random JSON, and bytes that are neither."""

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

TEXTS = (
    "", " ", "x", "urn:x:1", "_:b0", "#", "did:key:z6Mk", "did:web:e.example", "https://e.example/#7",
    "2026-11-24T09:00:00Z", "2026-13-40T99:00:00Z", "9999-12-31T23:59:59-12:00", "0", "-1", "131071",
    "9" * 30, "\0", "\ud800", "\U0001f600", "\u202e", "e\u0301", "a" * 300, "z", "u", "z" * 100, "@id",
    "@type", "@none", "@json", "DataIntegrityProof", "eddsa-rdfc-2022", "eddsa-jcs-2022", "__proto__",
    "VerifiableCredential", "VerifiablePresentation", "BitstringStatusListEntry", "ko", "en-US-x-a",
)  # fmt: skip
NUMBERS = (0, -0.0, 1, -1, 7, 42.0, 1.5, 2**31, 2**53, -(2**53), 2**64, 10**400, 1e21, 1e308, 5e-324,
           float("nan"), float("inf"))  # fmt: skip
NAMES = (
    "@context", "@id", "@type", "@value", "@list", "@set", "@graph", "@language", "@direction",
    "@index", "@reverse", "@included", "@nest", "@base", "@vocab", "id", "type", "name", "issuer",
    "holder", "credentialSubject", "credentialStatus", "credentialSchema", "verifiableCredential",
    "proof", "proofValue", "previousProof", "created", "validFrom", "validUntil", "evidence", "memo",
    "statusListIndex", "statusSize", "statusMessage", "encodedList", "ttl", "options", "challenge",
    "domain", "kty", "crv", "x", "y", "d", "alg", "", "_:b0", "https://e.example/#p",
)  # fmt: skip
_BITS = (b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"\0", b"\xff", b"\xf0\x9f", b"\\ud800",
         b"1e999", b"NaN", b"null", b" ", b"~", b".", b"=", b"[[[[[[[[")  # fmt: skip


def random_json(source: Random, depth: int = 4) -> Any:
    kind = source.randrange(10 if depth else 6)
    if kind < 3:
        return source.choice(TEXTS)
    if kind < 6:
        return source.choice((*NUMBERS, True, False, None))
    count = source.randrange(4)
    if kind < 8:
        return [random_json(source, depth - 1) for _ in range(count)]
    return {source.choice(NAMES): random_json(source, depth - 1) for _ in range(count)}


def changed(document: Any, source: Random) -> Any:
    """``document`` itself, with one to four things changed somewhere."""
    for _ in range(source.randint(1, 4)):
        holders = list(_containers(document))
        if not holders:
            return random_json(source)
        holder = source.choice(holders)
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        source.choice(_CHANGES)(holder, source.choice(list(keys) or [None]), source)
    return document


def _containers(value: Any) -> Any:
    pending = [value]
    while pending:
        found = pending.pop()
        if isinstance(found, dict | list):
            yield found
            pending.extend(found.values() if isinstance(found, dict) else found)


def _replace(holder: Any, key: Any, source: Random) -> None:
    if key is not None:
        holder[key] = random_json(source)


def _remove(holder: Any, key: Any, _source: Random) -> None:
    if key is not None:
        del holder[key]


def _add(holder: Any, _key: Any, source: Random) -> None:
    if isinstance(holder, dict):
        holder[source.choice(NAMES)] = random_json(source)
    else:
        holder.insert(source.randint(0, len(holder)), random_json(source))


def _rename(holder: Any, key: Any, source: Random) -> None:
    if isinstance(holder, dict) and key is not None:
        holder[source.choice(NAMES)] = holder.pop(key)


def _wrap(holder: Any, key: Any, source: Random) -> None:
    if key is not None:
        value = holder[key]
        holder[key] = source.choice(
            ([value], [value, value], {"@value": value}, {"@list": [value]}, {"id": value}, {"@graph": value})
        )  # fmt: skip


def _edit_text(holder: Any, key: Any, source: Random) -> None:
    if key is not None and isinstance(holder[key], str):
        text = holder[key]
        at = source.randint(0, len(text))
        holder[key] = text[:at] + source.choice(TEXTS) + text[at + source.randrange(3) :]


def _swap(holder: Any, key: Any, source: Random) -> None:
    if key is not None:
        other = source.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        holder[key], holder[other] = holder[other], holder[key]


def _deepen(holder: Any, key: Any, source: Random) -> None:
    if key is not None and source.random() < 0.05:
        for _ in range(source.choice((10, 63, 200))):
            holder[key] = (
                {source.choice(NAMES): holder[key]} if source.random() < 0.5 else [holder[key]]
            )


_CHANGES: tuple[Callable[[Any, Any, Random], None], ...] = (
    _replace, _replace, _remove, _add, _add, _rename, _wrap, _edit_text, _edit_text, _swap, _deepen,
)  # fmt: skip


def json_input(seeds: Sequence[bytes], source: Random) -> bytes:
    """Mostly a changed seed; some random JSON; some with bytes changed afterwards."""
    roll = source.random()
    if roll < 0.1:
        document = random_json(source, 6)
    else:
        document = changed(json.loads(source.choice(seeds)), source)
    data = json.dumps(document, ensure_ascii=source.random() < 0.5).encode("utf-8", "surrogatepass")
    return byte_input([data], source) if roll > 0.8 else data


def byte_input(seeds: Sequence[bytes], source: Random) -> bytes:
    """A seed with one to three stretches changed, or a few random bytes."""
    if source.random() < 0.05:
        return source.randbytes(source.randrange(40))
    data = source.choice(seeds)
    for _ in range(source.randint(1, 3)):
        at = source.randint(0, len(data))
        until = min(len(data), at + source.choice((0, 0, 1, 1, 2, 5, 40)))
        put = source.choice((source.choice(_BITS), source.randbytes(1), data[at:until] * 2, b""))
        data = data[:at] + put + data[until:]
    return data
