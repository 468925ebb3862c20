"""The pages in headless Chromium: they change by themselves, in both languages, on a phone too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright
from support.browser import launch
from support.running_verifier import Story

pytestmark = [pytest.mark.integration, pytest.mark.ui]

SCREENS = Path(__file__).resolve().parents[3] / "build" / "screens" / "verifier"
SIZES = {"desktop": (1280, 900), "phone": (390, 844), "small": (360, 740)}

type Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = launch(playwright)
        yield launched
        launched.close()


@pytest.fixture
def open_page(story: Story, browser: Browser) -> Iterator[Open]:
    """Opens pages; at the end no script error and no blocked resource may have been seen."""
    complaints: list[str] = []
    contexts = []

    def new(
        path: str, *, size: str = "desktop", scripts: bool = True, locale: str = "ko-KR"
    ) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=scripts, locale=locale
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: m.type == "error" and complaints.append(m.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(story.url + path)
        return page

    yield new
    for context in contexts:
        context.close()
    assert [c for c in complaints if "status of 40" not in c] == []


def exchange_of(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query)["request"][0]


def scanned(page: Page, shot: Path) -> str:
    """What a wallet's camera reads from the screen."""
    page.locator(".qr").screenshot(path=shot)
    (found,) = zxingcpp.read_barcodes(Image.open(shot).convert("L"))
    return found.text


def answer(story: Story, uri: str, **claims: Any) -> tuple[int, httpx.Response]:
    asked = story.wallet.open(uri)
    badge, index = story.issuer.issue(story.wallet.did, claims=claims)
    return index, story.wallet.send(asked, story.wallet.present(asked, badge))


def shoot(page: Page, name: str) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=SCREENS / f"{name}.png", full_page=True)


def test_the_page_changes_by_itself_to_the_result(
    story: Story, open_page: Open, tmp_path: Path
) -> None:
    page = open_page("/verify/employer?lang=ko")
    expect(page.locator("h1")).to_have_text("지갑으로 QR을 찍어 주세요")
    uri = scanned(page, tmp_path / "qr.png")
    asked = story.wallet.open(uri)
    expect(page.locator("h1")).to_have_text("지갑에서 동의를 기다립니다")
    badge, index = story.issuer.issue(story.wallet.did)
    story.wallet.send(asked, story.wallet.present(asked, badge))
    expect(page.locator("h1")).to_have_text("검증 완료")
    expect(page.locator("#said")).to_have_text("검증 완료")
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator(".badge h3")).to_have_text("클라우드 네이티브 백엔드 개발자 양성")
    expect(page.get_by_text("2026년 8월 28일")).to_be_visible()
    story.issuer.set_status("revocation", index, True)
    page.get_by_role("button", name="다시 확인").click()
    expect(page.locator("h1")).to_have_text("확인되지 않음")
    expect(page.locator("[data-reason]")).to_have_text("revoked")
    expect(page).to_have_title("확인되지 않음 · 한빛소프트 채용팀")


def test_every_check_has_a_sentence_and_evidence(story: Story, open_page: Open) -> None:
    page = open_page("/verify/employer?lang=ko")
    before = exchange_of(page)
    page.get_by_role("link", name="English").click()
    assert exchange_of(page) == before, "the language link keeps the request"
    answer(story, story.result(before)["authorization_uri"])
    expect(page.locator("h1")).to_have_text("Verified")
    checks = story.result(exchange_of(page))["verdict"]["checks"]
    rows = page.locator(".checks details")
    assert rows.count() == len(checks)
    for index, check in enumerate(checks):
        expect(rows.nth(index).locator(".sentence")).to_have_text(check["en"])
    assert not rows.nth(1).locator(".evidence").is_visible()
    rows.nth(1).locator("summary").click()
    expect(rows.nth(1).locator(".evidence")).to_contain_text(checks[1]["code"])
    assert "가" not in page.locator(".checks").inner_text()


def test_refusal_says_the_reason_first(story: Story, open_page: Open) -> None:
    page = open_page("/verify/employer?lang=ko")
    created = story.result(exchange_of(page))
    answer(story, created["authorization_uri"], ncsCode="15010101")
    expect(page.locator("[data-reason]")).to_have_text("requirement_not_met")
    expect(page.locator(".reasons")).to_contain_text("정보통신(NCS 20) 분야의 훈련이 아닙니다")
    expect(page.locator(".mark.failed")).to_have_count(1)
    expect(page.locator(".warning")).to_have_count(0)  # the badge itself is genuine


def test_markup_in_a_badge_is_text(story: Story, open_page: Open) -> None:
    page = open_page("/verify/employer?lang=ko")
    title = "<script>alert(1)</script><b>과정</b>"
    answer(story, story.result(exchange_of(page))["authorization_uri"], trprName=title)
    expect(page.locator(".badge h3")).to_have_text(title)
    assert page.locator(".badge b").count() == 0


def test_unknown_status_is_no_green_tick(story: Story, open_page: Open) -> None:
    """Case 11."""
    page = open_page("/verify/employer?lang=ko")
    created = story.result(exchange_of(page))
    story.issuer.withdraw("revocation")
    answer(story, created["authorization_uri"])
    expect(page.locator("h1")).to_have_text("확인되지 않음")
    expect(page.locator(".what em.unknown")).to_have_text("확인할 수 없음")
    expect(page.locator(".reasons .unknown")).to_be_visible()
    expect(page.locator(".warning")).to_be_visible()


