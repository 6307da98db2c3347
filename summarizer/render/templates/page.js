"use strict";
// Everything on the page works as plain links without this script; it adds filters, tabs, keys and highlights.
// It reads what it needs from the page's own elements and writes text only as text.
{
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const list = document.getElementById("list");
  const cards = list ? all(":scope > li", list) : [];
  const byId = new Map(cards.map((card) => [card.id, card]));
  const at = (id) => byId.get(id) || document.getElementById(id);
  const panels = all(".report");
  const tabs = all("#tabs a");
  const texts = at("texts");
  const back = at("back");
  let current = null; // the claim that is looked at
  let place = null; // the first mark of the evidence that is looked at
  let from = null; // the claim to go back to
  let shownHash = ""; // the part of the address that is shown

  document.documentElement.classList.add("js");

  // --- reports as tabs ---------------------------------------------------------------------------------------

  function open(panel, focus = false) {
    for (const [index, other] of panels.entries()) {
      const chosen = other === panel;
      other.hidden = !chosen;
      if (!tabs[index]) continue;
      tabs[index].setAttribute("aria-selected", chosen);
      tabs[index].tabIndex = chosen ? 0 : -1;
      if (chosen && focus) tabs[index].focus();
    }
  }

  function turn(step, focus = false) {
    const index = panels.findIndex((panel) => !panel.hidden);
    open(panels[(index + step + panels.length) % panels.length], focus);
    texts.scrollTop = 0;
  }

  if (tabs.length) {
    at("tabs").setAttribute("role", "tablist");
    for (const [index, tab] of tabs.entries()) {
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", panels[index].id);
      panels[index].setAttribute("role", "tabpanel");
      panels[index].setAttribute("aria-labelledby", tab.id);
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (step) turn(step, true);
        if (event.key === "Home") open(panels[0], true);
        if (event.key === "End") open(panels[panels.length - 1], true);
        if (step || event.key === "Home" || event.key === "End") event.preventDefault();
      });
    }
    open(panels[0]);
  }

  // --- from a claim to its place, and back -------------------------------------------------------------------

  const keysOf = (mark) => mark.dataset.e.split(" ");
  const marksOf = (key) => all(`mark[data-e~="${key}"]`, texts);
  const claimOf = (key) => at(`c${key.split("-")[0]}`);

  function light(marks) {
    for (const mark of all("mark.on", texts)) mark.classList.remove("on");
    for (const mark of marks) mark.classList.add("on");
  }

  function choose(card) {
    if (current) current.classList.remove("on");
    current = card;
    if (current) current.classList.add("on");
  }

  function scrollTo(mark) {
    if (getComputedStyle(texts).overflowY === "auto") {
      const box = texts.getBoundingClientRect();
      texts.scrollTop += mark.getBoundingClientRect().top - box.top - box.height / 3;
    } else {
      mark.scrollIntoView({ block: "center" });
    }
  }

  function showPlace(key) {
    const marks = marksOf(key);
    if (!marks.length) return;
    open(marks[0].closest(".report"));
    light(marks);
    choose(claimOf(key));
    place = marks[0];
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    scrollTo(place);
    from = current;
    back.hidden = !from;
    back.href = `#${from.id}`;
    back.textContent = `Back to claim ${from.querySelector(".id").textContent}`;
  }

  function showClaim(card) {
    if (!card.isConnected) reset();
    choose(card);
    const first = marksOf(`${card.id.slice(1)}-1`);
    light(all(".evidence a", card).flatMap((link) => marksOf(link.hash.slice(2))));
    if (first.length) {
      open(first[0].closest(".report"));
      if (getComputedStyle(texts).overflowY === "auto") scrollTo(first[0]);
    }
    back.hidden = true;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }

  function go(hash = location.hash) {
    shownHash = hash;
    const target = at(hash.slice(1));
    if (!target) return;
    if (panels.includes(target)) open(target);
    else if (cards.includes(target)) showClaim(target);
    else if (target.matches("i[id]")) showPlace(target.id.slice(1));
  }

  // Shown at once: the event comes later, and the next key would meet the place before.
  function visit(hash) {
    location.hash = hash;
    go(hash);
  }

  function toSource(card) {
    const links = all(".evidence a", card);
    if (!links.length) return say("Its source is not on this page.");
    const now = links.findIndex((link) => link.hash === location.hash);
    visit(links[(now + 1) % links.length].hash);
  }

  function toNextPlace(step) {
    const marks = all(".report:not([hidden]) mark", texts);
    const index = marks.indexOf(place);
    const next = marks[index < 0 ? 0 : (index + step + marks.length) % marks.length];
    if (next) fromMark(next);
  }

  function fromMark(mark) {
    const keys = keysOf(mark);
    const now = mark === place ? keys.indexOf(location.hash.slice(2)) : -1;
    visit(`#e${keys[(now + 1) % keys.length]}`);
    place = mark;
  }

  addEventListener("hashchange", () => {
    if (location.hash !== shownHash) go();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) go();
    if (link || event.target.closest("button, label, input, select") || String(getSelection())) return;
    const mark = event.target.closest("mark");
    const card = event.target.closest("#list > li");
    if (mark) intoClaim(mark);
    else if (card) toSource(card);
  });

  // A click on a place leads to its claims, one after the other.
  function intoClaim(mark) {
    const found = [...new Set(keysOf(mark).map((key) => claimOf(key)))];
    const next = found[(found.indexOf(current) + 1) % found.length];
    visit(`#${next.id}`);
    if (found.length > 1) say(`Claim ${found.indexOf(next) + 1} of ${found.length} with this evidence`);
  }

  function hint(event) {
    const link = event.target.closest && event.target.closest(".text .ref");
    for (const mark of all("mark.hint", texts)) mark.classList.remove("hint");
    if (!link) return;
    const claim = `${link.hash.slice(2)}-`;
    for (const mark of all("mark", link.closest("p"))) {
      if (keysOf(mark).some((key) => key.startsWith(claim))) mark.classList.add("hint");
    }
  }
  document.addEventListener("pointerover", hint);
  document.addEventListener("focusin", hint);

  // --- filter, search, sort ----------------------------------------------------------------------------------

  const LEVELS = ["confirmed", "stated", "reported", "alleged", "unconfirmed", "denied"];
  const ORDERS = {
    told: () => 0,
    sure: (a, b) => b.dataset.p - a.dataset.p,
    unsure: (a, b) => a.dataset.p - b.dataset.p,
    certainty: (a, b) => LEVELS.indexOf(a.dataset.k) - LEVELS.indexOf(b.dataset.k),
    voices: (a, b) => b.dataset.n - a.dataset.n,
  };
  const fields = all(".tools input, .tools select");
  const words = new Map();

  const value = (id) => (at(id) ? at(id).value : "");
  const has = (numbers, number) => !number || numbers.split(" ").includes(number);

  function wordsOf(card) {
    if (!words.has(card)) {
      const parts = all(".id, .text, .marks, .evidence", card).map((part) => part.textContent);
      words.set(card, parts.join(" ").toLowerCase());
    }
    return words.get(card);
  }

  function filter() {
    const wanted = value("f-text").toLowerCase().split(/\s+/).filter(Boolean);
    const [low, high] = value("f-confidence").split(" ").map(Number);
    const certainty = value("f-certainty");
    const fits = (card) => {
      const { p, k, v, r, x } = card.dataset;
      return (
        p >= low && p < high && (!certainty || k === certainty) &&
        has(v, value("f-voice")) && has(r, value("f-report")) &&
        (!at("f-contested").checked || x !== undefined) &&
        wanted.every((word) => wordsOf(card).includes(word))
      );
    };
    // Taken out rather than hidden: to hide what was never painted makes Chromium style it first.
    const shown = cards.filter(fits).sort(ORDERS[value("f-order")]);
    list.replaceChildren(...shown);
    const total = `${cards.length} claim${cards.length === 1 ? "" : "s"}`;
    at("shown").textContent = shown.length === cards.length ? total : `${shown.length} of ${total}`;
    at("none").hidden = shown.length > 0;
  }

  function reset() {
    for (const field of fields) {
      if (field.type === "checkbox") field.checked = false;
      else if (field.tagName === "SELECT") field.selectedIndex = 0;
      else field.value = "";
    }
    filter();
  }

  if (list) {
    for (const field of fields) field.addEventListener("input", filter);
    at("reset").addEventListener("click", reset);
  }

  // --- copy --------------------------------------------------------------------------------------------------

  let saying;
  function say(message) {
    at("said").textContent = message;
    clearTimeout(saying);
    saying = setTimeout(() => { at("said").textContent = ""; }, 4000);
  }

  const flat = (element) => element.textContent.replace(/\s+/g, " ").trim();

  function asText(card) {
    const marks = all(".marks li", card).map(flat);
    return [
      flat(card.querySelector(".text")),
      `Confidence that the quoted words support it: ${flat(card.querySelector(".sure"))}. Certainty: ${card.dataset.k}.`,
      ...(marks.length ? [`Beware: ${marks.join("; ")}.`] : []),
      ...all(".evidence li", card).map((said) => {
        const quote = said.querySelector("a, q");
        return `${quote.tagName === "Q" ? `“${flat(quote)}”` : flat(quote)} – ${flat(said.querySelector("span"))}`;
      }),
    ].join("\n");
  }

  async function copy(card) {
    const text = asText(card);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      card.focus({ preventScroll: true });
    }
    say(`Claim ${card.querySelector(".id").textContent} copied with its quotes`);
  }

  if (list) {
    list.addEventListener("click", (event) => {
      const button = event.target.closest(".copy");
      if (button) copy(button.closest("li"));
    });
  }

  // --- keys --------------------------------------------------------------------------------------------------

  const help = at("keys");
  if (at("help")) at("help").addEventListener("click", () => help.showModal());
  at("close").addEventListener("click", () => help.close());

  function step(by) {
    const shown = [...list.children];
    const index = shown.indexOf(current);
    const next = shown[index < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(index + by, 0), shown.length - 1)];
    if (next) visit(`#${next.id}`);
  }

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    s: () => current && toSource(current),
    b: () => from && visit(`#${from.id}`),
    n: () => toNextPlace(1),
    p: () => toNextPlace(-1),
    "]": () => turn(1),
    "[": () => turn(-1),
    "/": () => at("f-text").focus(),
    c: () => current && copy(current),
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.target.closest("input:not([type='checkbox']), select, textarea")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "Escape" && !back.hidden) return KEYS.b();
    if (!list || !KEYS[event.key] || !at("single").checked) return;
    event.preventDefault();
    KEYS[event.key]();
  });

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    for (const part of folded) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of folded) part.open = false;
  });

  if (location.hash) go();
}
