import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { SapaTimeline } from "../../../components/inbox/conversation/timeline.ts";
import { all, leave, one, pause, textOf, until } from "./mount.ts";
import { isAtEnd, lastBubble, open, ROOM, viewport } from "./open-room.ts";

afterEach(leave);

const timeline = () => one<SapaTimeline>("sapa-timeline");
const seqs = (): number[] => all("sapa-timeline >> .bubble[data-seq]").map((bubble) => Number(bubble.dataset.seq));
const isInView = (element: HTMLElement): boolean => {
  const box = element.getBoundingClientRect();
  const view = viewport().getBoundingClientRect();
  return box.top >= view.top && box.bottom <= view.bottom;
};

describe("SEARCH-3 a message far back", () => {
  it("is shown with its surroundings, in the middle, marked for two seconds", async () => {
    const { server } = await open({ count: 900 });
    await until("the end", isAtEnd);
    timeline().scrollToSeq(200);
    await until("the message", () => all("sapa-timeline >> [data-seq='200']").length === 1);
    const target = one("sapa-timeline >> .bubble[data-seq='200']");
    await until("the mark", () => target.classList.contains("flash"));
    expect(isInView(target)).toBe(true);
    expect(seqs()[0]).toBeLessThan(200);
    expect(seqs().length).toBe(50);
    expect(server.requests.filter((request) => request.includes("/events?")).length).toBe(1);
    const from = performance.now();
    await until("no mark", () => !target.classList.contains("flash"));
    expect(performance.now() - from).toBeGreaterThan(1_000);
  });

  it("reading on from there loads both ways, keeps the place, and joins the newest without a hole", async () => {
    await open({ count: 300 });
    await until("the end", isAtEnd);
    timeline().scrollToSeq(150);
    await until("the message", () => all("sapa-timeline >> [data-seq='150']").length === 1);
    await pause(50);
    const before = one("sapa-timeline >> .bubble[data-seq='150']").getBoundingClientRect().top;
    all<HTMLButtonElement>("sapa-timeline >> .older button")[0]?.click();
    await until("older ones", () => (seqs()[0] ?? 999) < 100);
    expect(one("sapa-timeline >> .bubble[data-seq='150']").getBoundingClientRect().top).toBe(before);
    for (const pages of [1, 2, 3, 4]) {
      const button = all<HTMLButtonElement>("sapa-timeline >> .older button").find((one) =>
        one.textContent.includes("newer"),
      );
      const last = seqs().at(-1) ?? 0;
      button?.click();
      if (button) await until(`page ${pages}`, () => (seqs().at(-1) ?? 0) > last);
    }
    expect(seqs().at(-1)).toBe(300);
    expect(seqs().every((seq, index, list) => index === 0 || seq === (list[index - 1] ?? 0) + 1)).toBe(true);
    expect(one("sapa-timeline >> .bubble[data-seq='150']").getBoundingClientRect().top).toBe(before);
  });

  it("new messages count on the button and do not disturb; one press leads back to them", async () => {
    const { server } = await open({ count: 300 });
    await until("the end", isAtEnd);
    timeline().scrollToSeq(20);
    await until("the message", () => all("sapa-timeline >> [data-seq='20']").length === 1);
    const top = one("sapa-timeline >> .bubble[data-seq='20']").getBoundingClientRect().top;
    server.says(ROOM, "Hello again");
    await until("the count", () => textOf("sapa-timeline >> .jump").includes("1"));
    expect(one("sapa-timeline >> .bubble[data-seq='20']").getBoundingClientRect().top).toBe(top);
    expect(lastBubble()).not.toBe("Hello again");
    await userEvent.click(one("sapa-timeline >> .jump"));
    await until("the newest", () => lastBubble() === "Hello again" && isAtEnd());
    expect(all("sapa-timeline >> .jump").length).toBe(0);
  });

  it("writing leads back to the newest message by itself", async () => {
    await open({
      count: 300,
      room: { status: "assigned", participants: [{ memberId: "mem_me", name: "Bagas Pratama" }] },
    });
    await until("the end", isAtEnd);
    timeline().scrollToSeq(20);
    await until("the message", () => all("sapa-timeline >> [data-seq='20']").length === 1);
    await userEvent.click(one("sapa-composer >> textarea"));
    await userEvent.keyboard("Now{Enter}");
    await until("the answer", () => lastBubble() === "Now" && isAtEnd());
  });

  it("what cannot be reached is said, and nothing moves", async () => {
    const { server } = await open({ count: 300 });
    await until("the end", isAtEnd);
    server.failing.set(`/rooms/${ROOM}/events`, { status: 503, code: "unavailable" });
    timeline().scrollToSeq(20);
    await until("the words", () => textOf("sapa-toasts >> ul").includes("could not be loaded"));
    expect(isAtEnd()).toBe(true);
    server.failing.clear();
    timeline().scrollToSeq(5_000);
    await until("other words", () => textOf("sapa-toasts >> ul").includes("can no longer be found"));
    expect(isAtEnd()).toBe(true);
  });
});
