// A declaration sent with a mistyped address: what was answered comes back into the form, in this tab alone and for a
// quarter of an hour. The server cannot give it back: it would tell whether an address is known.
(() => {
  const KEY = "wyslana-deklaracja";
  const QUARTER = 15 * 60 * 1000;
  const SKIPPED = ["csrfmiddlewaretoken", "form_token", "form_page", "opened", "shown", "second_subject"];

  let store;
  try {
    store = window.sessionStorage;
  } catch {
    return; // the browser keeps nothing
  }

  const read = (call) => {
    try {
      const found = JSON.parse(store.getItem(KEY) ?? "null");
      if (found?.call === call && Date.now() - found.at < QUARTER) return found;
    } catch {
      // not ours
    }
    store.removeItem(KEY);
    return null;
  };

  const way = document.querySelector("[data-again]");
  if (way && read(way.dataset.again)) document.querySelector("[data-again-kept]").hidden = false;

  const form = document.querySelector("form[data-draft-of]");
  if (!form) return;
  const found = location.hash === "#popraw" && read(form.dataset.draftOf);
  if (found) {
    for (const field of form.elements) {
      if (!field.name || SKIPPED.includes(field.name)) continue;
      // ticked under other texts
      if (found.shown !== form.elements.shown.value && /^(stmt_cl|cons)/.test(field.name)) continue;
      const values = found.answers.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
    }
    form.elements.email.focus();
    form.elements.email.select();
  }
  form.addEventListener("submit", () => {
    const answers = [...new FormData(form)].filter(([name]) => !SKIPPED.includes(name));
    const sent = { call: form.dataset.draftOf, at: Date.now(), shown: form.elements.shown.value, answers };
    try {
      store.setItem(KEY, JSON.stringify(sent));
    } catch {
      // full: the form is filled in anew
    }
  });
})();
