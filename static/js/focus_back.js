// A form below an action or a comment that has been sent is gone: the focus goes back to what opened it.
(() => {
  let origin;

  document.addEventListener("htmx:before:swap", () => {
    origin = document.activeElement.closest("form[data-back]")?.dataset.back ?? origin;
  });
  document.addEventListener("htmx:after:swap", () => {
    if (!origin || document.activeElement !== document.body) return;
    document.querySelector(origin)?.focus();
    origin = null;
  });
})();
