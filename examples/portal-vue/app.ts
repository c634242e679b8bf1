import "@sapa/components";
import type { SapaRoomOpenedEvent } from "@sapa/components";
import { createApp, defineComponent, h, ref } from "vue";

const baseUrl = document.querySelector<HTMLMetaElement>("meta[name=sapa-url]")?.content ?? "";

/** One function for all elements: they share a token and a connection. */
async function tokenProvider() {
  const response = await fetch("/token", { method: "POST" });
  if (!response.ok) throw new Error("Sign in again");
  return response.json();
}

/**
 * Written with `h`, so that no compiler is needed. In a template:
 * `<sapa-inbox :base-url="baseUrl" :token-provider.prop="tokenProvider" @sapa-room-opened="…" />`,
 * with `isCustomElement: (tag) => tag.startsWith("sapa-")` among the compiler's options.
 */
const Portal = defineComponent({
  setup() {
    const roomId = ref<string | null>(null);
    const open = (event: SapaRoomOpenedEvent) => {
      roomId.value = event.roomId;
    };
    return () => [
      h("header", [h("h1", "Portal"), h("p", ["Chats ", h("sapa-unread-badge", { baseUrl, tokenProvider })])]),
      h("main", { "data-room": roomId.value ?? "" }, [
        h("sapa-inbox", { baseUrl, tokenProvider, roomId: roomId.value, onSapaRoomOpened: open }),
      ]),
    ];
  },
});

createApp(Portal).mount("#app");
