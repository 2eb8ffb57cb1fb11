// „Anuluj” in a form that was opened in place puts it away, and the focus goes back to what opened it.
(() => {
  if (!window.htmx) return;
  document.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest("[data-close]");
      if (!button) return;
      event.preventDefault();
      document.querySelector(button.dataset.close).replaceChildren();
      document.querySelector(button.dataset.back)?.focus();
    },
    true,
  );
})();
