// Without this script the page loses nothing: the address can be selected by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue; // plain http: the address can be selected by hand
  const field = document.getElementById(button.dataset.copy);
  button.classList.add("ready");
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.parentElement.querySelector("[role=status]").textContent = "Adresse copiée.";
  });
}
