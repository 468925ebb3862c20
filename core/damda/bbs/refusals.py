"""What is refused in BBS, worded once."""

from __future__ import annotations

from ..errors import ExtraMissing, KeyMalformed, MalformedInput


def bad_point() -> MalformedInput:
    return MalformedInput(
        "A point of the BBS signature or proof is no point of its group.",
        ko="BBS 서명 값에 올바르지 않은 점이 있습니다.",
    )


def bad_scalar() -> MalformedInput:
    return MalformedInput(
        "A number of the BBS signature or proof is out of its range.",
        ko="BBS 서명 값에 범위를 벗어난 수가 있습니다.",
    )


def bad_length() -> MalformedInput:
    return MalformedInput(
        "The BBS signature or proof has no such length.", ko="BBS 서명 값의 길이가 맞지 않습니다."
    )


def bad_indexes() -> MalformedInput:
    return MalformedInput(
        "The indexes of the disclosed messages must rise and be within the messages.",
        ko="공개한 항목의 번호가 올바르지 않습니다.",
    )


def bad_public_key() -> KeyMalformed:
    return KeyMalformed(
        "The bytes are no BLS12-381 G2 public key.", ko="올바른 BLS12-381 G2 공개 키가 아닙니다."
    )


def bad_secret_key() -> KeyMalformed:
    return KeyMalformed("The bytes are no BBS secret key.", ko="올바른 BBS 개인 키가 아닙니다.")


def extra_missing(*extras: str) -> ExtraMissing:
    commands = " or ".join(f"pip install 'damda[{extra}]'" for extra in extras)
    return ExtraMissing(
        f"BBS needs a package that is not installed. Install it with {commands}.",
        ko=f"BBS에 필요한 패키지가 없습니다. 다음 명령으로 설치하세요: {commands}",
    )
