// After htmx has put something in place, the focus is in what a person has opened, or where it was; when that is gone,
// on what comes nearest to it.
(() => {
  if (!window.htmx) return;
  const $ = (selector, within = document) => within.querySelector(selector);
  const listen = (name, react) => document.addEventListener(name, react, true);
  const active = () => document.activeElement;
  const isLost = () => active() === document.body;
  const isVisible = (element) => Boolean(element && element.getClientRects().length);
  const focus = (element) => element?.focus({ preventScroll: true });
  const CARD_OR_TRACE = /^(dzialanie|slad)-(\d+)$/;
  let before; // where the focus was

  listen("htmx:before:swap", () => {
    const list = active().closest(".rest")?.parentElement.querySelector(".list");
    const [, kind, key] = active().closest("li")?.id.match(CARD_OR_TRACE) ?? [];
    before = { element: active(), kind, key, list, length: list?.children.length, inWindow: $("#okno")?.open };
  });

  listen("htmx:after:swap", ({ detail }) => {
    if (before?.inWindow && !$("#okno").childElementCount) return; // it closes, which brings the focus back
    const target = detail.ctx?.target;
    // never into what is fetched while they type
    const begin = /^(okno|dodaj)$/.test(target?.id) && ($("[data-focus]", target) ?? $("[data-first] input", target));
    if (begin) begin.focus();
    else if (before?.list) focus($("a", before.list.children[before.length]));
    else if (isLost()) comeBack();
  });

  // to the trace that a card left, to the same control, to the card, to what was added; from a trace whose card came
  // back, to the card
  const comeBack = () => {
    const { element, kind, key } = before ?? {};
    if (!element || element === document.body) return;
    const same = element.id && document.getElementById(element.id);
    const title = key && $(`#dzialanie-${key} h3 a`);
    const ways = [kind === "slad" && title, key && $(`#slad-${key} a`), same, title];
    if (element.closest(".add")) ways.push($("#lista-propozycje > li:last-child h3 a"));
    const way = [...ways, $("#dodaj-dzialanie")].find(isVisible);
    focus(way);
    // a form as tall as the window is gone from above it
    if (element.closest(".add")) way?.closest("li")?.scrollIntoView({ block: "nearest" });
  };
})();
