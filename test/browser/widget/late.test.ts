import { afterEach, describe, expect, it, vi } from "vitest";
import type { EagerContext, Panel, PanelContext } from "../../../widget/context.ts";
import { mountLate } from "../../../widget/late.ts";

/** A panel that only remembers what it was told, behind the real late part. */
function mountStill(calls: [string, ...unknown[]][] = [], tag: EagerContext["tag"] = {}) {
  const host = document.body.appendChild(document.createElement("div"));
  const told: string[] = [];
  const emitted: [string, unknown][] = [];
  const button = document.createElement("button");
  button.ariaLabel = "Open chat";
  const root = host.attachShadow({ mode: "open" });
  root.append(button);
  let context!: PanelContext;
  const eager: EagerContext = {
    root,
    slot: document.createElement("div"),
    button,
    widgetId: "int_1",
    baseUrl: location.origin,
    tag,
    config: {} as EagerContext["config"],
    language: "en",
    emit: (name, detail) => emitted.push([name, detail]),
    fetchConfig: async () => null,
    onOpenChange: (isOpen) => {
      told.push(`open ${isOpen}`);
      button.ariaLabel = isOpen ? "Close chat" : "Open chat";
    },
    apply: () => told.push("apply"),
  };
  let draft: string | undefined;
  const holding = (typed: string | undefined): void => {
    draft = typed;
  };
  const panel: Panel = {
    isOpen: false,
    setOpen: (isOpen) => told.push(`setOpen ${isOpen}`),
    refresh: () => told.push("refresh"),
    changed: () => told.push("changed"),
    prefill: (text) => told.push(`prefill ${text}`),
    logout: () => told.push("logout"),
    handOver: () => draft,
    destroy: () => told.push("destroy"),
  };
  const late = mountLate(eager, calls, {
    mountPanel(given) {
      context = given;
      told.push(`mounted ${JSON.stringify(given.attributes)}`);
      return panel;
    },
  });
  return { late, context, told, emitted, button, root, eager, panel, holding };
}

afterEach(() => document.body.replaceChildren());

