import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkDomain } from "../../../protocol/origin-rules.ts";
import type { WebchatSettings } from "../../../protocol/webchat.schema.ts";
import { DEFAULT_WEBCHAT } from "../../../protocol/webchat-defaults.ts";
import {
  checkEmail,
  checkPhone,
  checkProfile,
  checkWebchat,
  checkWidgetName,
  contrast,
  nearestPair,
  nearestPassing,
  normaliseProfile,
  normaliseWebchat,
  widgetCode,
} from "../../../protocol/webchat-rules.ts";

const refusedFor = (text: string) => {
  const checked = checkDomain(text);
  return checked.ok ? "fine" : [checked.code, checked.params?.right ?? null];
};

describe("the domain of a widget", () => {
  it.each([
    ["https://chat.example.com", "https://chat.example.com"],
    ["  https://Chat.Example.COM:443 ", "https://chat.example.com"],
    ["https://chat.example.com:8443", "https://chat.example.com:8443"],
    ["https://bücher.example", "https://xn--bcher-kva.example"],
    ["http://localhost:3000", "http://localhost:3000"],
    ["http://127.0.0.1", "http://127.0.0.1"],
  ])("WIDGET-2 %s is taken as %s", (typed, domain) => {
    expect(checkDomain(typed)).toEqual({ ok: true, domain });
  });

  it("WIDGET-2 a slash at the end is widget.slash, with what was typed and the corrected form", () => {
    expect(checkDomain("https://chat.example.com/")).toEqual({
      ok: false,
      code: "widget.slash",
      params: { wrong: "https://chat.example.com/", right: "https://chat.example.com" },
    });
    expect(refusedFor("http://localhost:8080//")).toEqual(["widget.slash", "http://localhost:8080"]);
  });

  it.each([
    ["https://chat.example.com/shop", "https://chat.example.com"],
    ["https://chat.example.com/shop/", "https://chat.example.com"],
    ["https://chat.example.com?from=ads", "https://chat.example.com"],
    ["https://chat.example.com#top", "https://chat.example.com"],
    ["https://*.example.com", "https://example.com"],
    ["*.example.com", "https://example.com"],
    ["chat.example.com", "https://chat.example.com"],
    ["chat.example.com:8443/", "https://chat.example.com:8443"],
    ["//chat.example.com", "https://chat.example.com"],
    ["https:chat.example.com", "https://chat.example.com"],
    ["http://chat.example.com", "https://chat.example.com"],
    ["ftp://chat.example.com", "https://chat.example.com"],
    ["https://me:secret@chat.example.com", "https://chat.example.com"],
    ["https://chat.example.com.", "https://chat.example.com"],
    ["localhost:3000", "http://localhost:3000"],
    ["https://chat .example.com", null],
    ["https://chat.example.com:99999", null],
    ["javascript:alert(1)", null],
    ["https://", null],
    ["*", null],
    ["shop", null],
  ])("WIDGET-2 %s is widget.domain, the right form being %s", (typed, right) => {
    expect(refusedFor(typed)).toEqual(["widget.domain", right]);
  });

  it("WIDGET-1 WIDGET-2 nothing is required, and more than 300 characters are too long", () => {
    expect(refusedFor("  ")).toEqual(["required", null]);
    expect(refusedFor(`https://${"a".repeat(300)}.example`)).toEqual(["too_long", null]);
  });

  const anyHost = fc.oneof(fc.domain(), fc.ipV4(), fc.constantFrom("localhost", "127.0.0.1", "bücher.example"));
  const around = (...parts: string[]) => fc.constantFrom("", ...parts);
  const anyTyped = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc
      .tuple(
        around("https://", "http://", "HTTPS://", "//", "https:", "ftp://", " "),
        around("*.", "www.", "me@"),
        anyHost,
        around(":443", ":80", ":3000", ":"),
        around("/", "//", "/a?b#c", "?x", "#", ".", " "),
      )
      .map((parts) => parts.join("")),
  );

  it("WIDGET-2 whatever is typed, what is taken or proposed is an origin as browsers write it, and taken as it is", () => {
    fc.assert(
      fc.property(anyTyped, (typed) => {
        const checked = checkDomain(typed);
        const domain = checked.ok ? checked.domain : checked.params?.right;
        if (domain === undefined) return;
        expect(new URL(String(domain)).origin).toBe(domain);
        expect(checkDomain(String(domain))).toEqual({ ok: true, domain });
      }),
      { numRuns: 2_000 },
    );
  });

  it("WIDGET-2 the slash alone decides between taken and widget.slash", () => {
    fc.assert(
      fc.property(anyHost, (host) => {
        const right = checkDomain(`https://${host}`);
        if (!right.ok) return;
        expect(refusedFor(`https://${host}/`)).toEqual(["widget.slash", right.domain]);
      }),
    );
  });
});

