// The shop's own script. Calls made before the widget has arrived wait in its queue.
window.Sapa =
  window.Sapa ||
  ((...call) => {
    Sapa.q = Sapa.q || [];
    Sapa.q.push(call);
  });

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-ask]");
  if (!button) return;
  if (button.dataset.ask) Sapa("prefill", button.dataset.ask);
  Sapa("open");
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-order]")) return;
  event.preventDefault();
  const button = event.target.querySelector("button");
  const label = button.textContent;
  button.textContent = "In your basket";
  setTimeout(() => {
    button.textContent = label;
  }, 2000);
});
