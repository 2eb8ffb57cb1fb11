// What a card sends stays on the board: its buttons open the window of the action, its vote renews the card.
(() => {
  if (!window.htmx) return;
  document.addEventListener(
    "submit",
    (event) => {
      const { target: form, submitter: button } = event;
      if (!form.matches(".card-buttons, .card-vote")) return;
      event.preventDefault();
      if (form.matches(".card-buttons")) {
        actionWindow.ask("GET", button.formAction, button);
      } else {
        const values = Object.fromEntries(new FormData(form));
        actionWindow.ask("POST", form.action, button, { target: form.closest("article"), swap: "outerMorph", values });
      }
    },
    true,
  );
})();
