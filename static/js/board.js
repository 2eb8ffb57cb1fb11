// The board with htmx: menus open in place, focus is kept and comes back.
(() => {
  if (!window.htmx) return; // the forms then do without
  const $ = (selector, within = document) => within.querySelector(selector);
  const on = (name, does) => document.addEventListener(name, does, true);
  const ask = (method, url, source, more) => htmx.ajax(method, url, { source, target: "#okno", swap: "innerHTML", ...more });
  const at = () => document.activeElement;
  const MOVE = "[form=akty][name=p]";
  const isLost = () => at() === document.body;
  const isShown = (it) => (it.checkVisibility ? it.checkVisibility() : it.getClientRects().length > 0);
  let focused, opener, card;

  on("submit", (event) => {
    const { target: form, submitter: button } = event;
    const vote = form.id === "glos";
    const act = form.id === "akty" && { p: "przenies", z: "zaniechaj" }[button.name];
    if (!vote && !act) return; // an edit has a page of its own
    event.preventDefault();
    // FormData(form, button) is younger than the oldest browsers
    const values = vote && { ...Object.fromEntries(new FormData(form)), [button.name]: button.value };
    if (vote) return ask("POST", button.formAction, button, { target: button.closest("article"), swap: "outerMorph", values });
    opener = button;
    ask("GET", `/dzialania/${button.value}/${act}/`, button);
  });

  on("htmx:before:swap", () => {
    focused = at();
    const list = focused.closest(".rest")?.parentElement.querySelector(".list");
    if (list) focused = { list, n: list.children.length };
  });

  on("htmx:after:swap", () => {
    // a card stands before the first of those that follow it
    for (const came of document.querySelectorAll("[data-followed]")) {
      const next = came.dataset.followed.split(" ").map((key) => $(`#dzialanie-${key}`, came.parentElement)).find(Boolean);
      if (next && !$("[data-order]").dataset.order) next.before(came);
      came.removeAttribute("data-followed");
    }
    const dialog = $("#okno");
    const wanted = $("#okno [data-focus]") ?? $("#dodaj [data-focus]") ?? $("#dodaj [data-first] input");
    if (dialog?.open && !dialog.childElementCount) return dialog.close();
    if (dialog?.childElementCount && !dialog.open) dialog.showModal();
    if (wanted && !wanted.dataset.met) {
      wanted.dataset.met = "1";
      wanted.focus();
    } else if (focused?.list) $("a", focused.list.children[focused.n])?.focus({ preventScroll: true });
    else if (focused && focused !== document.body && isLost()) {
      const added = focused.closest(".add") && $("#lista-propozycje > li:last-child h3 a");
      (document.getElementById(focused.id) || added || $("#dodaj-dzialanie"))?.focus();
    }
  });

  on("close", ({ target }) => {
    if (target.id !== "okno") return;
    target.replaceChildren();
    if (opener && (isLost() || !isShown(at()))) $(`[name=${opener.name}][value="${opener.value}"]`)?.focus();
  });

  on("click", (event) => {
    const button = event.target.closest("[data-close]");
    if (!button) return;
    event.preventDefault();
    $(button.dataset.close).replaceChildren();
    $(button.dataset.back)?.focus();
  });

  // dragging: the card stays until the server says yes
  const mark = document.createElement("li");
  mark.className = "drop";
  const key = (item) => item.id.slice(10);
  const over = (event) => {
    const list = card && event.target.closest?.(".state, .dropped")?.querySelector(".list");
    if (list) event.preventDefault();
    return list;
  };

  on("mousedown", ({ target }) => {
    const item = target.closest("#tablica .list > li");
    if (item && $(MOVE, item)) item.draggable = !target.closest("button");
  });
  on("dragstart", (event) => {
    card = event.target.closest?.("li[draggable=true]");
    if (card) event.dataTransfer.setDragImage(card, 9, 9);
  });
  on("dragover", (event) => {
    const isAbove = (item) => item !== mark && event.clientY < item.getBoundingClientRect().top + item.offsetHeight / 2;
    const list = over(event);
    list?.insertBefore(mark, [...list.children].find(isAbove) ?? null);
  });
  on("drop", (event) => {
    const list = over(event);
    if (!list) return;
    const to = list.dataset.state;
    const own = list.contains(card);
    const above = mark.previousElementSibling;
    const ordered = !$("[data-order]").dataset.order;
    if (own && (!ordered || above === card || mark.nextElementSibling === card)) return;
    const values = { to, ...Object.fromEntries(new FormData($("#glos"))) };
    if (ordered) Object.assign(values, above ? { after: key(above) } : { place: 1 });
    if (to === "dropped" && !own) ask("GET", `/dzialania/${key(card)}/zaniechaj/`, card);
    else ask("POST", `/dzialania/${key(card)}/przenies/`, card, { values });
  });
  on("dragend", () => {
    mark.remove();
    card = null;
  });

  // shortcuts of one key (WCAG 2.1.4)
  const help = $("#skroty");
  if (!help) return;
  const OFF = "skroty-wylaczone";
  const tick = $("#skroty-sa");
  tick.checked = !localStorage[OFF];
  tick.onchange = () => (tick.checked ? delete localStorage[OFF] : (localStorage[OFF] = "1"));
  $("#o-skrotach").hidden = false;
  $("#o-skrotach").onclick = () => help.showModal();
  const here = () => at().closest("#tablica .card");
  const step = (by) => {
    const links = [...document.querySelectorAll("#tablica h3 a")].filter(isShown);
    links[here() ? links.indexOf($("h3 a", here())) + by : 0]?.focus();
  };
  const does = {
    "?": () => help.showModal(),
    "/": () => $("#slowa")?.focus(),
    n: () => $("#dodaj-dzialanie")?.click(),
    j: () => step(1),
    k: () => step(-1),
    m: () => here() && $(MOVE, here())?.click(),
  };
  on("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, dialog, [popover]");
    if (typing || localStorage[OFF] || event.ctrlKey || event.altKey || event.metaKey || !Object.hasOwn(does, event.key)) return;
    event.preventDefault();
    does[event.key]();
  });
})();
