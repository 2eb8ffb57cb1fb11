// Cards are carried by the mouse. A card stays where it is until the server says yes; states into which this person
// may not carry it do not take it, and say why.
(() => {
  if (!window.htmx) return;
  const $ = (selector, within = document) => within.querySelector(selector);
  const on = (name, does) => document.addEventListener(name, does, true);
  const key = (item) => item.id.slice("dzialanie-".length);
  const lists = () => [...document.querySelectorAll("#tablica .list")];
  const room = (list) => list.closest(".state, .dropped");
  const waysOf = (item) => (item.dataset.ways ?? item.parentElement.dataset.ways ?? "").split(" ").filter(Boolean);
  const mark = document.createElement("li");
  mark.className = "drop-mark";
  let card;

  const over = (event) => {
    const list = card && event.target.closest?.(".state, .dropped")?.querySelector(".list");
    if (!list || room(list).dataset.shut) {
      mark.remove();
      return null;
    }
    event.preventDefault();
    return list;
  };

  const shut = (list, item) => {
    const from = item.parentElement;
    const { state } = list.dataset;
    if (waysOf(item).includes(state)) return "";
    const why = JSON.parse(from.dataset.closed || "{}")[state];
    if (why) return why;
    return `Ze stanu „${$("h2", room(from)).textContent}” nie ma tu drogi.`;
  };

  on("mousedown", ({ target }) => {
    const item = target.closest("#tablica .list > li[id^=dzialanie-]");
    if (item && waysOf(item).length) item.draggable = !target.closest("button");
  });

  on("dragstart", (event) => {
    card = event.target.closest?.("li[draggable=true]");
    if (!card) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", $("h3", card).textContent); // WebKit drags nothing without it
    event.dataTransfer.setDragImage(card, 9, 9);
    for (const list of lists()) {
      const why = shut(list, card);
      if (!why) continue;
      room(list).title = why;
      for (const part of [room(list), list.parentElement]) part.dataset.shut = why;
    }
  });

  on("dragover", (event) => {
    const isAbove = (item) => item !== mark && event.clientY < item.getBoundingClientRect().top + item.offsetHeight / 2;
    const list = over(event);
    list?.insertBefore(mark, [...list.children].find(isAbove) ?? null);
  });

  on("drop", (event) => {
    const list = over(event);
    if (!list) return;
    const to = list.dataset.state;
    const own = list.contains(card);
    // signs that other cards left are no neighbours
    const neighbour = (side) => {
      let item = mark[side];
      while (item && !item.id.startsWith("dzialanie-")) item = item[side];
      return item;
    };
    const above = neighbour("previousElementSibling");
    const ordered = !$("[data-order]").dataset.order;
    if (own && (!ordered || above === card || neighbour("nextElementSibling") === card)) return;
    const values = { to, ...Object.fromEntries(new FormData($("#carried"))) };
    if (ordered) Object.assign(values, above ? { after: key(above) } : { place: 1 });
    if (to === "dropped" && !own) actionWindow.ask("GET", `/dzialania/${key(card)}/zaniechaj/`, card);
    else actionWindow.ask("POST", `/dzialania/${key(card)}/przenies/`, card, { values });
  });

  on("dragend", () => {
    mark.remove();
    card = null;
    for (const list of lists()) {
      room(list).removeAttribute("title");
      for (const part of [room(list), list.parentElement]) delete part.dataset.shut;
    }
  });
})();
