import { afterEach, describe, expect, it } from "vitest";
import { lazy, missingParts } from "../../../components/lazy.ts";
import { all, leave, mount, named, textOf, until } from "./mount.ts";

const realFetch = window.fetch;
afterEach(() => {
  leave();
  window.fetch = realFetch;
});

const gone = (): Promise<never> => Promise.reject(new TypeError("Failed to fetch dynamically imported module"));
const toast = (): string => textOf("sapa-toasts >> li");

// In this order: what is found out about the page's version stays so until it is loaded anew.
describe("parts that are loaded later", () => {
  it("are asked for once more by themselves", async () => {
    let tries = 0;
    const part = await lazy(() => (++tries === 1 ? gone() : Promise.resolve({ name: "part" })));
    expect(part).toEqual({ name: "part" });
    expect(missingParts.isOutdated).toBe(false);
  });

  it("without a connection the person is told so, and nothing of a newer version", async () => {
    await mount();
    const inner = window.fetch;
    window.fetch = (input, init) => (init?.method === "HEAD" ? gone() : inner(input, init));
    expect(await lazy(gone)).toBeNull();
    await until("the words", () => toast().includes("This part could not be loaded. Check the connection"));
    expect(missingParts.isOutdated).toBe(false);
    expect(all("sapa-toasts >> .act").length).toBe(0);
  });

  it("that are gone from a server that answers were replaced by a newer version: Reload is offered once", async () => {
    await mount();
    expect(await lazy(gone, true)).toBeNull();
    expect(missingParts.isOutdated).toBe(true);
    expect(toast()).toBe("");
    await Promise.all([lazy(gone), lazy(gone)]);
    await until("the offer", () => toast().includes("A newer version is ready. Drafts are kept."));
    expect(all("sapa-toasts >> li").length).toBe(1);
    expect(named("button", "Reload").matches(".act")).toBe(true);
  });
});
