// A press beside a dialog closes it: for browsers that do not know `closedby` yet.
(() => {
  if ("closedBy" in HTMLDialogElement.prototype) return;
  const isBeside = ({ target, clientX, clientY }) => {
    if (!target.matches?.("dialog[closedby=any]")) return false;
    const box = target.getBoundingClientRect();
    return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
  };
  let began; // a text that is selected from the inside out is no press beside

  document.addEventListener("pointerdown", (event) => {
    began = isBeside(event);
  });
  document.addEventListener("click", (event) => {
    if (began && isBeside(event)) event.target.close();
  });
})();
