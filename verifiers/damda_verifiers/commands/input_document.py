"""What a file gives to be verified: a JSON document, or the text of an SD-JWT or JWT."""

from __future__ import annotations

import json

from damda.errors import MalformedInput
from damda.inspect.compact_token import is_compact
from damda.inspect.source import source_of_bytes
from damda.protocols import Json
from damda.sd_jwt import parse_json
from damda.sd_jwt_vc import TYPE as SD_JWT_VC
from damda.token_form import token_form


def document_of(data: bytes) -> Json | str:
    """The document; of an SD-JWT in JSON its compact form.

    Raises DamdaError, "not_verifiable" for a text that is neither JSON nor a token.
    """
    source = source_of_bytes(data)
    document = source.document
    if document is None:
        return _token(source.text)
    if "payload" in document and {"protected", "signatures"} & document.keys():
        return _compact(document)
    return document


def _token(text: str) -> str:
    token, tilde, _ = text.partition("~")
    if is_compact(token) and (tilde or token_form(text) != SD_JWT_VC):
        return text
    raise MalformedInput(
        "A credential or presentation is needed: one JSON object, an SD-JWT VC, or a JWT of the "
        "type vc+jwt or vp+jwt. Other texts can be looked into with damda inspect.",
        ko="증명서나 제출 문서가 필요합니다(JSON 객체, SD-JWT VC, vc+jwt 또는 vp+jwt 형식의 JWT). 다른 "
        "글의 내용은 damda inspect로 볼 수 있습니다.",
        code="not_verifiable",
    )


def _compact(document: Json) -> str:
    sd_jwt = parse_json(json.dumps(document))
    if sd_jwt.other_signatures:
        raise MalformedInput(
            "An SD-JWT with several signatures is not verified here; give one of them.",
            ko="서명이 여러 개인 SD-JWT는 여기서 확인하지 않습니다. 서명 하나만 지정해 주세요.",
            code="not_verifiable",
        )
    return sd_jwt.serialize()
