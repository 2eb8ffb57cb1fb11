// How many characters are left in a field with data-limit: said near its end, and not at each key.
(() => {
  for (const area of document.querySelectorAll("textarea[data-limit]")) {
    const left = document.createElement("span");
    left.className = "hint left";
    left.setAttribute("aria-live", "polite");
    area.after(left);
    let pause;
    area.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(() => {
        const rest = area.dataset.limit - area.value.length;
        left.textContent = rest < 0 ? `Za długo o: ${-rest}` : rest <= 200 ? `Pozostało znaków: ${rest}` : "";
      }, 600);
    });
  }
})();
