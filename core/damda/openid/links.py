"""The parameters of a link that a wallet was given, decoded once (OpenID4VCI 1.0, 4.1.2)."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes, urlsplit

from ..errors import LimitExceeded, MalformedInput

MAX_LINK = 16_384
MAX_PARAMETERS = 50


def parameters(link: str) -> dict[str, str]:
    """The query's parameters, form-decoded once (``+`` is a space).

    Raises MalformedInput for a parameter that is there twice, for what is not UTF-8 and for a link
    that can't be split; LimitExceeded.
    """
    if len(link) > MAX_LINK:
        raise _too_long()
    try:
        pairs = [pair for pair in urlsplit(link).query.split("&") if pair]
    except ValueError as error:
        raise _unreadable() from error
    if len(pairs) > MAX_PARAMETERS:
        raise _too_long()
    found: dict[str, str] = {}
    for name, _, value in (pair.partition("=") for pair in pairs):
        decoded = _decoded(name)
        if decoded in found:
            raise MalformedInput(
                f"'{decoded[:40]}' is there twice in the link.",
                ko=f"링크에 '{decoded[:40]}'이(가) 두 번 들어 있습니다.",
            )
        found[decoded] = _decoded(value)
    return found


def _decoded(text: str) -> str:
    try:
        return unquote_to_bytes(text.replace("+", " ")).decode("utf-8")
    except UnicodeError as error:
        raise _unreadable() from error


def _too_long() -> LimitExceeded:
    return LimitExceeded("The link is too long.", ko="링크가 너무 깁니다.")


def _unreadable() -> MalformedInput:
    return MalformedInput("The link can't be read.", ko="링크를 읽을 수 없습니다.")
