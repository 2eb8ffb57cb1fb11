// What is typed into a form with data-keep stays on this device, under the key of the person and the form, until it is
// saved, put aside, two weeks old, or the person signs out. A form with data-changes sends only what was changed.
(() => {
  const OURS = "tekst:";
  const LIFE = 14 * 24 * 60 * 60 * 1000;

  let store;
  try {
    store = window.localStorage;
    store.getItem(OURS);
  } catch {
    store = { getItem: () => null, setItem() {}, removeItem() {} }; // the browser keeps nothing
  }

  const read = (key) => {
    try {
      const kept = JSON.parse(store.getItem(key));
      if (Date.now() - kept.at < LIFE) return kept;
    } catch {
      // not ours
    }
    store.removeItem(key);
    return null;
  };
  const ours = () => Object.keys(store).filter((key) => key.startsWith(OURS));

  const watch = (form) => {
    const key = OURS + form.dataset.keep;
    const fields = [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");
    const names = [...new Set(fields.map((field) => field.name))];
    const base = form.elements.base;
    const began = base?.value;
    const ticks = (field) => field.type === "checkbox" || field.type === "radio";
    const values = (name, first) => fields.filter((field) => field.name === name).flatMap((field) => {
      if (ticks(field)) return (first ? field.defaultChecked : field.checked) ? [field.value] : [];
      if (field.options) return first ? [...field.options].filter((it) => it.defaultSelected).map((it) => it.value) : [field.value];
      return [first ? field.defaultValue : field.value];
    });
    const first = (name) => {
      const found = values(name, true);
      const list = fields.find((field) => field.name === name && field.options);
      return list && !found.length ? [list.options[0]?.value] : found;
    };
    // what came back from the server with an error or another's text counts as changed
    const touched = new Set("fresh" in form.dataset ? names : []);
    const changed = () => names.filter((name) => touched.has(name) || `${values(name)}` !== `${first(name)}`);

    const write = () => {
      const now = changed();
      try {
        if (!now.length) store.removeItem(key);
        else store.setItem(key, JSON.stringify({ at: Date.now(), base: base?.value, texts: now.map((name) => [name, values(name)]) }));
      } catch {
        // full: nothing more can be kept
      }
    };

    const kept = "fresh" in form.dataset ? null : read(key);
    if (kept) {
      for (const [name, texts] of kept.texts) {
        touched.add(name);
        for (const field of fields.filter((it) => it.name === name)) {
          if (ticks(field)) field.checked = texts.includes(field.value);
          else field.value = texts[0];
          const folded = field.closest("details");
          if (folded) folded.open = true;
        }
      }
      if (base) base.value = kept.base;
      const told = document.createElement("p");
      told.className = "note kept";
      told.setAttribute("role", "status");
      told.append("Przywróciliśmy niezapisany tekst. ");
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "button slim quiet";
      drop.textContent = "Odrzuć";
      told.append(drop);
      form.prepend(told);
      drop.addEventListener("click", () => {
        store.removeItem(key);
        touched.clear();
        form.reset();
        if (base) base.value = began;
        told.remove();
        fields[0].focus();
      });
    }

    form.addEventListener("input", write);
    form.addEventListener("change", write);
    form.addEventListener("formdata", ({ formData }) => {
      if (!("changes" in form.dataset)) return;
      const sent = changed();
      const many = formData.getAll("many").filter((name) => sent.includes(name));
      for (const name of names) if (!sent.includes(name)) formData.delete(name);
      formData.delete("many");
      for (const name of many) formData.append("many", name);
    });
  };

  const look = () => {
    for (const form of document.querySelectorAll("form[data-keep]:not([data-watched])")) {
      form.dataset.watched = "";
      watch(form);
    }
  };

  ours().forEach(read); // what is too old goes
  for (const saved of document.querySelectorAll("[data-saved]")) store.removeItem(OURS + saved.dataset.saved);
  look();
  document.addEventListener("htmx:after:swap", look);
  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    const form = ctx.sourceElement;
    if (form?.dataset.keep && ctx.response?.status < 300 && ctx.request?.method !== "GET") store.removeItem(OURS + form.dataset.keep);
  });
  document.addEventListener("submit", ({ target }) => {
    if ("signOut" in target.dataset) ours().forEach((key) => store.removeItem(key));
  });
})();
