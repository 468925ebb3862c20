"""`damda inspect FILE`: what is inside a credential, a token, a DID document, a picture."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from damda.errors import DamdaError
from damda.inspect import Description, Inspection
from damda_issuers.catalog import Catalog, load_catalog

from .claim_labels import labels_for, labels_json
from .description_lines import DescriptionPrinter
from .input_file import read_input
from .picture_file import MAX_BYTES, inspect_file
from .terminal import Lang, Paint, coloured, json_text, language, tell_error, write_lines


def main(argv: list[str]) -> int:
    """Print what is inside; nothing is verified. Exit codes: 0 shown, 2 usage or unreadable."""
    arguments = _parser().parse_args(argv)
    lang = language(arguments.lang, os.environ)
    try:
        inspection = inspect_file(read_input(arguments.file, limit=MAX_BYTES))
        catalog = load_catalog()
    except DamdaError as error:
        tell_error("damda inspect", error, lang)
        return 2
    if arguments.json:
        whole = inspection.to_json() | _labelled(inspection.description, catalog)
        write_lines([json_text(whole)])
    else:
        write_lines(_lines(inspection, lang, catalog))
    return 0


def _lines(inspection: Inspection, lang: Lang, catalog: Catalog) -> list[str]:
    paint = Paint(coloured(sys.stdout, os.environ))
    printer = DescriptionPrinter(lang, paint, lambda types: labels_for(types, catalog))
    return list(printer.lines(inspection))


def _labelled(description: Description, catalog: Catalog) -> dict[str, Any]:
    """``labels`` and ``inside`` of a description's JSON, with the catalog's names for claims."""
    inside = [each.to_json() | _labelled(each, catalog) for each in description.inside]
    labels = labels_for(description.sections.get("types"), catalog)
    return {"labels": labels_json(labels), "inside": inside}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="damda inspect",
        description="Show what is inside a credential, presentation, status list, token, DID "
        "document, baked badge (PNG, SVG) or QR picture. Nothing is verified. "
        "/ 증명서, 제출 문서, 상태 목록, 토큰, DID 문서, 배지 그림(PNG, SVG), QR 사진의 내용을 "
        "보여 줍니다. 검증은 하지 않습니다.",
        epilog="Exit codes: 0 shown, 2 usage or unreadable file. "
        "/ 종료 코드: 0 표시함, 2 사용법이나 파일 오류",
    )
    add = parser.add_argument
    add("file", help="file, - for standard input / 파일, -는 표준 입력")
    add("--json", action="store_true", help="print JSON / JSON으로 출력")
    add("--lang", choices=("ko", "en"), help="language, else the locale's / 언어(기본: 로캘)")
    return parser
