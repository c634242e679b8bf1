/** One function for all elements: they share a token and a connection. */
async function tokenProvider() {
  const response = await fetch("/token", { method: "POST" });
  if (!response.ok) throw new Error("Sign in again");
  return response.json();
}

for (const element of document.querySelectorAll("sapa-inbox, sapa-unread-badge")) element.tokenProvider = tokenProvider;

// What happens in the inbox, for the portal's own use.
document.addEventListener("sapa-room-opened", ({ roomId }) =>
  document.body.toggleAttribute("data-room", roomId !== null),
);
