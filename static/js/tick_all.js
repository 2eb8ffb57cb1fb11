// One box ticks all that wait on this page of the list.
(() => {
  const label = document.querySelector("[data-tick-all]");
  const boxes = [...document.querySelectorAll(".desk-queue [name=code]")];
  if (label && boxes.length > 1) {
    const all = label.querySelector("input");
    label.hidden = false;
    all.addEventListener("change", () => boxes.forEach((box) => (box.checked = all.checked)));
    const follow = () => {
      const number = boxes.filter((box) => box.checked).length;
      all.checked = number === boxes.length;
      all.indeterminate = number > 0 && number < boxes.length;
    };
    boxes.forEach((box) => box.addEventListener("change", follow));
    window.addEventListener("pageshow", follow); // browsers remember ticks
  }
})();
