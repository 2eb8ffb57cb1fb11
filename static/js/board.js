// The board with htmx: focus is kept when a card moves, goes to the first error, and comes back on closing.
(() => {
  let focused = null;

  document.addEventListener("htmx:before:swap", () => {
    focused = document.activeElement === document.body ? null : document.activeElement;
  });

  document.addEventListener("htmx:after:swap", () => {
    const wanted = document.querySelector("#dodaj [data-focus]") ?? document.querySelector("#dodaj [data-first] input");
    if (wanted && !wanted.dataset.met) {
      wanted.dataset.met = "1";
      wanted.focus();
    } else if (focused && document.activeElement === document.body) {
      // the same button in its new place, or where the form was opened
      (document.getElementById(focused.id) ?? document.getElementById("dodaj-dzialanie"))?.focus();
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

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-close]");
    if (!button) return;
    event.preventDefault();
    document.querySelector(button.dataset.close).replaceChildren();
    document.querySelector(button.dataset.back)?.focus();
  });
})();
