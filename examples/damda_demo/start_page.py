"""One page that links to everything that runs, on loopback."""

from __future__ import annotations

import html
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .settings import Settings

_STYLE = """
body{margin:0;background:#f5f7fb;color:#101828;font:16px/1.55 Pretendard,"Noto Sans KR",NanumGothic,system-ui,sans-serif}
main{max-width:680px;margin:0 auto;padding:48px 20px}
h1{font-size:30px;margin:0 0 4px}p{color:#5b6475;margin:0 0 28px}
a,div.card{display:block;background:#fff;border-radius:16px;padding:18px 22px;margin:0 0 14px;
color:inherit;text-decoration:none;box-shadow:0 1px 2px rgba(16,24,40,.05)}
a:hover,a:focus-visible{outline:2px solid #1d4ed8}
strong{display:block;font-size:18px}span{color:#5b6475;font-size:14px;overflow-wrap:anywhere}
a strong{color:#1d4ed8}code{background:#e9effd;border-radius:6px;padding:2px 6px;font-size:14px}
"""


def render(settings: Settings) -> str:
    """The page's HTML. The admin key is shown: it is this machine's own demo."""
    links = [
        (
            f"{settings.url('verifier')}/verify/employer",
            "검증 페이지 · Verifier page",
            "구인 기업이 직업훈련 배지를 요청합니다. / An employer asks for a training badge.",
        ),
        (
            f"{settings.url('verifier')}/verify/academy",
            "두 형식을 함께 · Both forms at once",
            "입학처가 배지 전체와 다른 과정의 수준만 요청합니다. / A school asks for a whole badge, "
            "and of another only its level.",
        ),
        (
            f"{settings.admin_url}/api/doc",
            "발급기관 관리 API · Issuer's admin API",
            "오른쪽 위 Authorize에 아래 관리자 키를 넣으세요. / Press Authorize and enter the key below.",
        ),
        (
            f"{settings.url('issuer')}/.well-known/openid-credential-issuer/keis",
            "발급기관 정보 · Issuer metadata",
            "OpenID4VCI 1.0",
        ),
    ]
    cards = "".join(
        f'<a href="{html.escape(url)}"><strong>{title}</strong><span>{note}<br>{html.escape(url)}</span></a>'
        for url, title, note in links
    )
    key, pin = html.escape(settings.secret("admin-key")), html.escape(settings.secret("pin"))
    return (
        f'<!doctype html><html lang="ko"><meta charset="utf-8"><title>담다 Damda</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{_STYLE}</style>'
        f"<main><h1>담다 시연 · Damda demo</h1><p>모든 서비스가 이 컴퓨터에서 실행 중입니다. "
        f"/ Everything runs on this machine.</p>{cards}"
        f'<div class="card"><strong>지갑 열기 · Open the wallet</strong><span>다른 터미널에서 / in another '
        f"terminal: <code>make wallet</code> · PIN <code>{pin}</code></span></div>"
        f'<div class="card"><strong>관리자 키 · Admin key</strong><span>X-API-KEY <code>{key}</code></span>'
        f"</div></main></html>"
    )


class StartPage:
    """Serves the page from a thread while the block runs."""

    def __init__(self, settings: Settings) -> None:
        body = render(settings).encode()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = self.path == "/"
                self.send_response(200 if found else 404)
                self.send_header("content-type", "text/html; charset=utf-8")
                self.send_header(
                    "content-security-policy", "default-src 'none'; style-src 'unsafe-inline'"
                )
                self.end_headers()
                if found:
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """The page holds a key: nothing of its requests is logged."""

        self._server = ThreadingHTTPServer(("127.0.0.1", settings.ports["start page"]), Handler)

    def __enter__(self) -> StartPage:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
