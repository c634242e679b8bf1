import { join } from "node:path";
import { inRoot } from "../../scripts/support/paths.ts";
import type { Packages, Pinned } from "./packages.ts";

/** A chat that a page can have. Selectors step into shadow roots and frames with ` >> `. */
export type WidgetContender = {
  name: string;
  /** What the site's owner puts on the page, as its documentation says. */
  snippet: string;
  /** What a visitor clicks; null: it stands open from the start. */
  launcher: string | null;
  /** What must be seen before the visitor can write. */
  ready: string;
  /** Where its files are, by the first part of their address; null: served by the running system. */
  files: { prefix: string; folder: string } | null;
  /** Answers of its own server, which is not there: by path, as JSON. */
  answers?: Record<string, unknown>;
};

export const PINNED: readonly Pinned[] = [
  {
    name: "@rocket.chat/livechat",
    version: "1.13.3",
    integrity: "sha512-gEX3V2Cr+7Nr+j4CFwBBX7R/1mZxWvnmpbz/jc+gJOa7zKJOdyv4waLc5RegmoubxpNlzbpbMiNkwg5GQuhyWA==",
  },
  {
    name: "@n8n/chat",
    version: "1.37.0",
    integrity: "sha512-V1EQxDp/+rW6o/5OZgbwDfgPJXG8Jrn3TIdq7Z/26QTP90Uo3g2gv8CMnaQcphdTQVR+K06X34DOCRHXa8Tqnw==",
  },
  {
    name: "flowise-embed",
    version: "3.1.6",
    integrity: "sha512-xSrvBDiEvIIzRFsPBgmzG3SdfBeG4wBzdchdMurft5PQcdYO0HfB8cwGhn00fE5JOsdhVZXfJ3Fq6e/DgrW4ag==",
  },
  {
    name: "deep-chat",
    version: "2.4.2",
    integrity: "sha512-wQNd6Z6HDoH7OMeoQKpmxDm9XdWrRjMkBJ2yl5tsYND9Dz2UCv/BdGVM8vK2V0mhO1u+OniHYPWDGvjlNxjCeQ==",
  },
];

export const sapa = (edgeUrl: string, widgetId: string): WidgetContender => ({
  name: "Sapa",
  snippet: `<script async src="${edgeUrl}/widget.js" data-widget="${widgetId}"></script>`,
  launcher: "sapa-widget >> .launcher",
  ready: "sapa-widget >> .panel.shown textarea",
  files: null,
});

/** The least a custom element made with Lit costs: one that says hello. */
export const litHello = (edgeUrl: string, folder: string): WidgetContender => ({
  name: "a Lit element that says hello",
  snippet: `<script type="module" src="${edgeUrl}/hello/hello.js"></script><hello-element></hello-element>`,
  launcher: null,
  ready: "hello-element >> p",
  files: { prefix: "hello", folder },
});

/**
 * Other chats whose browser part is published on npm, as their makers publish it; those that could be had. Rocket.Chat's
 * stands in a frame, which can be looked into only on the site's own origin.
 */
export function others(
  { edgeUrl, siteUrl }: { edgeUrl: string; siteUrl: string },
  packages: Packages,
): WidgetContender[] {
  const made: Record<string, (folder: string) => Omit<WidgetContender, "name">> = {
    "@rocket.chat/livechat": (folder) => ({
      snippet: `<script>
        (function(w, d, s, u) {
          w.RocketChat = function(c) { w.RocketChat._.push(c) }; w.RocketChat._ = []; w.RocketChat.url = u;
          var h = d.getElementsByTagName(s)[0], j = d.createElement(s);
          j.async = true; j.src = "${siteUrl}/livechat/rocketchat-livechat.min.js"; h.parentNode.insertBefore(j, h);
        })(window, document, "script", "${siteUrl}/livechat?serverUrl=${siteUrl}");</script>`,
      launcher: "#rocketchat-iframe >> [class*=chat-button]",
      ready: "#rocketchat-iframe >> [contenteditable]",
      files: { prefix: "livechat", folder: join(folder, "build") },
      answers: { "/api/v1/livechat/config": ROCKET_CHAT_CONFIG, "/api/v1/livechat/page.visited": { success: true } },
    }),
    "@n8n/chat": (folder) => ({
      snippet: `<link href="${edgeUrl}/n8n/style.css" rel="stylesheet">
        <script type="module">
          import { createChat } from "${edgeUrl}/n8n/chat.bundle.es.js";
          createChat({ webhookUrl: "${edgeUrl}/n8n-server" });</script>`,
      launcher: ".chat-window-toggle",
      ready: ".chat-window textarea",
      files: { prefix: "n8n", folder: join(folder, "dist") },
      answers: { "/n8n-server": { data: [] } },
    }),
    "flowise-embed": (folder) => ({
      snippet: `<script type="module">
          import Chatbot from "${edgeUrl}/flowise/web.js";
          Chatbot.init({ chatflowid: "bench", apiHost: "${edgeUrl}" });</script>`,
      launcher: "flowise-chatbot >> button",
      ready: "flowise-chatbot >> textarea",
      files: { prefix: "flowise", folder: join(folder, "dist") },
      answers: {
        "/api/v1/public-chatbotConfig/bench": {},
        "/api/v1/chatflows-streaming/bench": { isStreaming: true },
      },
    }),
    "deep-chat": (folder) => ({
      snippet: `<script type="module" src="${edgeUrl}/deep-chat/deepChat.bundle.js"></script>
        <deep-chat demo="true" style="position:fixed;inset:auto 16px 16px auto"></deep-chat>`,
      launcher: null,
      ready: "deep-chat >> [contenteditable]",
      files: { prefix: "deep-chat", folder: join(folder, "dist") },
    }),
  };
  return PINNED.flatMap(({ name, version }) => {
    const folder = packages.folderOf(name);
    const make = made[name];
    return folder && make ? [{ name: `${name} ${version}`, ...make(folder) }] : [];
  });
}

const ROCKET_CHAT_CONFIG = {
  config: {
    enabled: true,
    online: true,
    settings: { registrationForm: false, displayOfflineForm: true, language: "en", transcript: false },
    theme: { title: "Shop", color: "#2563eb", offlineTitle: "Shop", offlineColor: "#666666" },
    messages: {},
    survey: { items: [], values: [] },
    triggers: [],
    departments: [],
    resources: {},
  },
  success: true,
};

/** Pictures of the page that every chat is measured on. */
export const pictureFolder = inRoot("examples/plain-site/art");
