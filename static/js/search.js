// Suggestions below the search field: arrows walk through them, Escape puts them away.
(() => {
  const field = document.querySelector("#q");
  const box = document.querySelector("#podpowiedzi");
  if (!field || !box) return;
  const place = field.closest("form");
  const show = (on) => { box.hidden = !on; };

  box.addEventListener("mousedown", (event) => event.preventDefault());
  field.addEventListener("input", () => show(true));
  field.addEventListener("focus", () => show(true));
  place.addEventListener("focusout", (event) => {
    if (event.relatedTarget !== field && !box.contains(event.relatedTarget)) show(false);
  });

  place.addEventListener("keydown", (event) => {
    const links = [...box.querySelectorAll("a")];
    const stops = [field, ...links];
    const here = stops.indexOf(event.target);
    if (here < 0 || box.hidden || !links.length) return;
    if (event.key === "Escape") {
      field.focus();
      show(false);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      stops[(here + step + stops.length) % stops.length].focus();
    } else return;
    event.preventDefault();
  });
})();
