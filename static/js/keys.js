// Shortcuts of one key on the board (WCAG 2.1.4): only while nobody types or holds another key, and not at all on a
// device on which they were switched off.
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const help = $("#skroty");
  const button = $("#o-skrotach");
  if (!help) return;
  const OFF = "skroty-wylaczone";
  let kept = {};
  try { kept = localStorage; } catch { /* a browser that keeps nothing */ }
  const tick = $("#skroty-sa");
  tick.checked = !kept[OFF];
  tick.addEventListener("change", () => (tick.checked ? delete kept[OFF] : (kept[OFF] = "1")));
  button.hidden = false;
  button.addEventListener("click", () => help.showModal());

  const here = () => document.activeElement.closest("#tablica .card");
  const step = (by) => {
    const links = [...document.querySelectorAll("#tablica .card h3 a")].filter((link) => link.checkVisibility());
    const at = here() ? links.indexOf($("h3 a", here())) + by : by > 0 ? 0 : links.length - 1;
    links[at]?.focus();
  };
  const does = {
    "?": () => help.showModal(),
    "/": () => $("#slowa")?.focus(),
    n: () => $("#dodaj-dzialanie")?.click(),
    j: () => step(1),
    k: () => step(-1),
    m: () => {
      const card = here();
      if (!card || !$("[form=akty]", card)) return;
      htmx.ajax("GET", `${$("h3 a", card).pathname}przenies/`, { source: card, target: "#okno", swap: "innerHTML" });
    },
  };

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (kept[OFF] || event.ctrlKey || event.altKey || event.metaKey || !Object.hasOwn(does, key)) return;
    if (target.closest("input, textarea, select, dialog, [popover]")) return;
    event.preventDefault();
    does[key]();
  });
})();
