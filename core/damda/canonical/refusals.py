"""Why the walk refuses a document: one sentence for each kind of fault."""

from __future__ import annotations

from ..errors import LimitExceeded, MalformedInput


def malformed(en: str, ko: str) -> MalformedInput:
    return MalformedInput(en, ko=ko)


def null() -> MalformedInput:
    return MalformedInput(
        "null has no meaning in a signed document: leave the member out.",
        ko="서명 문서에는 null을 쓸 수 없습니다. 항목을 빼 주세요.",
    )


def no_value(value: object) -> MalformedInput:
    """For what can't be the value of a member: null, an array in an array, no JSON at all."""
    if value is None:
        return null()
    if type(value) is list:
        return MalformedInput("An array stands in an array.", ko="배열 안에 배열이 있습니다.")
    return MalformedInput("The document holds a value that is no JSON.", ko="JSON 값이 아닙니다.")


def undefined(name: str) -> MalformedInput:
    return MalformedInput(
        f'"{name[:100]}" is not defined by the contexts of the document and would not be signed.',
        ko=f'컨텍스트에 정의되지 않아 서명되지 않는 내용이 문서에 있습니다: "{name[:100]}"',
    )


def unsupported(feature: str) -> MalformedInput:
    return MalformedInput(
        f"{feature} is not supported in signed documents.",
        ko=f"서명 문서에는 {feature}을(를) 쓸 수 없습니다.",
    )


def unsaid(en: str, ko: str) -> MalformedInput:
    return MalformedInput(
        f"{en} says nothing and would not be signed: leave it out.",
        ko=f"{ko}은(는) 아무 내용이 없어 서명되지 않습니다. 빼 주세요.",
    )


def rewrapped(name: str) -> MalformedInput:
    return MalformedInput(
        f'"{name[:100]}" wraps its value in another way than its context says: '
        "one value as it is, several and declared sets as an array.",
        ko=f'"{name[:100]}"의 값은 컨텍스트에 정해진 모양(값 하나 또는 배열)으로 써야 합니다.',
    )


def said_twice(name: str) -> MalformedInput:
    return MalformedInput(
        f'Two members or values mean the same: "{name[:100]}" is one of them.',
        ko=f'같은 뜻의 항목이나 값이 두 번 있습니다: "{name[:100]}"',
    )


def spelled(name: str) -> MalformedInput:
    return MalformedInput(
        f'"{name[:100]}" is another spelling of a name that the contexts define: write that name.',
        ko=f'"{name[:100]}" 대신 컨텍스트에 정해진 이름을 써야 합니다.',
    )


def not_whole(identifier: object) -> MalformedInput:
    shown = str(identifier)[:100] if isinstance(identifier, str | int | float) else "?"
    return MalformedInput(
        f"An id or type must be a whole URL (such as urn:uuid:..): {shown}",
        ko=f"id나 type은 전체 주소(예: urn:uuid:..)여야 합니다: {shown}",
    )


def too_much() -> LimitExceeded:
    return LimitExceeded(
        "The document is too large or nested too deeply.",
        ko="문서가 너무 크거나 너무 깊게 중첩되어 있습니다.",
    )
