import { SapaInbox, SapaUnreadBadge } from "@sapa/components/react";
import { useState } from "react";
import { createRoot } from "react-dom/client";

const baseUrl = document.querySelector<HTMLMetaElement>("meta[name=sapa-url]")?.content ?? "";

/** One function for all elements, outside of the component: another one each time would be another connection each time. */
async function tokenProvider() {
  const response = await fetch("/token", { method: "POST" });
  if (!response.ok) throw new Error("Sign in again");
  return response.json();
}

function Portal() {
  const [roomId, setRoomId] = useState<string | null>(null);
  return (
    <>
      <header>
        <h1>Portal</h1>
        <p>
          Chats <SapaUnreadBadge baseUrl={baseUrl} tokenProvider={tokenProvider} />
        </p>
      </header>
      <main data-room={roomId ?? ""}>
        <SapaInbox
          baseUrl={baseUrl}
          tokenProvider={tokenProvider}
          roomId={roomId}
          onSapaRoomOpened={(event) => setRoomId(event.roomId)}
        />
      </main>
    </>
  );
}

const root = document.querySelector("#app");
if (root) createRoot(root).render(<Portal />);
