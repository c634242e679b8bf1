import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import type { TokenProvider } from "../../../components/data/connection.ts";
import { all, manyRooms, talkAll, textOf, until } from "../components/mount.ts";
import { clearStage, newProvider, put } from "../components/stage.ts";
import { hostPage, scopeOf } from "./mount-element.ts";

let warn: MockInstance<typeof console.warn>;
beforeEach(() => {
  warn = vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  clearStage();
  warn.mockRestore();
});

const lines = (): string[] => warn.mock.calls.map(([line]) => String(line));
const says = (...parts: string[]): Promise<unknown> =>
  until(`the console: ${parts[0]}`, () => lines().some((line) => parts.every((part) => line.includes(part))));

describe("what the console tells whoever builds the page", () => {
  it("EMBED-2 an element without a tokenProvider: which one, and what it needs", async () => {
    await hostPage();
    put("sapa-contacts");
    await says("Sapa: <sapa-contacts>", "has no tokenProvider");
  });

  it("EMBED-3 a token of another component: what it opens, and what to name when making it", async () => {
    await hostPage({ role: "supervisor", scope: scopeOf({ components: ["report"] }) });
    const tokenProvider = newProvider();
    put("sapa-room", { tokenProvider, roomId: "room_00000" });
    await says("<sapa-room> shows nothing: the token opens report.", '"inbox" or "contact-rooms"', '"components"');
    put("sapa-unread-badge", { tokenProvider });
    await says("<sapa-unread-badge> shows nothing: the token opens report.");
  });

  it("EMBED-3 contacts outside of the token say so, and do not blame the role", async () => {
    await hostPage({ role: "supervisor", scope: scopeOf() });
    put("sapa-contacts", { tokenProvider: newProvider() });
    await until("the word", () => textOf(".state .title").includes("Not available for you"));
    await says("<sapa-contacts> shows nothing: the token opens inbox.", '"contacts"');
  });

  it("BEY-22 a page that expects another contact: both ids", async () => {
    await hostPage({ scope: scopeOf({ components: ["contact-rooms"], contactId: "con_1" }) });
    put("sapa-contact-rooms", { tokenProvider: newProvider() }, { "contact-id": "con_2" });
    await says("contact-id is con_2", "con_1");
  });

  it("EMBED-2 the refusal that a page passes on instead of a token: its words", async () => {
    await hostPage();
    const refused = { status: "error", error: { messages: ["There is no active member with this id or email."] } };
    put("sapa-inbox", { tokenProvider: (async () => refused) as unknown as TokenProvider });
    await says("tokenProvider gave no token but", "There is no active member");
  });

  it("EMBED-5 a tokenProvider that fails: with its error", async () => {
    await hostPage();
    const error = new Error("Your own words");
    put("sapa-inbox", { tokenProvider: () => Promise.reject(error) });
    await says("tokenProvider failed", "Sign-in needed");
    expect(warn.mock.calls.flat()).toContain(error);
  });

  it("EMBED-4 a token of another page: this page's origin, and where to allow it", async () => {
    const server = await hostPage();
    server.failing.set("/me", { status: 403, code: "embed.origin" });
    put("sapa-inbox", { tokenProvider: newProvider() });
    await says(`not for pages of ${location.origin}`, "Settings > Embedding");
  });

  it("EMBED-6 a server that answers with something else: said on the page and in the console", async () => {
    const server = await hostPage();
    server.me = { hello: "world" } as never;
    put("sapa-inbox", { tokenProvider: newProvider() });
    await says("is no Sapa server", "base-url");
    await until("the word", () => textOf(".state .title").includes("could not be loaded"));
  });

  it("EMBED-10 a tokenProvider that is made anew at each drawing", async () => {
    await hostPage({ prepare: (server) => talkAll(server, manyRooms(1), 1) });
    const inbox = put("sapa-inbox", { tokenProvider: newProvider() });
    for (let drawn = 0; drawn < 6; drawn += 1) {
      inbox.tokenProvider = newProvider();
      await inbox.updateComplete;
    }
    await says("<sapa-inbox> is given one tokenProvider after the other");
    await until("the row", () => all(".row[data-room]").length === 1);
  });
});
