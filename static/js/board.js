// The board with htmx: focus is kept when a card moves, goes to the first error or the new card, and comes back on
// closing. „Przenieś” opens its menu in place; the dialog itself keeps focus, hears Escape and gives focus back.
(() => {
  let focused = null;

  document.addEventListener("htmx:before:swap", () => {
    focused = document.activeElement === document.body ? null : document.activeElement;
  });

  document.addEventListener("htmx:after:swap", () => {
    const menu = document.querySelector("#okno");
    if (menu?.childElementCount && !menu.open) menu.showModal();
    const wanted = document.querySelector("#dodaj [data-focus]") ?? document.querySelector("#dodaj [data-first] input");
    if (wanted && !wanted.dataset.met) {
      wanted.dataset.met = "1";
      wanted.focus();
    } else if (focused && document.activeElement === document.body) {
      // the same button in its new place, the card that was just added, or where the form was opened
      const added = focused.closest(".add") && document.querySelector("#lista-propozycje > li:last-child h3 a");
      const same = focused.id && document.getElementById(focused.id);
      (same || added || document.getElementById("dodaj-dzialanie"))?.focus();
      focused = null;
    }
  });

  // an answer that is a whole page (signed out meanwhile, a fault) is shown as a page, not inside a card
  document.addEventListener("htmx:before:swap", (event) => {
    if (/^\s*<!doctype/i.test(event.detail.ctx?.text ?? "")) {
      event.preventDefault();
      location.reload();
    }
  });

  document.addEventListener("close", (event) => {
    if (event.target.id === "okno") event.target.replaceChildren();
  }, true);

  document.addEventListener("click", (event) => {
    if (event.target.id === "okno") event.target.close(); // beside the menu
    const button = event.target.closest("[data-close]");
    if (!button) return;
    event.preventDefault();
    document.querySelector(button.dataset.close).replaceChildren();
    document.querySelector(button.dataset.back)?.focus();
  });
})();
