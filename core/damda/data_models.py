"""The two versions of the VC Data Model, and what differs between them: context and dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from .document_members import malformed
from .protocols import JsonView
from .times import parse_time

CONTEXT_V2 = "https://www.w3.org/ns/credentials/v2"
CONTEXT_V1 = "https://www.w3.org/2018/credentials/v1"


@dataclass(frozen=True, slots=True)
class DataModel:
    """``begin`` and ``end`` are the members that say from when and until when it is valid."""

    version: Literal["1.1", "2.0"]
    context: str
    begin: str
    end: str
    begin_required: bool


VERSION_2_0 = DataModel("2.0", CONTEXT_V2, "validFrom", "validUntil", begin_required=False)
VERSION_1_1 = DataModel("1.1", CONTEXT_V1, "issuanceDate", "expirationDate", begin_required=True)

DATA_MODELS = {model.context: model for model in (VERSION_2_0, VERSION_1_1)}


def data_model_of(contexts: object) -> DataModel:
    """The version that ``@context`` names: an array, its first item the version's own context.

    VCDM 2.0, 4.3; VCDM 1.1, 4.1. Raises MalformedInput; also if a context is named twice.
    """
    first = contexts[0] if isinstance(contexts, list) and contexts else None
    model = DATA_MODELS.get(first) if isinstance(first, str) else None
    if model is None or not isinstance(contexts, list):
        raise malformed(
            f"@context must be an array that begins with {CONTEXT_V2} (or, for data model 1.1, "
            f"{CONTEXT_V1})",
            f"@context는 {CONTEXT_V2}로 시작하는 배열이어야 합니다",
        )
    named = [context for context in contexts if isinstance(context, str)]
    if len(set(named)) != len(named):
        raise malformed("@context names a context twice", "@context에 같은 주소가 두 번 있습니다")
    return model


def period_of(document: JsonView, model: DataModel) -> tuple[datetime | None, datetime | None]:
    """From when and until when a credential is valid (VCDM 2.0, 4.9; VCDM 1.1, 4.6).

    A date of the other version is refused: a reader may heed it, a verifier would not. A time
    without zone is refused in both. Raises MalformedInput.
    """
    for other in DATA_MODELS.values():
        for name in (other.begin, other.end) if other is not model else ():
            if name in document:
                raise malformed(
                    f"{name} is a member of data model {other.version}, but @context names "
                    f"{model.version}: write {model.begin} and {model.end}",
                    f"{name}은(는) 데이터 모델 {other.version}의 항목입니다. "
                    f"{model.begin}, {model.end}을(를) 쓰세요",
                )
    if model.begin_required and model.begin not in document:
        raise malformed(f"{model.begin} is missing", f"{model.begin}이(가) 없습니다")
    begin, end = (
        parse_time(document[name]) if name in document else None
        for name in (model.begin, model.end)
    )
    if begin is not None and end is not None and end < begin:
        raise malformed(
            f"{model.end} is before {model.begin}",
            f"{model.end}이(가) {model.begin}보다 앞섭니다",
        )
    return begin, end