def test_same_device_result_is_shown_only_to_the_browser_that_began(
    story: Story, open_page: Open
) -> None:
    """OpenID4VP 1.0, 14.2: a response code, and the session it belongs to."""
    page = open_page("/verify/employer?lang=ko", size="phone")
    link = page.get_by_role("link", name="이 기기의 지갑으로 열기").get_attribute("href")
    _, response = answer(story, str(link))
    redirect_uri = response.json()["redirect_uri"]
    expect(page.locator("h1")).to_have_text("지갑에서 돌아오면 결과를 보여 줍니다")
    hidden = story.result(exchange_of(page))
    assert hidden["state"] == "answered"
    assert "verdict" not in hidden

    stranger = open_page(redirect_uri.removeprefix(story.url))
    expect(stranger.locator("code")).to_have_text("other_browser")
    assert story.result(exchange_of(page))["state"] == "answered"

    returned = page.context.new_page()
    returned.goto(redirect_uri)
    expect(returned.locator("h1")).to_have_text("검증 완료")
    expect(page.locator("h1")).to_have_text("검증 완료")
    assert "response_code" not in returned.url


def test_a_made_up_response_code(story: Story, open_page: Open) -> None:
    page = open_page("/verify/employer/return?response_code=guess&lang=en")
    expect(page.locator("code")).to_have_text("unknown_request")


def test_declined_and_expired(story: Story, open_page: Open) -> None:
    page = open_page("/verify/employer?lang=en")
    asked = story.wallet.open(story.result(exchange_of(page))["authorization_uri"])
    httpx.post(asked.response_uri, data={"error": "access_denied", "state": asked.state})
    expect(page.locator("h1")).to_have_text("Nothing was shared")
    shoot(page, "declined-desktop-en")
    other = open_page("/verify/employer?lang=en")
    story.clock.shift = timedelta(minutes=6)
    expect(other.locator("h1")).to_have_text("The request has expired", timeout=15_000)
    other.get_by_role("link", name="Start again").click()
    expect(other.locator("h1")).to_have_text("Scan the QR code with your wallet")


def test_without_scripts(story: Story, open_page: Open) -> None:
    page = open_page("/verify/employer?lang=ko", scripts=False)
    assert page.locator('meta[http-equiv="refresh"]').count() == 1
    created = story.result(exchange_of(page))
    index, _ = answer(story, created["authorization_uri"])
    page.get_by_role("link", name="상태 새로 고침").click()
    expect(page.locator("h1")).to_have_text("검증 완료")
    assert page.locator('meta[http-equiv="refresh"]').count() == 0
    story.issuer.set_status("suspension", index, True)
    page.get_by_role("button", name="다시 확인").click()
    expect(page.locator("[data-reason]")).to_have_text("suspended")


@pytest.mark.parametrize(
    ("locale", "heading"), [("ko-KR", "증명서 확인"), ("en-US", "Check a credential")]
)
def test_the_browsers_language(open_page: Open, locale: str, heading: str) -> None:
    page = open_page("/", locale=locale)
    expect(page.locator("h1")).to_have_text(heading)
    assert page.locator("html").get_attribute("lang") == locale[:2]
    other = "English" if locale == "ko-KR" else "한국어"
    page.get_by_role("link", name=other).click()
    expect(page.locator("h1")).not_to_have_text(heading)


def test_friendly_errors(story: Story, open_page: Open) -> None:
    for path, status in (
        ("/verify/nobody", 404),
        ("/nothing", 404),
        ("/verify/employer?request=x", 404),
    ):
        answer = httpx.get(story.url + path, headers={"accept-language": "en"})
        assert answer.status_code == status
        assert answer.headers["content-type"].startswith("text/html")
        assert "Traceback" not in answer.text
    page = open_page("/verify/nobody?lang=ko")
    expect(page.locator("h1")).to_have_text("진행할 수 없습니다")
    shoot(page, "error-desktop-ko")


def test_headers(story: Story) -> None:
    answer = httpx.get(f"{story.url}/verify/employer", follow_redirects=True)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    cookie = answer.history[0].headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    font = httpx.get(f"{story.url}/static/fonts/Pretendard-Regular.woff2")
    assert "immutable" in font.headers["cache-control"]
    assert httpx.get(f"{story.url}/static/fonts/OFL.txt").status_code == 200
    assert httpx.get(f"{story.url}/static/../app.py").status_code == 404


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_nothing_is_clipped_on_any_screen(
    story: Story, open_page: Open, size: str, lang: str, tmp_path: Path
) -> None:
    page = open_page(f"/?lang={lang}", size=size)
    shoot(page, f"start-{size}-{lang}")
    for outcome, ncs in (("verified", "20010202"), ("refused", "15010101")):
        page.goto(f"{story.url}/verify/employer?lang={lang}")
        expect(page.locator("[data-left]")).to_be_visible()
        uri = scanned(page, tmp_path / "qr.png")
        assert fits(page)
        shoot(page, f"waiting-{size}-{lang}")
        answer(story, uri, ncsCode=ncs)
        page.wait_for_selector(f"[data-state={outcome}]")
        page.locator(".checks summary").nth(2).click()
        assert fits(page)
        shoot(page, f"{outcome}-{size}-{lang}")


def fits(page: Page) -> bool:
    """No sideways scrolling, and no text wider than its box."""
    return bool(
        page.evaluate(
            """() => document.documentElement.scrollWidth <= innerWidth
            && [...document.querySelectorAll('main *')].every(e => e.scrollWidth <= e.clientWidth + 1
                || getComputedStyle(e).display === 'inline' || e.closest('svg, .unseen, .badge'))"""
        )
    )