describe("settings of a widget", () => {
  const settings = (extra: Partial<WebchatSettings> = {}): WebchatSettings => ({
    ...DEFAULT_WEBCHAT,
    domain: "https://shop.example",
    ...extra,
  });
  const codes = (given: WebchatSettings): string[] =>
    checkWebchat(given).map(({ pointer, code }) => `${pointer} ${code}`);
  const text = { en: "Hi", id: "Halo" };

  it("WIDGET-6 the defaults are fine, and every default colour pair can be read", () => {
    expect(codes(settings())).toEqual([]);
    const { accent, accentText, agentBubble, agentText, visitorBubble, visitorText } = DEFAULT_WEBCHAT.appearance;
    for (const [back, front] of [
      [accent, accentText],
      [agentBubble, agentText],
      [visitorBubble, visitorText],
    ] as const)
      expect(contrast(back, front)).toBeGreaterThanOrEqual(4.5);
  });

  it("WIDGET-6 names every bad field", () => {
    const appearance = { ...DEFAULT_WEBCHAT.appearance, accent: "red", offsetPx: 201, zIndex: 0 };
    const given = settings({
      domain: "https://shop.example/",
      appearance,
      online: { en: " ", id: "Halo" },
      prechat: { title: { en: "x".repeat(501), id: "Halo" }, subtitle: null, email: "off", phone: "off" },
      greeting: { position: "top", text: { en: "Hi", id: "" } },
      proactive: [
        { path: "pricing", afterSeconds: 3601, when: "always", text },
        { path: "", afterSeconds: 1, when: "online", text },
        { path: "/a b", afterSeconds: 1, when: "online", text },
        { path: "/pricing*?plan=*", afterSeconds: 0, when: "offline", text },
      ],
    });
    expect(codes(given)).toEqual([
      "/domain widget.slash",
      "/appearance/accent widget.colour",
      "/appearance/offsetPx settings.invalid",
      "/appearance/zIndex settings.invalid",
      "/online/en required",
      "/prechat/title/en too_long",
      "/greeting/text/id required",
      "/proactive/0/path settings.invalid",
      "/proactive/0/afterSeconds settings.invalid",
      "/proactive/1/path required",
      "/proactive/2/path settings.invalid",
    ]);
  });

  it("GEN-3 GEN-6 texts are trimmed, and their characters counted as people see them", () => {
    const given = settings({ online: { en: ` ${"☕".repeat(500)} `, id: "Halo " }, domain: " https://SHOP.example " });
    expect(codes(given)).toEqual([]);
    expect(normaliseWebchat(given)).toMatchObject({ domain: "https://shop.example", online: { id: "Halo" } });
    expect(codes(settings({ online: { en: "🙂".repeat(500), id: "Halo" } }))).toEqual([]);
  });

  it("WIDGET-1 a name has 1 to 60 characters", () => {
    expect(checkWidgetName(" ")).toEqual([{ pointer: "/name", code: "required" }]);
    expect(checkWidgetName("a".repeat(60))).toEqual([]);
    expect(checkWidgetName("a".repeat(61))).toMatchObject([{ code: "too_long", params: { max: 60, length: 61 } }]);
  });

  it("WIDGET-4 the code is one line with the widget's id", () => {
    expect(widgetCode("https://sapa.example", "int_a")).toBe(
      '<script async src="https://sapa.example/widget.js" data-widget="int_a"></script>',
    );
  });
});

