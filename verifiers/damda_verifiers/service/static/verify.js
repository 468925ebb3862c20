// Keeps the page's state current: server-sent events, with polling where they can't be had.
"use strict";

(() => {
  const FINAL = ["verified", "refused", "declined", "expired"];
  const POLL = 5000;
  const live = document.getElementById("live");
  let source = null;
  let timer = null;
  let busy = false;

  const exchange = () => document.getElementById("exchange");
  const state = () => exchange().dataset.state;

  function swap(html) {
    const next = new DOMParser().parseFromString(html, "text/html");
    const fresh = next.getElementById("exchange");
    if (!fresh) {
      location.reload();
      return;
    }
    const changed = fresh.dataset.state !== state() || fresh.dataset.checked !== exchange().dataset.checked;
    exchange().replaceWith(document.adoptNode(fresh));
    document.title = next.title;
    if (changed) {
      const heading = exchange().querySelector("h1");
      announce(heading.textContent);
      if (FINAL.includes(state())) heading.focus();
    }
    tick();
    if (FINAL.includes(state())) stop();
  }

  async function refresh() {
    if (busy) return;
    busy = true;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
      if (answer.status === 404) location.reload();
      if (answer.ok) swap(await answer.text());
    } catch {
      lost(true);
    } finally {
      busy = false;
    }
  }

  function announce(text) {
    document.getElementById("said").textContent = text;
  }

  function lost(is) {
    live.textContent = is ? live.dataset.lost : "";
  }

  function watch() {
    source = new EventSource(exchange().dataset.events);
    source.addEventListener("open", () => lost(false));
    source.addEventListener("state", (event) => {
      if (event.data !== state()) refresh();
    });
    source.addEventListener("error", () => {
      if (FINAL.includes(state())) return;
      lost(true);
      // The stream was refused (busy server): ask again instead.
      if (source.readyState === EventSource.CLOSED && timer === null) timer = setInterval(refresh, POLL);
    });
  }

  function stop() {
    if (source) source.close();
    if (timer !== null) clearInterval(timer);
    source = timer = null;
    lost(false);
  }

  function tick() {
    const place = document.querySelector("[data-left]");
    if (!place) return;
    const left = Math.max(0, Math.round((Number(place.dataset.left) - Date.now()) / 1000));
    place.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    place.closest("[hidden]")?.removeAttribute("hidden");
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-recheck]")) return;
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (answer.ok) swap(await answer.text());
      else form.submit();
    } catch {
      lost(true);
    } finally {
      button.disabled = false;
    }
  });

  if (!FINAL.includes(state())) watch();
  setInterval(tick, 1000);
  tick();
})();
