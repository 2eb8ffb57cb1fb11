// What the address says of the board stands in the filters, also when a browser comes back with fields of its own.
addEventListener("pageshow", () => {
  const asked = new URLSearchParams(location.search);
  for (const field of document.querySelector("#filtry")?.elements ?? []) {
    if (field.type === "checkbox") field.checked = asked.has(field.name);
    else if (field.name && field.type !== "hidden") field.value = asked.get(field.name) ?? "";
  }
});
