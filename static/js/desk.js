// The desk by keyboard: one letter goes to (or opens) what carries it in data-key; never while somebody types.
(() => {
  const TYPED = "input, textarea, select, [contenteditable]";

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPED)) return;
    const found = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!found) return;
    event.preventDefault();
    if (found.matches("summary")) {
      found.parentElement.open = true;
      found.parentElement.querySelector("textarea, select").focus();
    } else if (found.matches("label")) {
      document.getElementById(found.htmlFor).focus();
    } else {
      found.focus(); // Enter presses it: one letter decides nothing
    }
  });

  let pressed;
  document.addEventListener("submit", (event) => (pressed = event.target), true);
  document.addEventListener("htmx:after:swap", () => {
    const refused = document.querySelector("#sprawa [data-focus]");
    if (refused) {
      refused.focus();
      return;
    }
    pressed?.reset(); // the swap leaves what was typed, also when it has been taken
    // what was pressed may be gone: the news of it and the way on are next
    const active = document.activeElement;
    const isShown = (it) => (it.checkVisibility ? it.checkVisibility() : it.getClientRects().length > 0);
    if (!active || active === document.body || !isShown(active)) {
      document.querySelector("#sprawa [data-news]")?.focus();
    }
  });
})();
