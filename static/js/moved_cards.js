// A card that moves on the board finds its place among the others, and leaves a trace where it was.
(() => {
  if (!window.htmx) return;
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector) => [...document.querySelectorAll(selector)];
  const cardOf = (trace, within) => $(`#dzialanie-${trace.dataset.of}`, within);

  // it stands before the first of those that follow it
  const place = (card) => {
    const next = card.dataset.followed.split(" ").map((key) => $(`#dzialanie-${key}`, card.parentElement)).find(Boolean);
    if (next && !$("[data-order]").dataset.order) next.before(card);
    card.removeAttribute("data-followed");
  };

  // one trace an action, the newest; the stop to which the card went is lit for a second
  const mark = (trace) => {
    trace.removeAttribute("data-new");
    for (const older of $$(`.trace[data-of="${trace.dataset.of}"]`)) if (older !== trace) older.remove();
    const stop = $(`#ile-${trace.dataset.to}`)?.closest("a");
    stop?.classList.add("reached");
    setTimeout(() => stop?.classList.remove("reached"), 1000);
  };

  document.addEventListener(
    "htmx:after:swap",
    () => {
      $$("[data-followed]").forEach(place);
      $$(".trace[data-new]").forEach(mark);
      // back where it was: the card itself stands there
      for (const trace of $$(".trace")) if (cardOf(trace, trace.parentElement)) trace.remove();
      const dropped = $("#zaniechane");
      if (dropped) dropped.hidden &&= !$("li", dropped);
    },
    true,
  );

  // the way to a card that is on the page needs no page
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest(".trace a");
      const card = link && cardOf(link.closest(".trace"));
      if (!card) return;
      card.closest("details")?.setAttribute("open", "");
      if (!card.getClientRects().length) return;
      event.preventDefault();
      card.scrollIntoView({ block: "nearest", inline: "nearest" });
      $("h3 a", card).focus();
    },
    true,
  );
})();
