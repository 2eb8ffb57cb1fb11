// The board with htmx: windows open in place, a card that moves leaves a sign, the focus and the page stay.
(() => {
  if (!window.htmx) return; // the forms then do without
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const on = (name, does) => document.addEventListener(name, does, true);
  const at = () => document.activeElement;
  const isLost = () => at() === document.body;
  const isSeen = (element) => Boolean(element && element.getClientRects().length);
  const focus = (element) => element?.focus({ preventScroll: true });
  const DEED = /^(dzialanie|slad)-(\d+)$/;
  let focused, opener;

  const ask = (method, url, source, more) => {
    opener = source.form?.matches(".card-buttons") ? source : null;
    htmx.ajax(method, url, { source, target: "#okno", swap: "innerHTML", ...more });
  };
  window.board = { ask };

  on("submit", (event) => {
    const { target: form, submitter: button } = event;
    if (!form.matches(".card-buttons, .card-vote")) return;
    event.preventDefault();
    if (form.matches(".card-buttons")) {
      ask("GET", button.formAction, button);
    } else {
      const values = Object.fromEntries(new FormData(form));
      ask("POST", form.action, button, { target: form.closest("article"), swap: "outerMorph", values });
    }
  });

  on("htmx:before:swap", () => {
    const list = at().closest(".rest")?.parentElement.querySelector(".list");
    const item = at().closest("li");
    const [, kind, key] = item?.id.match(DEED) ?? [];
    focused = { element: at(), kind, key, list, length: list?.children.length };
  });

  on("htmx:after:swap", ({ detail }) => {
    $$("[data-followed]").forEach(settle);
    $$(".trace[data-new]").forEach(tell);
    // back where it was: the card itself stands there
    for (const trace of $$(".trace")) if ($(`#dzialanie-${trace.dataset.of}`, trace.parentElement)) trace.remove();
    const dropped = $("#zaniechane");
    if (dropped) dropped.hidden &&= !$("li", dropped);

    const dialog = $("#okno");
    if (dialog?.open && !dialog.childElementCount) return dialog.close();
    if (dialog?.childElementCount) {
      dialog.classList.toggle("beside", Boolean($(".edit-panel", dialog)));
      if (!dialog.open) dialog.showModal();
    }
    const target = detail.ctx?.target;
    // only what a person has opened takes the focus, never what is fetched while they type
    const begin = /^(okno|dodaj)$/.test(target?.id) && ($("[data-focus]", target) ?? $("[data-first] input", target));
    if (begin) begin.focus();
    else if (focused?.list) focus($("a", focused.list.children[focused.length]));
    else if (isLost()) comeBack();
  });

  // a card stands before the first of those that follow it
  const settle = (card) => {
    const next = card.dataset.followed.split(" ").map((key) => $(`#dzialanie-${key}`, card.parentElement)).find(Boolean);
    if (next && !$("[data-order]").dataset.order) next.before(card);
    card.removeAttribute("data-followed");
  };

  // one sign an action, the newest; its stop is lit for a second
  const tell = (trace) => {
    trace.removeAttribute("data-new");
    for (const older of $$(`.trace[data-of="${trace.dataset.of}"]`)) if (older !== trace) older.remove();
    const stop = $(`#ile-${trace.dataset.to}`)?.closest("a");
    stop?.classList.add("reached");
    setTimeout(() => stop?.classList.remove("reached"), 1000);
  };

  // what had the focus is gone: to the sign that its card left, to the same control, to the card, to what was added;
  // from a sign whose card came back, to the card
  const comeBack = () => {
    const { element, kind, key } = focused ?? {};
    if (!element || element === document.body) return;
    const same = element.id && document.getElementById(element.id);
    const title = key && $(`#dzialanie-${key} h3 a`);
    const ways = [kind === "slad" && title, key && $(`#slad-${key} a`), same, title];
    if (element.closest(".add")) ways.push($("#lista-propozycje > li:last-child h3 a"));
    const way = [...ways, $("#dodaj-dzialanie")].find(isSeen);
    focus(way);
    // a form as tall as the window is gone from above it
    if (element.closest(".add")) way?.closest("li")?.scrollIntoView({ block: "nearest" });
  };

  on("close", ({ target }) => {
    if (target.id !== "okno") return;
    target.replaceChildren();
    if (opener && (isLost() || !isSeen(at()))) {
      const key = opener.id.split("-")[1];
      focus([$(`#slad-${key} a`), opener, document.getElementById(opener.id)].find(isSeen));
    }
    opener = null;
  });

  on("click", (event) => {
    // the way to a card that is on the page needs no page
    const link = event.target.closest(".trace a");
    const card = link && $(`#dzialanie-${link.closest(".trace").dataset.of}`);
    if (card) {
      card.closest("details")?.setAttribute("open", "");
      if (isSeen(card)) {
        event.preventDefault();
        card.scrollIntoView({ block: "nearest", inline: "nearest" });
        $("h3 a", card).focus();
      }
    }
    const button = event.target.closest("[data-close]");
    if (button) {
      event.preventDefault();
      $(button.dataset.close).replaceChildren();
      $(button.dataset.back)?.focus();
    }
  });

  // what the address says of the board stands in the filters, also when a browser comes back with fields of its own
  addEventListener("pageshow", () => {
    const asked = new URLSearchParams(location.search);
    for (const field of $("#filtry")?.elements ?? []) {
      if (field.type === "checkbox") field.checked = asked.has(field.name);
      else if (field.name && field.type !== "hidden") field.value = asked.get(field.name) ?? "";
    }
  });
})();
