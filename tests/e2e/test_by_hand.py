"""The five-minute tour of the README, by the same steps, against the running demo.

The employer's page is a real Chromium: it shows the QR code, changes by itself to the result, and
after the revocation to the refusal.
"""

import subprocess
from pathlib import Path

import pytest
from damda_demo.parties import Citizen, Operator, save_data_uri
from damda_demo.settings import Settings
from damda_demo.story import training_claims
from playwright.sync_api import expect, sync_playwright
from support.browser import launch
from support.demo import OFFSETS, demo_argv, is_up, wait_until
from support.ports import free_port_base

pytestmark = [pytest.mark.e2e, pytest.mark.ui, pytest.mark.timeout(240)]

IMAGES = Path(__file__).resolve().parents[2] / "build" / "screens" / "e2e"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    settings = Settings(free_port_base(OFFSETS), tmp_path_factory.mktemp("demo") / "data")
    log = (settings.data.parent / "demo.log").open("w+")
    process = subprocess.Popen(
        demo_argv(settings.data, settings.port_base), stdout=log, stderr=subprocess.STDOUT
    )
    try:
        told = wait_until(lambda: "Ctrl-C" in Path(log.name).read_text(), 120)
        assert told, Path(log.name).read_text()
        yield settings
    finally:
        process.terminate()
        process.wait(timeout=40)
        log.close()


@pytest.fixture(scope="module")
def operator(running):
    made = Operator(running)
    made.become(made.post("/damda/institutions", {"slug": "keis"}).body["token"])
    return made


@pytest.fixture(scope="module")
def page():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser.new_page(locale="ko-KR", viewport={"width": 1280, "height": 900})
        browser.close()


def test_the_start_page_links_to_everything(running, page):
    page.goto(running.url("start page"))
    for link in page.locator("a").all():
        assert is_up(link.get_attribute("href")), link.get_attribute("href")
    assert "make wallet" in page.inner_text("main")


def test_a_badge_goes_from_the_operator_to_the_employers_page(running, operator, page, tmp_path):
    offer = operator.post(
        "/damda/offers", {"credential_type": "TrainingBadge", "claims": training_claims()}
    ).body
    picture = tmp_path / "offer.png"
    save_data_uri(offer["qr_png"], picture)
    citizen = Citizen(running)
    card = citizen.run("accept", str(picture), "--yes")["cards"][0]

    page.goto(f"{running.url('verifier')}/verify/employer")
    code = tmp_path / "request.png"
    page.locator(".qr").screenshot(path=code)
    page.screenshot(path=shot("waiting"))
    citizen.run("present", str(code), "--yes", "--choose", f"training_badge={card['id']}")
    page.get_by_role("heading", name="검증 완료").wait_for(timeout=15_000)
    page.screenshot(path=shot("verified"), full_page=True)

    issued = operator.get(f"/damda/offers/{offer['offer_id']}")["credential"]
    operator.post(f"/damda/credentials/{issued}/revoke", {"reason": "정정"})
    # A status list may be kept for a second: press again until it is read anew.
    for _ in range(10):
        page.get_by_role("button", name="다시 확인").click()
        if page.locator("[data-reason]").is_visible():
            break
        page.wait_for_timeout(500)
    expect(page.locator("[data-reason]")).to_have_text("revoked")
    page.screenshot(path=shot("refused"), full_page=True)


def test_a_school_sees_a_whole_badge_and_two_claims_of_another(running, operator, page, tmp_path):
    """One request, one credential of each form, one verdict."""
    citizen, cards = Citizen(running), {}
    for form in ("ldp_vc", "dc+sd-jwt"):
        body = {"credential_type": "TrainingBadge", "claims": training_claims(), "format": form}
        picture = tmp_path / "offer.png"
        save_data_uri(operator.post("/damda/offers", body).body["qr_png"], picture)
        cards[form] = citizen.run("accept", str(picture), "--yes")["cards"][0]["id"]

    page.goto(f"{running.url('verifier')}/verify/academy")
    code = tmp_path / "request.png"
    page.locator(".qr").screenshot(path=code)
    chosen = (f"training_badge={cards['ldp_vc']}", f"course_level={cards['dc+sd-jwt']}")
    citizen.run("present", str(code), "--yes", "--choose", chosen[0], "--choose", chosen[1])
    page.get_by_role("heading", name="검증 완료").wait_for(timeout=15_000)
    page.screenshot(path=shot("verified-mixed"), full_page=True)
    whole, part = page.locator(".badge").all()
    expect(whole.locator("h3")).to_have_text("클라우드 기반 응용SW 개발자 양성과정")
    expect(part.locator("h3")).to_have_text("5수준")
    shown = page.locator("dl.rows").nth(1)
    expect(shown).to_contain_text("수료")
    expect(shown).not_to_contain_text("담다직업전문학교")


def test_no_key_of_anyone_is_in_the_logs(running):
    secrets = [running.secret(name) for name in ("admin-key", "wallet-key", "jwt-secret")]
    for log in running.logs.glob("*.log"):
        text = log.read_text(errors="replace")
        assert not any(secret in text for secret in secrets), log.name
        assert "클라우드" not in text, f"a claim is in {log.name}"


def shot(name: str) -> Path:
    IMAGES.mkdir(parents=True, exist_ok=True)
    return IMAGES / f"{name}.png"
