// What is typed into a form with data-keep stays on this device, under the key of the person and the form, until it is
// saved, put aside, two weeks old, or the person signs out. A form with data-changes sends only what was changed.
(() => {
  const OURS = "tekst:";
  const listen = document.addEventListener.bind(document);
  const LIFE = 14 * 24 * 60 * 60 * 1000;
  const CANCELLED = ":anulowane";
  let store;
  try {
    store = window.localStorage;
    Object.keys(store);
  } catch {
    return; // the browser keeps nothing
  }

  const read = (key) => {
    try {
      const kept = JSON.parse(store.getItem(key));
      if (Date.now() - kept.at < LIFE) return kept;
    } catch {} // not ours
    store.removeItem(key);
  };
  const forget = (name) => [OURS + name, OURS + name + CANCELLED].forEach((key) => store.removeItem(key));
  const ours = () => Object.keys(store).filter((key) => key.startsWith(OURS));

  const watch = (form) => {
    const key = OURS + form.dataset.keep;
    // asked anew each time: links that were sought bring boxes of their own
    const fields = () => [...form.elements].filter((it) => it.name && !/hidden|submit/.test(it.type));
    const names = () => [...new Set(fields().map((it) => it.name))];
    const { base } = form.elements;
    const began = base?.value;
    const on = (it) => /checkbox|radio/.test(it.type);
    const of = (name) => fields().filter((it) => it.name === name);
    const values = (name) => of(name).filter((it) => !on(it) || it.checked).map((it) => it.value);
    const differs = (it) => {
      if (on(it)) return it.checked !== it.defaultChecked;
      return it.options ? !it.selectedOptions[0]?.defaultSelected && it.selectedIndex > 0 : it.value !== it.defaultValue;
    };
    // what came back from the server with an error or another's text counts as changed
    const { fresh } = form.dataset;
    const touched = new Set(fresh === undefined ? [] : names());
    const changed = () => names().filter((name) => touched.has(name) || of(name).some(differs));

    const write = ({ target }) => {
      if (target.options) touched.add(target.name);
      const texts = changed().map((name) => [name, values(name)]);
      try {
        if (texts.length) store.setItem(key, JSON.stringify({ at: Date.now(), base: base?.value, texts }));
        else store.removeItem(key);
      } catch {} // full: nothing more can be kept
    };

    const putBack = (kept) => {
      for (const [name, texts] of kept.texts) {
        touched.add(name);
        for (const field of of(name)) {
          if (on(field)) field.checked = texts.includes(field.value);
          else field.value = texts[0];
          // an empty field of a form that came back is kept too, and is nothing to be shown
          if (texts.some(Boolean)) field.closest("details")?.setAttribute("open", "");
        }
      }
      if (base) base.value = kept.base;
    };
    const tell = (sentence, name, does) => {
      const told = document.createElement("p");
      told.className = "note draft-note";
      told.setAttribute("role", "status");
      told.innerHTML = `${sentence} <button type="button" class="button slim quiet">${name}</button>`;
      told.querySelector("button").addEventListener("click", () => {
        told.remove();
        does();
        fields()[0].focus();
      });
      form.prepend(told);
    };

    const kept = fresh === undefined && read(key);
    const cancelled = fresh === undefined && !kept && read(key + CANCELLED);
    if (kept) {
      putBack(kept);
      tell("Przywróciliśmy niezapisany tekst.", "Odrzuć", () => {
        store.removeItem(key);
        touched.clear();
        form.reset();
        if (base) base.value = began;
      });
    } else if (cancelled) {
      tell("Tekst sprzed „Anuluj” można przywrócić.", "Przywróć", () => {
        putBack(cancelled);
        store.removeItem(key + CANCELLED);
        write({ target: form });
      });
    }
    form.addEventListener("input", write);
    form.addEventListener("change", write);
    form.addEventListener("formdata", ({ formData }) => {
      if (!("changes" in form.dataset)) return;
      const sent = changed();
      const many = formData.getAll("many");
      for (const name of [...names(), "many"]) if (!sent.includes(name)) formData.delete(name);
      for (const name of many) if (sent.includes(name)) formData.append("many", name);
    });
  };

  const look = () => {
    for (const form of document.querySelectorAll("form[data-keep]:not([data-watched])")) {
      form.dataset.watched = "";
      watch(form);
    }
  };

  // what is cancelled is not offered as if it were unsaved; a slip of the hand can still be mended
  const cancel = ({ target }) => {
    const form = target.closest("form[data-keep]");
    const button = target.closest("button");
    const text = form && button?.form && button.form !== form && store.getItem(OURS + form.dataset.keep);
    if (!text) return;
    store.setItem(OURS + form.dataset.keep + CANCELLED, text);
    store.removeItem(OURS + form.dataset.keep);
  };
  window.addEventListener("click", cancel, true); // before the form goes

  ours().forEach(read); // what is too old goes
  for (const saved of document.querySelectorAll("[data-saved]")) forget(saved.dataset.saved);
  look();
  listen("htmx:after:swap", look);
  listen("htmx:after:request", (event) => {
    const { sourceElement: form, response } = event.detail.ctx;
    if (!form?.dataset.keep) return;
    if (response?.status < 300) forget(form.dataset.keep);
  });
  listen("submit", ({ target }) => {
    if ("signOut" in target.dataset) ours().forEach((key) => store.removeItem(key));
  });
})();
