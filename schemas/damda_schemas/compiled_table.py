"""The compiled contexts: URL, file in `compiled/`, SHA-256. Written by `build_compiled`."""

from __future__ import annotations

COMPILED: dict[str, tuple[str, str]] = {
    "https://www.w3.org/ns/credentials/v2": (
        "credentials-v2.json",
        "df73cf972d996b759e596fdfae2cac1f509d528efa8b4f10190bb4f4ed544d2a",
    ),
    "https://www.w3.org/2018/credentials/v1": (
        "credentials-v1.json",
        "32c401a243681fe031ee95b9e6c4d0114e7013d94d997057b0daacafae8545f2",
    ),
    "https://w3id.org/security/data-integrity/v2": (
        "data-integrity-v2.json",
        "f22ba626f747b171644487f87ede130a08b06057f4a21ab4817934fe9da828f8",
    ),
    "https://w3id.org/security/suites/ed25519-2020/v1": (
        "ed25519-2020-v1.json",
        "6d3c2ee994e28f07144357e54fa52fd96efd48b8400473c3c48a05b7d42dfe7c",
    ),
    "https://w3id.org/security/multikey/v1": (
        "multikey-v1.json",
        "46030c9cc00c1182b0de5cb3bff42c246242853bd733ae128d1190b25b1b7202",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": (
        "open-badges-3.0.3.json",
        "b864749128e092ad9aabdde689026583d17daa55f802100b89715842354a4ae3",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": (
        "open-badges-extensions.json",
        "42a31a5730f5933c9b6881a929f8fbfe8fe4de98cee8de0278256fd35512cae2",
    ),
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": (
        "clr-2.0.1.json",
        "43c293ded9fb9d54f9ee5653944e7217aa6b3cf64656eaed18405a88c9503be1",
    ),
}
