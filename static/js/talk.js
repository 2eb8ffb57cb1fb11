// The page of an action: focus goes back to where a form was opened, and names are offered to whoever types @.
(() => {
  let back = null;
  document.addEventListener("htmx:before:swap", () => {
    back = document.activeElement?.closest("form[data-back]")?.dataset.back ?? back;
  });
  document.addEventListener("htmx:after:swap", () => {
    if (!back || document.activeElement !== document.body) return;
    document.querySelector(back)?.focus();
    back = null;
  });

  const fold = (text) => text.toLowerCase().replaceAll("ł", "l").normalize("NFD").replace(/\p{M}/gu, "");
  let names = null; // asked for once, at the first @
  let list = null;

  const close = () => {
    list?.field.removeAttribute("aria-activedescendant");
    list?.element.remove();
    list = null;
  };
  const mark = (place) => {
    const options = [...list.element.children];
    list.at = (place + options.length) % options.length;
    options.forEach((option, n) => option.setAttribute("aria-selected", n === list.at));
    list.field.setAttribute("aria-activedescendant", options[list.at].id);
  };
  const choose = (option) => {
    const { field, begin } = list;
    close();
    field.setRangeText(`@${option.textContent} `, begin, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };

  document.addEventListener("input", async ({ target: field }) => {
    const address = field.matches("textarea") && field.closest("[data-people]")?.dataset.people;
    if (!address) return;
    const typed = () => field.value.slice(0, field.selectionEnd).match(/(?:^|[^\p{L}\p{N}])@([^@\n]{0,60})$/u);
    if (!typed()) return close();
    names ??= fetch(address).then((answer) => answer.json()).then((found) => found.names, () => []);
    const known = await names;
    const found = typed();
    close();
    if (!found) return;
    const begun = fold(found[1]);
    const fitting = known.filter((name) => fold(name).startsWith(begun) || fold(name).includes(` ${begun}`)).slice(0, 6);
    if (!fitting.length) return;
    const element = document.createElement("ul");
    element.id = "podpowiedzi-osob";
    element.className = "offers";
    element.setAttribute("role", "listbox");
    element.setAttribute("aria-label", "Osoby z grupy");
    fitting.forEach((name, n) => {
      const option = document.createElement("li");
      option.id = `osoba-${n}`;
      option.setAttribute("role", "option");
      option.textContent = name;
      element.append(option);
    });
    field.after(element);
    field.setAttribute("aria-controls", element.id);
    list = { field, element, begin: field.selectionEnd - found[1].length - 1, at: 0 };
    mark(0);
    document.getElementById("ogloszenie").textContent = `Podpowiedzi: ${fitting.length}. Strzałki wybierają.`;
  });

  document.addEventListener("keydown", (event) => {
    if (!list || event.target !== list.field) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark(list.at + step);
    else if (event.key === "Enter" || event.key === "Tab") choose(list.element.children[list.at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".offers")) event.preventDefault(); // the field keeps focus
  });
  document.addEventListener("click", (event) => {
    const option = event.target.closest(".offers > li");
    if (option) choose(option);
  });
  document.addEventListener("focusout", (event) => event.target === list?.field && close());
})();