describe("WIDGET-21 calls that need the panel", () => {
  it("made before it is there are known to it when it is drawn, and words to fill in come after", () => {
    const { told } = mountStill([
      ["prefill", "Hello"],
      ["setAttributes", { plan: "pro" }],
      ["nonsense", 1],
    ]);
    expect(told).toEqual(['mounted {"plan":"pro"}', "prefill Hello"]);
  });

  it("WIDGET-22 that the site makes wrong are reported and stop neither the panel nor the calls after them", () => {
    const reported = vi.spyOn(console, "error").mockImplementation(() => {});
    const { told, context } = mountStill([
      ["identify"],
      ["prefill", Object.create(null)],
      ["setAttributes", { plan: "pro" }],
      ["prefill", "Hello"],
    ]);
    expect(told).toEqual(['mounted {"plan":"pro"}', "prefill Hello"]);
    expect(context.identityToken).toBeNull();
    expect(reported).toHaveBeenCalledTimes(2);
    reported.mockRestore();
  });

  it("BEY-12 attributes add up; name, email and phone go their own way; what cannot be shown is left out", () => {
    const { late, context, told } = mountStill();
    late.call("setAttributes", {
      plan: "pro",
      seats: 3,
      name: "Ayu",
      email: 7,
      isTrial: false,
      list: [1],
      made: () => {},
    });
    expect(context.attributes).toEqual({ plan: "pro", seats: 3, isTrial: false });
    expect(context.profile).toEqual({ name: "Ayu" });
    late.call("setAttributes", { plan: undefined, phone: "+62811" });
    expect(context.attributes).toEqual({ seats: 3, isTrial: false });
    expect(context.profile).toEqual({ name: "Ayu", phone: "+62811" });
    expect(told.filter((what) => what === "changed")).toHaveLength(2);
  });

  it("WIDGET-19 identify takes a token or what gives a fresh one each time; another call is another identity", async () => {
    const { late, context } = mountStill();
    expect(context.identityToken).toBeNull();
    late.call("identify", { token: "a.b.c" });
    const first = context.identityToken;
    expect(await first?.()).toBe("a.b.c");
    let count = 0;
    late.call("identify", { token: async () => `fresh ${++count}` });
    expect(context.identityToken).not.toBe(first);
    expect([await context.identityToken?.(), await context.identityToken?.()]).toEqual(["fresh 1", "fresh 2"]);
    late.call("identify", {
      token: () => {
        throw new Error("the site's own mistake");
      },
    });
    await expect(context.identityToken?.()).rejects.toThrow("own mistake");
  });

  it("WIDGET-20 logout forgets identity, attributes and profile before the panel hears of it", () => {
    const { late, context, told } = mountStill([
      ["identify", { token: "a.b.c" }],
      ["setAttributes", { name: "Ayu", plan: "pro" }],
    ]);
    late.call("logout");
    expect([context.identityToken, context.attributes, context.profile]).toEqual([null, {}, {}]);
    expect(told.at(-1)).toBe("logout");
  });

  it("BEY-13 greetings wait for consent only where the page asks for it", () => {
    expect(mountStill().context.mayGreet).toBe(true);
    const { late, context, told } = mountStill([], { consent: "wait" });
    expect(context.mayGreet).toBe(false);
    late.call("consent");
    expect(context.mayGreet).toBe(true);
    expect(told).toContain("changed");
  });

  it("I18N-2 language and theme are the tag's until a call says otherwise", () => {
    const { late, context, eager, told } = mountStill([], { theme: "dark", language: "id" });
    expect(context.theme).toBe("dark");
    late.call("setTheme", "light");
    late.call("setLanguage", "en");
    expect([context.theme, eager.tag.language]).toEqual(["light", "en"]);
    expect(told.filter((what) => what === "apply")).toHaveLength(2);
  });

  it("WIDGET-18 the launcher has the number in words of its language, up to 99, and none while open or read", () => {
    const { late, context, button, root, emitted, eager } = mountStill();
    const badge = root.querySelector<HTMLElement>(".badge");
    context.onUnread(1);
    expect([badge?.textContent, badge?.hidden, button.ariaLabel]).toEqual(["1", false, "Open chat, 1 unread message"]);
    eager.language = "id";
    context.onUnread(120);
    expect([badge?.textContent, button.ariaLabel]).toEqual(["99+", "Open chat, 99+ pesan belum dibaca"]);
    context.onOpenChange(true);
    expect([badge?.hidden, button.ariaLabel]).toEqual([true, "Close chat"]);
    context.onOpenChange(false);
    context.onUnread(0);
    expect([badge?.hidden, button.ariaLabel]).toEqual([true, "Open chat"]);
    expect(emitted.map(([, detail]) => detail)).toEqual([{ unread: 1 }, { unread: 120 }, { unread: 0 }]);
    late.refresh();
    expect(button.ariaLabel).toBe("Open chat");
  });
});

describe("a newer panel in the place of one whose files are gone", () => {
  it("WIDGET-22 is as open as that one, has what was typed and what the site said, and the site hears nothing", () => {
    const { late, context, told, holding, panel, root, eager } = mountStill();
    root.append(eager.slot);
    const ownSheets = [...root.adoptedStyleSheets];
    root.adoptedStyleSheets.push(new CSSStyleSheet());
    eager.slot.innerHTML = "<textarea></textarea>";
    eager.slot.querySelector("textarea")?.focus();
    late.call("identify", { token: "a.b.c" });
    context.onOpenChange(true);
    holding("Half a sen");
    told.length = 0;
    let given: PanelContext | undefined;
    late.replace({
      mountPanel(its) {
        given = its;
        expect(eager.slot.childElementCount).toBe(0);
        expect(root.adoptedStyleSheets).toEqual(ownSheets);
        eager.slot.append(document.createElement("textarea"));
        return { ...panel, setOpen: (isOpen) => its.onOpenChange(isOpen) };
      },
    });
    expect(given?.identityToken).toBe(context.identityToken);
    expect(told).toEqual(["prefill Half a sen"]);
    expect(root.activeElement?.localName).toBe("textarea");
    given?.onOpenChange(false);
    expect(told.at(-1)).toBe("open false");
  });

  it("WIDGET-22 does not come while something would be lost", () => {
    const { late, holding, panel } = mountStill();
    holding(undefined);
    let count = 0;
    const mountPanel = () => {
      count++;
      return panel;
    };
    late.replace({ mountPanel });
    expect(count).toBe(0);
    holding("");
    late.replace({ mountPanel });
    expect(count).toBe(1);
  });
});
