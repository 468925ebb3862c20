"""What is taken for an SD-JWT (RFC 9901, 4), and how much of it."""

import time

import pytest
from damda.errors import DamdaError, LimitExceeded, MalformedInput
from damda.sd_jwt import MAX_BYTES, MAX_DISCLOSURES, parse, processed
from support.sd_jwt_world import digest, disclosure, encoded, forged, issued

NAME = disclosure("salt", "name", "Kim")
JWT = forged({"_sd": [digest(NAME)]})[:-1]
BINDING = "e30.e30.AAAA"


def test_a_text_comes_out_as_it_went_in() -> None:
    for text in (f"{JWT}~", f"{JWT}~{NAME}~", f"{JWT}~{NAME}~{BINDING}", issued()):
        assert parse(text).serialize() == text


def test_the_parts() -> None:
    sd_jwt = parse(f"{JWT}~{NAME}~{BINDING}")
    [each] = sd_jwt.disclosures
    assert (each.salt, each.name, each.value) == ("salt", "name", "Kim")
    assert (sd_jwt.jwt, sd_jwt.key_binding) == (JWT, BINDING)
    assert sd_jwt.header == {"alg": "ES256"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "~",
        JWT,  # a JWT is no SD-JWT
        f"{JWT}~{NAME}",  # the last tilde is missing
        f"{JWT}~~",
        f"{JWT}~{NAME}~~",
        f"~{JWT}~",
        f"{JWT}~{NAME}=~",
        f"{JWT}~{NAME} ~",
        f"{JWT}~{NAME}\n~",
        f"{JWT}~{NAME}~{BINDING}~",
        f"{JWT}~{NAME}~{BINDING}.AAAA",
        f"{JWT}~{NAME}~e30.e30.",
        f"{JWT}.e30~",
        f"{JWT}~Ａ~",
        None,
        b"",
        7,
    ],
)
def test_other_texts(text: object) -> None:
    with pytest.raises(MalformedInput):
        parse(text)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b'["s"]',
        b'["s","n","v","x"]',
        b'[1,"n","v"]',
        b'["s",1,"v"]',
        b'["s",null,"v"]',
        b'[null,"v"]',
        b'["s","_sd",["x"]]',
        b'["s","...","x"]',
        b'["s","n",NaN]',
        b'["s","n",1e999]',
        b'["s","n",{"a":1,"a":2}]',
        b'["s","n","\\ud800"]',
        b'["s","n","v"] x',
        b'["s","n",' + b"[" * 70 + b"]" * 70 + b"]",
        "\ufeff".encode() + b'["s","n","v"]',
        b'["s","n","\xff"]',
    ],
)
def test_disclosures_that_are_none(data: bytes) -> None:
    with pytest.raises(MalformedInput):
        parse(f"{JWT}~{encoded(data)}~")


def test_a_disclosure_may_be_spelled_with_white_space_and_escapes() -> None:
    """Its digest is over the text as it came (4.2.3), so any JSON will do."""
    text = encoded(b'[ "s",\n "n\\u0061me", "\\uAE40" ]')
    assert processed(parse(forged({"_sd": [digest(text)]}, text))) == {"name": "김"}


def test_too_much_is_refused_at_once() -> None:
    began = time.process_time()
    for text in (
        f"{JWT}~" + "A" * MAX_BYTES,
        JWT + "~" * (MAX_DISCLOSURES + 2),
        f"{JWT}~{NAME}" + "~" * 900_000,
        f"{JWT}~" + f"{NAME}~" * (MAX_DISCLOSURES + 1),
        f"{'A' * 600_000}.e30.AAAA~",
    ):
        with pytest.raises(LimitExceeded):
            parse(text)
    assert time.process_time() - began < 1


def test_as_many_disclosures_as_may_be() -> None:
    texts = [disclosure(str(n), f"n{n}", n) for n in range(MAX_DISCLOSURES)]
    text = forged({"_sd": [digest(each) for each in texts]}, *texts)
    assert len(processed(parse(text))) == MAX_DISCLOSURES


def test_every_refusal_speaks_two_languages() -> None:
    for text in ("", JWT, f"{JWT}~AA~"):
        with pytest.raises(DamdaError) as caught:
            parse(text)
        assert caught.value.en != caught.value.ko
