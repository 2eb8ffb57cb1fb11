// What is typed into a form with data-draft stays on this device, under that key, until it is saved, put aside or too
// old, or the person signs out. A form with data-changes sends only what was changed. Where a form asks in a box
// data-draft-wish, its answers are kept only while that is ticked; data-draft-of says which call they are for.
(() => {
  const DAY = 24 * 60 * 60 * 1000;
  const PERSONAL = "tekst"; // and the key of the person and the form
  const DECLARATION = "szkic-deklaracji";
  const LIFE = { [PERSONAL]: 14 * DAY, [DECLARATION]: DAY };
  const CANCELLED = ":anulowane";
  const SENT = "deklaracja-wyslana"; // sessionStorage: until the tab is closed or the form is empty again
  const listen = document.addEventListener.bind(document);
  let store;
  try {
    store = window.localStorage;
    Object.keys(store);
  } catch {
    return; // the browser keeps nothing
  }

  const kindOf = (key) => key.split(":")[0];
  const drafts = () => Object.keys(store).filter((key) => LIFE[kindOf(key)]);
  const remove = (key) => store.removeItem(key);
  const read = (key) => {
    try {
      const draft = JSON.parse(store.getItem(key));
      if (draft.texts && Date.now() - draft.at < LIFE[kindOf(key)]) return draft;
    } catch {} // not ours
    remove(key);
  };
  const forget = (key) => [key, key + CANCELLED].forEach(remove);

  const watch = (form) => {
    const { draft: key, draftOf } = form.dataset;
    const wish = form.querySelector("[data-draft-wish] input");
    // asked anew each time: links that were sought bring boxes of their own
    const fields = () => [...form.elements].filter((it) => it.name && !/hidden|submit/.test(it.type) && !it.closest("[aria-hidden=true]"));
    const names = () => [...new Set(fields().map((it) => it.name))];
    const named = (name) => fields().filter((it) => it.name === name);
    const isBox = (it) => /checkbox|radio/.test(it.type);
    const values = (name) => named(name).filter((it) => !isBox(it) || it.checked).map((it) => it.value);
    const { base, shown } = form.elements; // the version that is edited, those of the texts that are agreed to
    const firstBase = base?.value;
    const differs = (it) => {
      if (isBox(it)) return it.checked !== it.defaultChecked;
      return it.options ? !it.selectedOptions[0]?.defaultSelected && it.selectedIndex > 0 : it.value !== it.defaultValue;
    };
    // what came back from the server with an error or another's text counts as changed
    const isFresh = "fresh" in form.dataset;
    const touched = new Set(isFresh ? names() : []);
    const changed = () => names().filter((name) => touched.has(name) || named(name).some(differs));

    const write = ({ target }) => {
      if (wish && !wish.checked) return;
      if (target.options) touched.add(target.name);
      const texts = (wish ? names() : changed()).map((name) => [name, values(name)]);
      const draft = { at: Date.now(), of: draftOf, base: base?.value, shown: shown?.value, texts };
      try {
        if (texts.length) store.setItem(key, JSON.stringify(draft));
        else remove(key);
      } catch {
        if (wish) wish.checked = false; // full: better to say so than to lose it later
      }
    };

    // the group from whose page the person comes stays ticked, what was ticked under other texts does not
    const staysAsItIs = ({ name, defaultChecked }, draft) =>
      wish && (name === "groups" ? defaultChecked : draft.shown !== shown.value && /^(stmt_cl|cons)/.test(name));
    const putBack = (draft) => {
      for (const [name, texts] of draft.texts) {
        touched.add(name);
        for (const field of named(name)) {
          if (staysAsItIs(field, draft)) continue;
          if (isBox(field)) field.checked = texts.includes(field.value);
          else field.value = texts[0];
          // an empty field of a form that came back is kept too, and is nothing to be shown
          if (texts.some(Boolean)) field.closest("details")?.setAttribute("open", "");
        }
      }
      if (base) base.value = draft.base;
    };

    const ownNote = form.querySelector("[data-draft-note]");
    const notify = (sentence, label, react) => {
      const note = ownNote ?? document.createElement("p");
      if (!ownNote) {
        note.className = "note draft-note";
        note.setAttribute("role", "status");
        note.innerHTML = `${sentence} <button type="button" class="button slim quiet">${label}</button>`;
        form.prepend(note);
      }
      note.hidden = false;
      note.querySelector("button").addEventListener("click", () => {
        note.remove();
        react();
        fields()[0].focus();
      });
    };

    const draft = read(key);
    const isOfThis = draft?.of === draftOf;
    const cancelled = !draft && read(key + CANCELLED);
    if (wish) {
      wish.closest("[hidden]").hidden = false;
      if (draft && isOfThis) wish.checked = true;
      wish.addEventListener("change", () => {
        if (wish.checked) return;
        remove(key);
        ownNote.remove();
      });
    }
    if (isFresh) {
      // it shows what was typed
    } else if (draft && isOfThis) {
      putBack(draft);
      notify("Przywróciliśmy niezapisany tekst.", "Odrzuć", () => {
        remove(key);
        touched.clear();
        form.reset();
        if (base) base.value = firstBase;
      });
    } else if (cancelled) {
      notify("Tekst sprzed „Anuluj” można przywrócić.", "Przywróć", () => {
        putBack(cancelled);
        remove(key + CANCELLED);
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
    for (const form of document.querySelectorAll("form[data-draft]:not([data-watched])")) {
      form.dataset.watched = "";
      watch(form);
    }
  };

  // what is cancelled is not offered as if it were unsaved; a slip of the hand can still be mended
  const cancel = ({ target }) => {
    const form = target.closest("form[data-draft]");
    const button = target.closest("button");
    const text = form && button?.form && button.form !== form && store.getItem(form.dataset.draft);
    if (!text) return;
    store.setItem(form.dataset.draft + CANCELLED, text);
    remove(form.dataset.draft);
  };
  window.addEventListener("click", cancel, true); // before the form goes

  // Back after sending: the browser would show all that was written to whoever sits there next
  window.addEventListener("pageshow", (event) => {
    const form = document.querySelector("[data-draft-wish]")?.closest("form");
    if (!form || !sessionStorage.getItem(SENT)) return;
    sessionStorage.removeItem(SENT);
    const isBack = event.persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    if (isBack && location.hash !== "#popraw") form.reset(); // whoever mends the address gets the answers back
  });

  drafts().forEach(read); // what is too old goes
  for (const { dataset } of document.querySelectorAll("[data-saved]")) {
    forget(dataset.saved);
    if (dataset.saved === DECLARATION) sessionStorage.setItem(SENT, "1");
  }
  look();
  listen("htmx:after:swap", look);
  listen("htmx:after:request", ({ detail: { ctx } }) => {
    const { draft } = ctx.sourceElement?.dataset ?? {};
    if (draft && ctx.response?.status < 300) forget(draft);
  });
  listen("submit", ({ target }) => {
    if ("signOut" in target.dataset) drafts().filter((key) => kindOf(key) === PERSONAL).forEach(remove);
  });
})();