describe("colours that can be read", () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

  it("WIDGET-7 contrast is 21 between black and white, 1 of a colour with itself, and the same both ways", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
    fc.assert(
      fc.property(colour, colour, (one, other) => {
        expect(contrast(one, one)).toBe(1);
        expect(contrast(one, other)).toBe(contrast(other, one));
      }),
    );
  });

  it("WIDGET-7 for any pair there is a nearest text that passes, and one that passes is left alone", () => {
    fc.assert(
      fc.property(colour, colour, (background, text) => {
        const found = nearestPassing(background, text);
        expect(found).toMatch(/^#[0-9a-f]{6}$/);
        expect(contrast(background, found)).toBeGreaterThanOrEqual(4.5);
        if (contrast(background, text) >= 4.5) expect(found).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it("WIDGET-7 it is the nearest: grey on white gets just dark enough, white on yellow does not turn black", () => {
    expect(nearestPassing("#ffffff", "#777777")).toBe("#767676");
    expect(nearestPassing("#ffcc00", "#ffffff")).toBe("#5a5a5a");
  });

  it("WIDGET-7 a company's colour moves only where nobody sees it; else the text on it does", () => {
    const almost = nearestPair("#b5651d", "#ffffff");
    expect(almost.text).toBe("#ffffff");
    expect(almost.background).toBe("#b0621c");
    expect(contrast(almost.background, almost.text)).toBeGreaterThanOrEqual(4.5);
    expect(nearestPair("#ffcc00", "#ffffff")).toEqual({ background: "#ffcc00", text: "#5a5a5a" });
    expect(nearestPair("#1f5eff", "#ffffff")).toEqual({ background: "#1f5eff", text: "#ffffff" });
  });
});

describe("what a visitor says of themselves", () => {
  it("WIDGET-11 an address has a name, an @ and a domain", () => {
    for (const email of ["ayu@kopisenja.example", "a.b+c@sub.example.co.id", "x@bücher.example"])
      expect(checkEmail(email)).toBeNull();
    for (const email of ["", "ayu", "ayu@", "@x.example", "ayu@x", "a b@x.example", "ayu@x..example", "a@b@x.example"])
      expect(checkEmail(email)).toBe("profile.email");
    expect(checkEmail(`${"a".repeat(64)}@${"b.".repeat(100)}example`)).toBe("profile.email");
  });

  it("WIDGET-11 a phone number has 8 to 15 digits, however it is written", () => {
    for (const phone of ["+62 812-3456-7890", "(021) 555 1234", "12345678", "123456789012345"])
      expect(checkPhone(phone)).toBeNull();
    for (const phone of ["", "1234567", "1234567890123456", "++6281234567", "0812 abc 4567", "62+81234567"])
      expect(checkPhone(phone)).toBe("profile.phone");
  });

  it("WIDGET-11 bad fields are named, blank ones were not given", () => {
    expect(checkProfile({ name: "x".repeat(121), email: "ayu", phone: "12" })).toEqual([
      { pointer: "/name", code: "too_long", params: { max: 120, length: 121 } },
      { pointer: "/email", code: "profile.email" },
      { pointer: "/phone", code: "profile.phone" },
    ]);
    expect(checkProfile({ name: " Ayu ", email: " ", phone: "" })).toEqual([]);
    expect(normaliseProfile({ name: " Ayu ", email: " ", phone: "" })).toEqual({ name: "Ayu" });
  });

  it("WIDGET-11 any text is answered, however hostile", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        expect([null, "profile.email"]).toContain(checkEmail(text));
        expect([null, "profile.phone"]).toContain(checkPhone(text));
      }),
    );
  });
});
