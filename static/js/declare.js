// The declaration: a draft kept on this device, only when the person asks for it; how many characters are left.
(() => {
  const DAY = 24 * 60 * 60 * 1000;
  const KEY = "szkic-deklaracji";
  const SKIPPED = ["csrfmiddlewaretoken", "form_token", "form_page", "opened", "shown", "second_subject"];

  let store;
  try {
    store = window.localStorage;
  } catch {
    store = null; // the browser keeps nothing
  }

  const found = () => {
    try {
      const draft = JSON.parse(store?.getItem(KEY) ?? "null");
      if (draft && Date.now() - draft.at < DAY) return draft;
    } catch {
      // not ours
    }
    store?.removeItem(KEY);
    return null;
  };

  const form = document.querySelector("[data-draft]");
  const SENT = "deklaracja-wyslana"; // until the tab is closed or the form is empty again
  if (document.querySelector("[data-draft-sent]")) {
    store?.removeItem(KEY);
    if (store) sessionStorage.setItem(SENT, "1");
  }
  // Back after sending: the browser would show all that was written to whoever sits there next
  window.addEventListener("pageshow", (event) => {
    if (!form || !store || !sessionStorage.getItem(SENT)) return;
    sessionStorage.removeItem(SENT);
    const isBack = event.persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    if (isBack && location.hash !== "#popraw") form.reset(); // whoever mends the address gets the answers back
  });
  if (form && store) {
    const keep = form.querySelector("[data-draft-keep]");
    const box = keep.querySelector("input");
    const told = form.querySelector("[data-draft-found]");
    const boxes = [...form.elements].filter((field) => field.name && !SKIPPED.includes(field.name));
    const shown = form.elements.shown.value;
    keep.hidden = false;

    const write = () => {
      if (!box.checked) return;
      const answers = [...new FormData(form)].filter(([name]) => !SKIPPED.includes(name));
      try {
        store.setItem(KEY, JSON.stringify({ call: form.dataset.draft, at: Date.now(), shown, answers }));
      } catch {
        box.checked = false; // full, or forbidden: better to say no than to lose it later
      }
    };

    const drop = () => {
      store.removeItem(KEY);
      box.checked = false;
      told.hidden = true;
    };

    const draft = found();
    if (draft?.call === form.dataset.draft) {
      box.checked = true;
      if (!document.querySelector(".error-summary")) {
        for (const field of boxes) {
          // the group from whose page the person comes stays ticked
          if (field.name === "groups" && field.defaultChecked) continue;
          // ticked under other texts
          if (draft.shown !== shown && /^(stmt_cl|cons)/.test(field.name)) continue;
          const values = draft.answers.filter(([name]) => name === field.name).map(([, value]) => value);
          if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
          else if (values.length) field.value = values[0];
        }
        told.hidden = false;
      }
    }

    box.addEventListener("change", () => (box.checked ? write() : drop()));
    form.addEventListener("input", write);
    form.addEventListener("change", write);
    form.querySelector("[data-draft-drop]").addEventListener("click", () => {
      drop();
      form.reset();
      form.querySelector("input:not([type=hidden])").focus();
    });
  }

  // whoever types again is not told what was wrong before
  document.addEventListener("input", (event) => {
    event.target.closest("[hx-post]")?.dispatchEvent(new Event("htmx:abort"));
  });

  for (const area of document.querySelectorAll("[data-limit]")) {
    const left = document.createElement("span");
    left.className = "hint left";
    left.setAttribute("aria-live", "polite");
    area.after(left);
    let told;
    area.addEventListener("input", () => {
      clearTimeout(told);
      told = setTimeout(() => {
        const rest = area.dataset.limit - area.value.length;
        left.textContent = rest < 0 ? `Za długo o: ${-rest}` : rest <= 200 ? `Pozostało znaków: ${rest}` : "";
      }, 600);
    });
  }
})();
