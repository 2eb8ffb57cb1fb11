// A field that the server looks at when it is left (templates/form.html): whoever types again is not told what was
// wrong before.
document.addEventListener("input", (event) => {
  event.target.closest("[hx-post]")?.dispatchEvent(new Event("htmx:abort"));
});
