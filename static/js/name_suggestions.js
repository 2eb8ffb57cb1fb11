// Names of members are suggested to whoever types @.
(() => {
  const hear = (name, react) => document.addEventListener(name, react);
  const fold = (text) => text.toLowerCase().replaceAll("ł", "l").normalize("NFD").replace(/\p{M}/gu, "");
  let names;

  hear("input", async ({ target: field }) => {
    const address = field.closest("[data-people]")?.dataset.people;
    if (!address || !field.matches("textarea")) return;
    const typed = () => field.value.slice(0, field.selectionEnd).match(/(?:^|[^\p{L}\d])@([^@\n]{0,60})$/u);
    if (typed()) names ??= fetch(address).then((answer) => answer.json()).then((found) => found.names, () => []);
    const known = (await names) ?? [];
    field.parentNode.querySelector(".name-suggestions")?.remove();
    const begun = typed();
    const fit = known.filter((name) => begun && ` ${fold(name)}`.includes(` ${fold(begun[1])}`)).slice(0, 6);
    if (!fit.length) return;
    const list = document.createElement("div");
    list.className = "name-suggestions";
    list.setAttribute("role", "group");
    list.setAttribute("aria-label", "Osoby z grupy");
    list.append(...fit.map((name) => Object.assign(document.createElement("button"), { type: "button", textContent: name })));
    field.after(list); // Tab leads there
    document.querySelector("#ogloszenie").textContent = `Pasujące osoby: ${fit.length}`;
  });

  hear("click", ({ target }) => {
    const list = target.closest(".name-suggestions");
    if (!list || target === list) return;
    const field = list.previousElementSibling;
    field.setRangeText(`@${target.textContent} `, field.value.lastIndexOf("@", field.selectionEnd - 1), field.selectionEnd, "end");
    list.remove();
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  hear("keydown", (event) => {
    const list = event.target.parentNode?.querySelector?.(".name-suggestions") ?? event.target.closest?.(".name-suggestions");
    if (!list) return;
    const place = [...list.children].indexOf(event.target);
    const next = { ArrowDown: list.children[place + 1], ArrowUp: list.children[place - 1], Escape: list.previousElementSibling };
    if (!next[event.key]) return;
    next[event.key].focus();
    if (event.key === "Escape") list.remove();
    event.preventDefault();
  });
})();
