// „Udostępnij”: the phone's own sheet, else the address is copied; without this script there is the e-mail. „Drukuj”.
(() => {
  const paper = document.querySelector("[data-print]");
  if (paper) {
    paper.hidden = false;
    paper.addEventListener("click", () => window.print());
  }

  const button = document.querySelector("[data-share]");
  const status = document.querySelector("[data-shared]");
  if (!button || !(navigator.share || navigator.clipboard)) return;
  const url = button.dataset.share;
  if (!navigator.share) button.textContent = "Kopiuj link";
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      if (navigator.share) await navigator.share({ title: document.title, url });
      else {
        await navigator.clipboard.writeText(url);
        status.textContent = "Link skopiowany.";
      }
    } catch (error) {
      // whoever closes the sheet has changed their mind
      if (error.name !== "AbortError") status.textContent = `Skopiuj ten adres: ${url}`;
    }
  });
})();
