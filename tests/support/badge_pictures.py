"""Small pictures for tests, made byte by byte: nothing but the standard library draws them."""

from zlib import compress, crc32

SIGNATURE = b"\x89PNG\r\n\x1a\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8"/></svg>\n'
V3 = "https://purl.imsglobal.org/ob/v3p0"
V2 = "http://openbadges.org"


def chunk(kind: bytes, content: bytes) -> bytes:
    checksum = crc32(kind + content).to_bytes(4, "big")
    return len(content).to_bytes(4, "big") + kind + content + checksum


IHDR = chunk(b"IHDR", (1).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0]))
IDAT = chunk(b"IDAT", compress(b"\0\x15\x70\x3f"))
IEND = chunk(b"IEND", b"")


def png(*between: bytes) -> bytes:
    """One pixel; ``between`` are whole chunks before IEND."""
    return SIGNATURE + IHDR + IDAT + b"".join(between) + IEND


def itxt(text: bytes, keyword: bytes = b"openbadgecredential", flag: int = 0) -> bytes:
    return chunk(b"iTXt", keyword + b"\0" + bytes([flag, 0]) + b"\0\0" + text)


def svg_with(inside: bytes, root: bytes = b"") -> bytes:
    declared = f' xmlns:openbadges="{V3}"'.encode()
    return b'<svg xmlns="http://www.w3.org/2000/svg"' + declared + root + b">" + inside + b"</svg>"
