// Shortcuts of one key on the board, with the list of them and the way to switch them off (WCAG 2.1.4).
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const help = $("#skroty");
  const OFF = "skroty-wylaczone";
  const tick = $("#skroty-sa");
  tick.checked = !localStorage[OFF];
  tick.onchange = () => (tick.checked ? delete localStorage[OFF] : (localStorage[OFF] = "1"));
  $("#o-skrotach").hidden = false;
  $("#o-skrotach").onclick = () => help.showModal();

  const here = () => document.activeElement.closest("#tablica .card");
  const step = (by) => {
    const links = [...document.querySelectorAll("#tablica h3 a")].filter((link) => link.getClientRects().length);
    links[here() ? links.indexOf($("h3 a", here())) + by : 0]?.focus();
  };
  const does = {
    "?": () => help.showModal(),
    "/": () => $("#slowa")?.focus(),
    n: () => $("#dodaj-dzialanie")?.click(),
    j: () => step(1),
    k: () => step(-1),
    m: () => here() && $(".to-move", here())?.click(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, dialog, [popover]");
    if (typing || localStorage[OFF] || event.ctrlKey || event.altKey || event.metaKey || !Object.hasOwn(does, event.key)) return;
    event.preventDefault();
    does[event.key]();
  });
})();
