"""QR codes as SVG and PNG: dark on white with the quiet zone of four modules (ISO/IEC 18004)."""

from __future__ import annotations

import base64
import struct
import zlib

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

_QUIET_ZONE = 4
_PIXELS = 6


def modules(text: str) -> list[list[bool]]:
    """The code's rows, quiet zone included; True is dark."""
    code: QRCode = QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(cell) for cell in row] for row in code.get_matrix()]


def svg_data_uri(rows: list[list[bool]]) -> str:
    size = len(rows)
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'shape-rendering="crispEdges"><rect width="{size}" height="{size}" fill="#fff"/>'
        f'<path d="{path}" fill="#000"/></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def png_data_uri(rows: list[list[bool]]) -> str:
    """Eight bits of grey a pixel, `_PIXELS` pixels a module (PNG, third edition)."""
    lines = []
    for row in rows:
        pixels = b"".join((b"\x00" if dark else b"\xff") * _PIXELS for dark in row)
        lines.append((b"\x00" + pixels) * _PIXELS)
    width = len(rows) * _PIXELS
    header = struct.pack(">IIBBBBB", width, width, 8, 0, 0, 0, 0)
    png = (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"".join(lines), 9))
        + _chunk(b"IEND", b"")
    )
    return "data:image/png;base64," + base64.b64encode(png).decode()


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)
