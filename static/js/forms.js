// What every form does while it is being sent. A second press is dropped; the button is busy from the press to the
// answer; no connection, a fault of ours or a session that has ended is told beside the button, and the text waits.
// Enter is the main button's, Ctrl+Enter too, Escape closes what was opened in place.
(() => {
  const SLIP = 400; // ms in which a second press of one button is a slip of the hand
  const LONG = { post: 30_000, get: 8_000 }; // ms after which a page that has not come may be asked for again
  const WAIT = 20_000; // ms that htmx waits for an answer
  const OFFLINE = "Nie ma połączenia. Nic nie przepadło, spróbuj jeszcze raz.";
  const LOST = "Sesja wygasła. Twój tekst czeka.";
  const FAULT = "Nic nie przepadło, spróbuj jeszcze raz.";
  const SENT = "wyslane"; // sessionStorage: what a page sent, until the next page has come
  const WAITING = "czeka"; // sessionStorage: what waits for its form, after signing in

  const hear = (name, react, capture = false) => document.addEventListener(name, react, capture);
  const busy = new Map(); // what is locked, a form or one of the buttons that share one → the busy button
  const lines = new WeakMap(); // the same → the line about trouble
  let last = {}; // the last press that wrote
  let lastField; // the field where somebody was last

  const isSubmit = (it) => it.type === "submit" || it.type === "image";
  const isUnseen = (it) => it.getAttribute("aria-hidden") === "true"; // presses Enter in place of the main button
  const buttonsOf = (form) => [...form.elements].filter((it) => isSubmit(it) && !isUnseen(it) && !it.hidden);
  // not form.action: a button may be named so
  const addressOf = (form) => new URL(form.getAttribute("action") ?? "", location).pathname;
  const main = (form) => buttonsOf(form).find((it) => !it.name && !it.formNoValidate) ?? buttonsOf(form)[0];
  const methodOf = (form, button) => (button?.getAttribute("formmethod") ?? form.getAttribute("method") ?? "get").toLowerCase();
  const writes = (form, button) => methodOf(form, button) === "post" && !button?.hasAttribute("hx-get");
  // cards of a board share two forms, and are not shut by each other
  const lockOf = (form, button) => (form && (!button || form.contains(button)) ? form : button);
  const shown = (form, button) => (form && (!button || isUnseen(button)) ? main(form) : button);
  const stop = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  const begin = (lock, button, isWrite) => {
    lines.get(lock)?.remove();
    button?.setAttribute("aria-busy", "true");
    if (isWrite) busy.set(lock, button);
  };
  const end = (lock, button) => {
    busy.delete(lock);
    button?.removeAttribute("aria-busy");
  };

  const tell = (lock, button, sentence, link) => {
    const line = document.createElement("p");
    line.className = "form-trouble help-block help-critical";
    line.setAttribute("role", "alert");
    const at = button ?? lock;
    const card = at.closest(".card, .list > li");
    if (card) (card.querySelector(".card") ?? card).append(line);
    else (at.closest(".buttons, .desk-buttons, .quiet-buttons, .desk-decisions, .link-search") ?? at).after(line);
    lines.get(lock)?.remove();
    lines.set(lock, line);
    line.append(sentence); // after it stands there: what changes in an alert is spoken
    if (link) line.append(" ", link);
    line.scrollIntoView({ block: "nearest" });
  };

  // texts that wait

  const remember = (key, form) => {
    const fields = [...form.elements].filter((it) => it.name && !/hidden|submit|button|file|password|search/.test(it.type));
    const values = fields
      .filter((it) => !/checkbox|radio/.test(it.type) || it.checked)
      .map((it) => [it.name, it.options ? [...it.selectedOptions].map((option) => option.value) : [it.value]]);
    const focus = lastField?.form === form ? lastField.name : "";
    const what = { at: Date.now(), action: addressOf(form), values, focus };
    try {
      sessionStorage.setItem(key, JSON.stringify(what));
    } catch {} // full or forbidden: the browser's own Back still has it
  };

  const bringBack = () => {
    let what;
    try {
      what = JSON.parse(sessionStorage.getItem(WAITING));
    } catch {}
    if (!what || Date.now() - what.at > 3_600_000) return;
    const fits = (form) => methodOf(form) === "post" && addressOf(form) === what.action && form.querySelector("textarea, input:not([type=hidden])");
    const form = [...document.forms].find(fits);
    if (!form) return;
    sessionStorage.removeItem(WAITING);
    // what the device keeps unasked is put back by drafts.js, which knows what was changed
    if (!form.dataset.draft || form.querySelector("[data-draft-wish]")) {
      const names = new Set(what.values.map(([name]) => name));
      for (const it of form.elements) {
        const values = what.values.filter(([name]) => name === it.name).flatMap(([, value]) => value);
        if (/checkbox|radio/.test(it.type)) it.checked = values.includes(it.value);
        else if (names.has(it.name) && !/hidden|submit|button|file/.test(it.type)) it.value = values[0] ?? "";
        if (names.has(it.name)) it.closest("details")?.setAttribute("open", "");
      }
      const note = Object.assign(document.createElement("p"), { className: "note draft-note" });
      note.setAttribute("role", "status");
      form.prepend(note);
      note.textContent = "Przywróciliśmy niezapisany tekst.";
    }
    const field = form.elements[what.focus] ?? form.querySelector("textarea, input:not([type=hidden])");
    (field.length && !field.options ? field[0] : field).focus();
  };

  hear("focusin", ({ target }) => {
    if (target.form && target.matches("input:not([type=submit]), textarea, select")) lastField = target;
  });

  // where a form that came in place has a page of its own
  const placeOf = (at) => {
    const came = at.closest("[data-came]")?.dataset.came;
    const card = at.closest("#tablica .list > li")?.id ?? at.closest("[id^=komentarz-]")?.id;
    return (came ?? location.pathname + location.search) + (card ? `#${card}` : "");
  };

  // presses

  hear(
    "click",
    (event) => {
      const button = event.target.closest("button, input[type=submit], a[hx-get]");
      if (!button || button.getAttribute("aria-busy") === "true") return button && stop(event);
      if (!isSubmit(button) || !button.form || !writes(button.form, button)) return;
      const isSame = last.button === button || (button.id && button.id === last.id);
      const isSlip = isSame && !("repeats" in button.dataset) && event.timeStamp - last.at < SLIP;
      if (isSlip || busy.has(lockOf(button.form, button))) stop(event);
    },
    true,
  );

  hear(
    "submit",
    (event) => {
      const { target: form, submitter: button } = event;
      if (!writes(form, button)) return;
      if (busy.has(lockOf(form, button))) return stop(event);
      last = { button, id: button?.id, at: event.timeStamp };
    },
    true,
  );

  // what the browser itself sends: whoever wanted it otherwise has said so by now
  window.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    const method = methodOf(form, submitter);
    if (event.defaultPrevented || method === "dialog") return;
    const button = shown(form, submitter);
    const lock = lockOf(form, button);
    begin(lock, button, method === "post");
    if (navigator.onLine) {
      if (method === "post") remember(SENT, form);
      setTimeout(end, LONG[method], lock, button);
      return;
    }
    // it may be wrong: a portal on this very machine answers without a network
    event.preventDefault();
    fetch("/robots.txt", { method: "HEAD", cache: "no-store" }).then(
      () => {
        end(lock, button);
        if (method === "post") remember(SENT, form);
        if (submitter?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
        button?.setAttribute("aria-busy", "true");
        form.submit();
      },
      () => {
        end(lock, button);
        tell(lock, button, OFFLINE);
      },
    );
  });

  // what htmx sends

  const partsOf = (ctx) => {
    const { sourceElement: source, sourceEvent, request } = ctx;
    const form = source.matches("form") ? source : source.form;
    const isPress = source.matches("button, a, input[type=submit], li") || /submit|click/.test(sourceEvent?.type);
    const pressed = request.submitter ?? (source.matches("form, li") ? null : source);
    const button = isPress ? shown(source.matches("form") ? form : null, pressed) : null;
    return { source, form, isPress, button, lock: lockOf(form, button) ?? source, isWrite: request.method !== "GET" };
  };

  hear("htmx:before:request", (event) => {
    const { lock, button, isPress, isWrite } = partsOf(event.detail.ctx);
    if (isPress && isWrite && busy.has(lock)) event.preventDefault();
    else if (isPress) begin(lock, button, isWrite);
    event.detail.ctx.ours = isPress && !event.defaultPrevented;
  });

  hear("htmx:finally:request", ({ detail: { ctx } }) => {
    const { lock, button } = partsOf(ctx);
    if (ctx.ours && !ctx.keepIndicators) end(lock, button); // else another page is on its way
  });

  hear("htmx:error", ({ detail: { ctx } }) => {
    if (!ctx?.ours || ctx.response) return;
    const { lock, button } = partsOf(ctx);
    tell(lock, button, OFFLINE);
  });

  // a whole page is no part of this one: a fault, a refusal, an ended session say so here; where it led on, we follow
  hear("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    if (!/^\s*<!doctype/i.test(ctx.text)) return;
    event.preventDefault();
    const { lock, button, form, source } = partsOf(ctx);
    const { status, raw } = ctx.response;
    if (status < 400) {
      ctx.keepIndicators = true;
      return location.assign(raw.url);
    }
    if (!ctx.ours) return;
    const page = new DOMParser().parseFromString(ctx.text, "text/html");
    const text = (selector) => page.querySelector(`main ${selector}`)?.textContent.trim().replace(/\s+/g, " ") ?? "";
    const way = page.querySelector("main [data-sign-in]");
    if (way) {
      if (form?.contains(source) || form === source) remember(WAITING, form);
      const link = Object.assign(document.createElement("a"), { textContent: "Zaloguj się" });
      link.href = `${new URL(way.href, location).pathname}?next=${encodeURIComponent(placeOf(button ?? source))}`;
      tell(lock, button, LOST, link);
    } else if (status >= 500) tell(lock, button, `${text("h1")}. ${FAULT} ${text(".reference")}`);
    else tell(lock, button, `${text("h1")}. ${text(".lede")}`);
  });

  // fields that somebody has pulled larger: htmx would carry their style over, which our policy refuses, aloud
  hear("htmx:before:swap", ({ detail: { ctx } }) => {
    for (const it of ctx?.target?.querySelectorAll(":is(input, textarea, select, button)[style]") ?? []) it.removeAttribute("style");
  });

  hear("htmx:after:swap", ({ detail: { ctx } }) => {
    if (ctx?.request?.method === "GET" && ctx.target?.id) ctx.target.dataset.came = ctx.request.action;
    bringBack();
  });

  // keys

  hear(
    "keydown",
    (event) => {
      // a key that is held down presses once
      if (event.key === "Enter" && event.repeat && !event.target.matches("textarea")) stop(event);
    },
    true,
  );

  window.addEventListener("keydown", (event) => {
    const { target, key } = event;
    const form = target.form ?? target.closest("form"); // a question or an error within it has the focus
    if (!form || event.defaultPrevented || event.isComposing) return;
    if (key === "Enter" && (event.ctrlKey || event.metaKey) && target.matches("textarea")) {
      event.preventDefault();
      main(form)?.click();
    } else if (key === "Escape" && !(target.type === "search" && target.value)) {
      const closes = form.querySelector("[data-close]");
      if (!closes) return;
      document.querySelector(closes.dataset.close)?.replaceChildren(); // on a page of its own nothing is closed
      document.querySelector(closes.dataset.back)?.focus();
    }
  });

  // coming and coming back

  window.addEventListener("pageshow", (event) => {
    for (const button of document.querySelectorAll("[aria-busy=true]")) button.removeAttribute("aria-busy");
    busy.clear();
    if (!event.persisted) return;
    sessionStorage.removeItem(SENT);
  });

  const arrive = () => {
    if (window.htmx) htmx.config.defaultTimeout = WAIT;
    try {
      const sent = sessionStorage.getItem(SENT);
      sessionStorage.removeItem(SENT);
      if (sent && document.querySelector("[data-sign-in], [data-lost]")) sessionStorage.setItem(WAITING, sent);
    } catch {
      return; // the browser keeps nothing
    }
    // once the browser has been to the part that the address names: there it gives up any focus, autofocus too
    const land = () => {
      bringBack();
      if (document.activeElement === document.body) document.querySelector("[data-focus], [autofocus], [data-first] input")?.focus();
    };
    if (location.hash && document.readyState !== "complete") window.addEventListener("load", () => setTimeout(land));
    else land();
  };
  if (document.readyState === "loading") hear("DOMContentLoaded", arrive);
  else arrive();
})();
