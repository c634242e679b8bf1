import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { all, leave, named, textOf, until } from "./mount.ts";
import { fake, menuItem, start } from "./start-list.ts";

afterEach(leave);

describe("the expired rooms", () => {
  const count = (): string => textOf("sapa-resolve-expired >> .number");
  const labels = (): HTMLElement[] => all("sapa-resolve-expired >> label");
  const wordsOf = (label: HTMLElement): string => label.textContent.replace(/\s+/g, " ").trim();
  const ticks = (): string[] => labels().map(wordsOf);
  const tick = (name: string): Promise<void> =>
    userEvent.click(labels().find((label) => wordsOf(label).startsWith(name)) as HTMLElement);
  const button = (): HTMLButtonElement => named<HTMLButtonElement>("sapa-resolve-expired >> button.primary", "Resolve");

  it("SESS-11 ticks, and a number that follows them", async () => {
    await start();
    await menuItem("Resolve all expired chat room");
    await until("the number", () => count() === "4 rooms will be closed");
    expect(ticks()).toEqual([
      "WhatsApp Cloud (3)",
      "Instagram (0)",
      "Facebook Messenger (1)",
      "Other channels (5)",
      "Including unassigned rooms (2)",
    ]);
    await tick("Other channels");
    await until("more", () => count() === "9 rooms will be closed");
    await tick("WhatsApp Cloud");
    await until("no unassigned ones left", () => ticks().at(-1) === "Including unassigned rooms (0)");
    await tick("Including unassigned rooms");
    await until("less", () => count() === "6 rooms will be closed");
    expect(ticks()[0]).toBe("WhatsApp Cloud (5)");
    await userEvent.click(button());
    await until("asked", () => fake.resolveAsked.length === 1);
    expect(new Set(fake.resolveAsked[0]?.groups)).toEqual(new Set(["ig", "fb", "other"]));
    expect(fake.resolveAsked[0]?.includeUnassigned).toBe(true);
  });

  it("SESS-13 shows how far it is, and what was closed and skipped", async () => {
    await start();
    await menuItem("Resolve all expired chat room");
    await until("the number", () => count() === "4 rooms will be closed");
    await userEvent.click(button());
    await until("the beginning", () => textOf("sapa-resolve-expired >> .body").includes("0 of 4 rooms"));
    fake.tellJob({ done: 2, skipped: 1 });
    await until("the middle", () => textOf("sapa-resolve-expired >> .body").includes("3 of 4 rooms"));
    fake.tellJob({ state: "finished", done: 3, skipped: 1, finishedAt: Date.now() });
    await until("the end", () => textOf("sapa-resolve-expired >> .result") === "3 rooms closed");
    expect(textOf("sapa-resolve-expired >> .body")).toContain("1 room skipped");
  });

  it("SESS-13 somebody else's job is shown instead of a second one", async () => {
    await start();
    fake.job = {
      jobId: "job_0",
      kind: "resolve_expired",
      state: "running",
      byMemberId: "mem_ayu",
      byName: "Ayu",
      startedAt: Date.now(),
      finishedAt: null,
      total: 10,
      done: 4,
      skipped: 0,
    };
    await menuItem("Resolve all expired chat room");
    await until("the progress", () => textOf("sapa-resolve-expired >> .body").includes("4 of 10 rooms"));
    expect(textOf("sapa-resolve-expired >> .body")).toContain("Started by Ayu at");
  });

  it("SESS-14 with nothing to do the button is off, with the reason", async () => {
    await start();
    const nothing = { wa_cloud: 0, ig: 0, fb: 0, other: 0 };
    fake.counts = { assigned: nothing, unassigned: nothing };
    await menuItem("Resolve all expired chat room");
    await until("the reason", () => count() === "There is no expired room to close");
    expect(button().disabled).toBe(true);
    for (const name of ["WhatsApp Cloud", "Instagram", "Facebook Messenger"]) await tick(name);
    await until("the other reason", () => count() === "Tick at least one channel");
  });

  it("SESS-14 rooms that nothing ticked stands for are no reason to say that there are none", async () => {
    await start();
    fake.counts = { ...fake.counts, assigned: { wa_cloud: 0, ig: 0, fb: 0, other: 3 } };
    await menuItem("Resolve all expired chat room");
    await until("the reason", () => count() === "There is no expired room in what is ticked");
    expect(button().disabled).toBe(true);
  });
});
