"""QR codes: always dark on white with four modules of quiet zone (ISO/IEC 18004)."""

from __future__ import annotations

import struct
import zlib

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET_ZONE = 4
_PNG_SCALE = 8


def matrix(text: str) -> list[list[bool]]:
    """The modules of ``text``, quiet zone included; True is dark."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    modules: list[list[bool]] = code.get_matrix()
    return modules


def svg(text: str, *, title: str) -> str:
    """An SVG image that needs no style sheet. ``title`` is for those who can't see it."""
    modules = matrix(text)
    size = len(modules)
    path = "".join(
        f"M{x} {y}h{length}v1h-{length}z"
        for y, row in enumerate(modules)
        for x, length in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img"'
        f' shape-rendering="crispEdges"><title>{_escape(title)}</title>'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>'
    )


def png(text: str) -> bytes:
    """A PNG image, one bit a pixel (W3C PNG, 11)."""
    rows = []
    for row in matrix(text):
        bits = "".join(("0" if dark else "1") * _PNG_SCALE for dark in row)
        padded = bits.ljust(-(-len(bits) // 8) * 8, "0")
        line = b"\0" + int(padded, 2).to_bytes(len(padded) // 8)
        rows.append(line * _PNG_SCALE)
    size = len(rows) * _PNG_SCALE
    header = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"".join(rows)))
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((x, 1))
    return runs


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
