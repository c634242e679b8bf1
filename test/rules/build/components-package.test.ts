import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageFiles, writeComponentsPackage } from "../../../scripts/support/components-package.ts";
import { inRoot } from "../../../scripts/support/paths.ts";
import { publicElements } from "../../../scripts/support/public-elements.ts";

const folder = mkdtempSync(join(tmpdir(), "sapa-components-"));
const home = join(folder, "package");
beforeAll(() => {
  writeComponentsPackage(home);
  mkdirSync(join(folder, "src"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The compiler reads the types of a browser and of two frameworks. */
const PATIENT_MS = 240_000;

/** As much of it as the types use; the real one is not a dependency. */
const SVELTE = `declare module "svelte/elements" {
  export interface HTMLAttributes<T> { class?: string; title?: string; readonly element?: T }
  export interface SvelteHTMLElements { [tag: string]: object }
}`;

function complaintsOf(files: Record<string, string>): string[] {
  const paths = Object.entries(files).map(([name, text]) => {
    const path = join(folder, "src", name);
    writeFileSync(path, text);
    return path;
  });
  const program = ts.createProgram(paths, {
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    jsx: ts.JsxEmit.ReactJSX,
    paths: {
      "@sapa/components": [join(home, "index.d.ts")],
      "@sapa/components/*": [join(home, "*.d.ts")],
      react: [inRoot("node_modules/@types/react")],
      "react/jsx-runtime": [inRoot("node_modules/@types/react/jsx-runtime")],
      vue: [inRoot("node_modules/vue")],
    },
    types: [],
  });
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file?.fileName.startsWith(folder))
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
}

const USES = {
  "plain.ts": `import { SapaRoomOpenedEvent, type TokenProvider } from "@sapa/components";
    const provider: TokenProvider = async () => (await fetch("/t")).json();
    const inbox = document.querySelector("sapa-inbox")!;
    inbox.tokenProvider = provider;
    inbox.roomId = null;
    inbox.addEventListener("sapa-room-opened", (event) => event.roomId?.length);
    document.addEventListener("sapa-badges-changed", ({ unassigned }) => unassigned.toFixed());
    const leaves: Promise<boolean> = document.querySelector("sapa-settings")!.confirmLeave();
    export { leaves, SapaRoomOpenedEvent };`,
  "react.tsx": `import { SapaInbox, SapaUnreadBadge } from "@sapa/components/react";
    import { useRef } from "react";
    export function Inbox() {
      const inbox = useRef<HTMLElementTagNameMap["sapa-inbox"]>(null);
      return <><SapaUnreadBadge count="unassigned" />
        <SapaInbox ref={inbox} className="inbox" baseUrl="https://chat.example.com" hideDetail
          tokenProvider={async () => "a.b.c"} onSapaRoomOpened={({ roomId }) => roomId?.length} /></>;
    }`,
  "vue.ts": `import type { SapaInboxAttributes } from "@sapa/components/vue";
    import type { GlobalComponents } from "vue";
    export const attributes: SapaInboxAttributes = { "base-url": "https://chat.example.com", tokenProvider: null, onSapaRoomOpened: ({ roomId }) => roomId?.length };
    export type Known = GlobalComponents["sapa-inbox"];`,
  "svelte.ts": `import type { SvelteHTMLElements } from "svelte/elements";
    import "@sapa/components/svelte";
    export const attributes: SvelteHTMLElements["sapa-inbox"] = { class: "inbox", tokenProvider: null, "onsapa-room-opened": ({ roomId }) => roomId?.length };`,
  "jsx.ts": `import type { SapaElements } from "@sapa/components/jsx";
    export const attributes: SapaElements["sapa-inbox"] = { "base-url": "", "prop:tokenProvider": async () => "a.b.c", "on:sapa-room-opened": ({ roomId }) => roomId?.length };`,
};

describe("EMBED-1 the npm package of the elements", () => {
  it(
    "has types of its own for pages, React, Vue, Svelte and JSX",
    () => {
      expect(complaintsOf({ "svelte.d.ts": SVELTE, ...USES })).toEqual([]);
    },
    PATIENT_MS,
  );

  it(
    "refuses what is not there",
    () => {
      const wrong = {
        "wrong.tsx": `import { SapaInbox } from "@sapa/components/react";
        export const a = <SapaInbox tokenProvider="a.b.c" />;
        export const b = <SapaInbox hideEverything />;
        export const c = <SapaInbox onSapaRoomOpened={({ room }) => room} />;`,
        "wrong.ts": `import "@sapa/components";
        document.querySelector("sapa-inbox")!.room = "room_1";
        document.addEventListener("sapa-room-opened", (event) => event.room);`,
      };
      expect(complaintsOf(wrong)).toHaveLength(5);
    },
    PATIENT_MS,
  );

  it("describes each element with its attributes, events and parts, as the elements themselves say", () => {
    const manifest = JSON.parse(packageFiles()["custom-elements.json"] ?? "") as {
      schemaVersion: string;
      modules: {
        declarations: {
          tagName: string;
          attributes: { name: string }[];
          events: { name: string }[];
          cssParts: { name: string }[];
        }[];
        exports: { kind: string; name: string }[];
      }[];
    };
    expect(manifest.schemaVersion).toBe("2.1.0");
    const [module] = manifest.modules;
    expect(module?.declarations.map(({ tagName }) => tagName)).toEqual(publicElements().map(({ tag }) => tag));
    const inbox = module?.declarations.find(({ tagName }) => tagName === "sapa-inbox");
    const namesOf = (list?: { name: string }[]) => list?.map(({ name }) => name) ?? [];
    expect(namesOf(inbox?.attributes)).toEqual(
      expect.arrayContaining([
        "base-url",
        "language",
        "theme",
        "room-id",
        "kind",
        "status",
        "hide-detail",
        "hide-list",
        "read-only",
        "no-shortcuts",
      ]),
    );
    expect(namesOf(inbox?.events)).toEqual(
      expect.arrayContaining([
        "sapa-room-opened",
        "sapa-room-resolved",
        "sapa-badges-changed",
        "sapa-token-expired",
        "sapa-error",
      ]),
    );
    expect(namesOf(inbox?.cssParts)).toEqual(["list", "conversation", "details"]);
    const tags = module?.exports.filter(({ kind }) => kind === "custom-element-definition");
    expect(namesOf(tags)).toEqual(publicElements().map(({ tag }) => tag));
  });

  it("EMBED-6 every element that a portal uses has the attributes that all have", () => {
    const all = publicElements().filter(({ tag }) => !["sapa-bell", "sapa-notification-banner"].includes(tag));
    for (const { tag, properties } of all) {
      const attributes = properties.map(({ attribute }) => attribute);
      expect([tag, ...["base-url", "language", "theme"].filter((name) => !attributes.includes(name))]).toEqual([tag]);
    }
  });

  it("every public element is defined by the module", () => {
    const defined = readFileSync(inRoot("components/define.ts"), "utf8");
    expect(publicElements().filter(({ tag, className }) => !defined.includes(`"${tag}": ${className}`))).toEqual([]);
  });

  it("has each file that its manifest names, and needs React only for its React part", () => {
    const files = packageFiles();
    const manifest = JSON.parse(files["package.json"] ?? "") as { exports: Record<string, string | object> };
    expect(manifest).not.toHaveProperty("dependencies");
    const named = Object.values(manifest.exports).flatMap((one) =>
      typeof one === "string" ? [one] : Object.values(one),
    );
    // The script itself is made by the bundler.
    expect(named.filter((path: string) => path !== "./index.js" && !(path.slice(2) in files))).toEqual([]);
    const readers = Object.entries(files).filter(([, text]) => /from "react"/.test(text));
    expect(readers.map(([name]) => name)).toEqual(["react.js", "react.d.ts"]);
  });
});
