// The board with htmx: buttons of cards belong to two forms and are sent for their card alone; focus is kept when a
// card moves, goes to the first error or the new card, and comes back on closing. „Przenieś” opens a dialog in place.
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  let focused = null;
  let opener = null; // the button from which the menu of a card was opened

  document.addEventListener("submit", (event) => {
    const { target: form, submitter: button } = event;
    if (!/^(glos|akty)$/.test(form.id)) return;
    event.preventDefault();
    if (button.dataset.sent) return;
    button.dataset.sent = "1";
    const vote = form.id === "glos";
    if (!vote) opener = button;
    htmx.ajax(vote ? "POST" : "GET", button.formAction, {
      source: button,
      target: vote ? button.closest("article") : "#czynnosci",
      swap: vote ? "outerMorph" : "innerHTML",
      values: Object.fromEntries(new FormData(form, button)),
    }).finally(() => delete button.dataset.sent);
  });

  document.addEventListener("htmx:before:swap", (event) => {
    focused = document.activeElement === document.body ? null : document.activeElement;
    const list = focused?.closest(".rest")?.parentElement.querySelector(".list");
    if (list) focused = { next: list, after: list.children.length };
    // an answer that is a whole page (signed out meanwhile, a fault) is shown as a page, not inside a card
    if (/^\s*<!doctype/i.test(event.detail.ctx?.text ?? "")) {
      event.preventDefault();
      location.reload();
    }
  });

  document.addEventListener("htmx:after:swap", () => {
    // a card that came to another list stands before the first of those that follow it there
    for (const card of document.querySelectorAll("[data-followed]")) {
      const next = card.dataset.followed.split(" ").map((key) => $(`#dzialanie-${key}`, card.parentElement)).find(Boolean);
      if (next && !$("[data-order]")?.dataset.order) next.before(card);
      card.removeAttribute("data-followed");
    }
    const dialog = $("#okno");
    const menu = $("#czynnosci");
    if (dialog?.childElementCount && !dialog.open) dialog.showModal();
    else if (dialog?.open && !dialog.childElementCount) dialog.close();
    else if (menu?.childElementCount && !menu.matches(":popover-open") && !dialog.open && opener?.isConnected) {
      menu.showPopover({ source: opener });
      $("button", menu)?.focus();
    }
    const wanted = $("#okno [data-focus]") ?? $("#dodaj [data-focus]") ?? $("#dodaj [data-first] input");
    if (wanted && !wanted.dataset.met) {
      wanted.dataset.met = "1";
      wanted.focus();
    } else if (focused?.next) {
      $("a", focused.next.children[focused.after])?.focus({ preventScroll: true });
    } else if (focused && document.activeElement === document.body) {
      // the same button in its new place, the card that was just added, or where the form was opened
      const added = focused.closest(".add") && $("#lista-propozycje > li:last-child h3 a");
      const same = focused.id && document.getElementById(focused.id);
      (same || added || $("#dodaj-dzialanie"))?.focus();
    }
    focused = null;
  });

  // the menu and the dialog are empty when they are shut
  document.addEventListener("toggle", ({ target, newState }) => {
    if (target.id === "czynnosci" && newState === "closed") target.replaceChildren();
  }, true);

  document.addEventListener("close", ({ target }) => {
    if (target.id !== "okno") return;
    target.replaceChildren();
    // what opened it stood in a menu that is shut by now; the card may stand elsewhere
    const again = opener && $(`[formaction="${opener.getAttribute("formaction")}"]`);
    if (again && !document.activeElement.checkVisibility()) again.focus();
    if (document.activeElement === document.body) again?.focus();
  }, true);

  document.addEventListener("click", (event) => {
    if (event.target.matches("dialog.window")) event.target.close(); // beside it
    const button = event.target.closest("[data-close]");
    if (!button) return;
    event.preventDefault();
    $(button.dataset.close).replaceChildren();
    $(button.dataset.back)?.focus();
  });
})();
