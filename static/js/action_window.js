// The window of an action, in which its forms open in place. actionWindow.ask sends what is to be answered there.
(() => {
  if (!window.htmx) return; // the forms then do without
  const $ = (selector) => document.querySelector(selector);
  const listen = (name, react) => document.addEventListener(name, react, true);
  const isVisible = (element) => Boolean(element && element.getClientRects().length);
  let opener; // the button of a card that opened it

  window.actionWindow = {
    ask(method, url, source, more) {
      opener = source.form?.matches(".card-buttons") ? source : null;
      htmx.ajax(method, url, { source, target: "#okno", swap: "innerHTML", ...more });
    },
  };

  listen("htmx:after:swap", () => {
    const dialog = $("#okno");
    if (!dialog?.childElementCount) return dialog?.close();
    dialog.classList.toggle("beside", Boolean(dialog.querySelector(".edit-panel")));
    if (!dialog.open) dialog.showModal();
  });

  listen("close", ({ target }) => {
    if (target.id !== "okno") return;
    target.replaceChildren();
    const { activeElement } = document;
    if (opener && (activeElement === document.body || !isVisible(activeElement))) {
      const [, key] = opener.id.split("-");
      const ways = [$(`#slad-${key} a`), opener, document.getElementById(opener.id)];
      ways.find(isVisible)?.focus({ preventScroll: true });
    }
    opener = null;
  });
})();
