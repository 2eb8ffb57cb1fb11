// Dragging a card with a mouse: an extra beside „Przenieś”, by the same address. The card stays where it is until the
// server says yes; a state that asks for something answers with its form, a refusal with the reason.
(() => {
  let card = null;
  const mark = document.createElement("li");
  mark.className = "drop";
  mark.ariaHidden = "true";
  const keyOf = (item) => item.id.slice("dzialanie-".length);
  const listAt = (event) => card && event.target.closest?.(".state, .dropped")?.querySelector(".list");

  document.addEventListener("mousedown", ({ target }) => {
    const item = target.closest?.("#tablica .list > li");
    if (item?.querySelector("[form=akty]")) item.draggable = !target.closest("button");
  });

  document.addEventListener("dragstart", (event) => {
    card = event.target.closest?.("li[draggable=true]");
    if (!card) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(card, 20, 20);
    card.classList.add("carried");
  });

  document.addEventListener("dragover", (event) => {
    const list = listAt(event);
    if (!list) return;
    event.preventDefault();
    const below = [...list.children].find((item) => {
      const box = item.getBoundingClientRect();
      return item !== mark && event.clientY < box.top + box.height / 2;
    });
    list.insertBefore(mark, below ?? null);
  });

  document.addEventListener("drop", (event) => {
    const list = listAt(event);
    if (!list) return;
    event.preventDefault();
    const to = list.dataset.state;
    const own = list.contains(card);
    const above = mark.previousElementSibling;
    const ordered = !document.querySelector("[data-order]").dataset.order; // as the group has put them
    if (own && (!ordered || above === card || mark.nextElementSibling === card)) return;
    const values = { to, csrfmiddlewaretoken: document.querySelector("#glos [name=csrfmiddlewaretoken]").value };
    if (ordered) Object.assign(values, above ? { after: keyOf(above) } : { place: 1 });
    const ask = (method, act, more) => htmx.ajax(method, `/dzialania/${keyOf(card)}/${act}/`, { source: card, target: "#okno", swap: "innerHTML", ...more });
    if (to === "dropped" && !own) ask("GET", "zaniechaj");
    else ask("POST", "przenies", { values });
  });

  document.addEventListener("dragend", () => {
    mark.remove();
    card?.classList.remove("carried");
    card = null;
  });
})();
