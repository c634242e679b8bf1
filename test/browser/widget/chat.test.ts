import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { FakeServer } from "./fake-server.ts";
import {
  all,
  bubbles,
  leave,
  mount,
  one,
  open,
  pause,
  sapa,
  say,
  start,
  stored,
  textbox,
  until,
  write,
} from "./mount.ts";

afterEach(leave);

const ticks = (): (string | null)[] => all("li .tick").map((tick) => tick.getAttribute("aria-label"));
const timeline = (): HTMLElement => one(".timeline");
const fromEnd = (): number => timeline().scrollHeight - timeline().scrollTop - timeline().clientHeight;

/** A chat that began on an earlier page, with so many messages in it. */
async function mountWithHistory(count: number, readSeq = count): Promise<FakeServer> {
  localStorage.setItem("sapa:int_demo", JSON.stringify({ chatId: "chat", readSeq, isOpen: false }));
  return mount({}, (server) => {
    for (let number = 1; number <= count; number++) server.agentSays(`Message ${number}`);
  });
}

describe("sending", () => {
  it("MSG-2 sends with Enter, breaks the line with Shift+Enter, and sends no blanks", async () => {
    const server = await mount();
    await open();
    textbox().focus();
    await userEvent.keyboard("   {Enter}");
    await userEvent.keyboard("{Control>}a{/Control}{Backspace}First{Shift>}{Enter}{/Shift}second{Enter}");
    await until("the message in the room", () => server.events.length === 1);
    await pause(50);
    expect(bubbles()).toEqual(["First\nsecond"]);
    expect(textbox().value).toBe("");
    expect(server.events).toHaveLength(1);
  });

  it("MSG-8 shows a clock, one tick once the room has it, and two when it has been read", async () => {
    const server = await mount({}, (made) => {
      made.isMute = true;
    });
    await open();
    await say("Are you there?");
    await until("the clock", () => ticks()[0] === "Sending");
    server.isMute = false;
    server.down();
    server.up();
    await until("one tick", () => ticks()[0] === "Sent");
    server.agentReads();
    await until("two ticks", () => ticks()[0] === "Read");
    expect(bubbles()).toEqual(["Are you there?"]);
  });

  it("MSG-4 keeps the same bubble from the clock to the tick", async () => {
    await mount();
    await open();
    await say("One and the same");
    const bubble = await until("the bubble", () => all("li .bubble")[0]);
    await until("the tick", () => ticks()[0] === "Sent");
    expect(all("li .bubble")[0]).toBe(bubble);
  });

  it("WIDGET-14 says why a message failed, keeps its text, and sends or deletes it on demand", async () => {
    const server = await mount();
    await open();
    await say("First");
    await until("it sent", () => ticks()[0] === "Sent");
    server.refuseWith = { code: "msg.too_long", retryable: false };
    await say("Refused");
    await until("the failure", () => all(".failure").length);
    expect(one(".failure").textContent).toContain("A message has at most 4,096 characters");
    server.refuseWith = null;
    one(".failure button").click();
    await until("it sent after all", () => server.events.length === 2);
    await until("no failure", () => all(".failure").length === 0);
    expect(bubbles()).toEqual(["First", "Refused"]);
    server.refuseWith = { code: "msg.too_long", retryable: false };
    await say("Never mind");
    await until("the second failure", () => all(".failure").length);
    one(".failure button:last-child").click();
    await until("it gone", () => bubbles().length === 2);
    expect(server.events).toHaveLength(2);
  });

  it("MSG-5 counts from 80 % on, in characters and not in code units, and stops beyond the limit", async () => {
    await mount();
    await open();
    const counter = () => one(".counter");
    write("a".repeat(3276));
    await pause(20);
    expect(counter().hidden).toBe(true);
    write("🍵".repeat(4096));
    await until("the counter", () => !counter().hidden);
    expect(counter().textContent?.trim()).toBe("4,096 / 4,096");
    expect((one(".send") as HTMLButtonElement).disabled).toBe(false);
    write("🍵".repeat(4097));
    await until("the refusal", () => (one(".send") as HTMLButtonElement).disabled);
    expect(counter().textContent).toContain("at most 4,096 characters");
    expect(textbox().getAttribute("aria-invalid")).toBe("true");
  });

  it("MSG-16 makes web links clickable and never reads a text as HTML", async () => {
    const server = await mountWithHistory(1);
    await open();
    server.agentSays(
      '<img src=x onerror="window.hacked=1"> see https://kopisenja.example/a(b). or javascript:alert(1)',
    );
    const link = await until("the link", () => all("li .bubble a")[0] as HTMLAnchorElement | undefined);
    expect(link.href).toBe("https://kopisenja.example/a(b)");
    expect([link.target, link.rel]).toEqual(["_blank", "noopener noreferrer"]);
    expect(all("li .bubble a")).toHaveLength(1);
    expect(all("li .bubble img")).toHaveLength(0);
    expect("hacked" in window).toBe(false);
  });
});

describe("WIDGET-15 a lost connection", () => {
  it("is not mentioned for five seconds, then is; messages wait and go once, in order", async () => {
    const server = await mount();
    await open();
    await say("Before");
    await until("it sent", () => server.events.length === 1);
    server.down();
    await say("During 1");
    await say("During 2");
    await pause(3_500);
    expect(all(".banner")).toHaveLength(0);
    await until("the banner", () => all(".banner").length);
    expect(one(".banner").textContent).toContain("Connecting again");
    expect(bubbles()).toEqual(["Before", "During 1", "During 2"]);
    server.up();
    window.dispatchEvent(new Event("online"));
    await until("all of it in the room", () => server.events.length === 3);
    await until("no banner", () => all(".banner").length === 0);
    expect(bubbles()).toEqual(["Before", "During 1", "During 2"]);
    expect(server.events.map((event) => event.type === "message.created" && event.content)).toEqual(
      ["Before", "During 1", "During 2"].map((text) => ({ type: "text", text })),
    );
  });

  it("keeps the first message over a reload, even if the server was never reached", async () => {
    const server = await mount();
    await open();
    server.down();
    await say("Written into the void");
    await until("the clock", () => ticks()[0] === "Sending");
    await pause(200);
    sapa("destroy");
    server.up();
    await start();
    await until("the message in the room", () => server.events.length === 1);
    await open();
    await until("it shown", () => bubbles().join() === "Written into the void");
    expect(server.requests.filter((path) => path.startsWith("/widget/v1/visitors?"))).not.toHaveLength(0);
  });

  it("keeps what was being typed over a page change", async () => {
    await mount();
    await open();
    write("Half a sentence");
    await pause(20);
    sapa("destroy");
    await start();
    await open();
    expect(textbox().value).toBe("Half a sentence");
  });
});

describe("reading", () => {
  it("WIDGET-18 counts unread messages on the launcher, and opening reads them under a line", async () => {
    const server = await mountWithHistory(4, 2);
    await until("the badge", () => all(".badge")[0]?.textContent === "2" && !one(".badge").hidden);
    expect(one(".launcher").ariaLabel).toBe("Open chat, 2 unread messages");
    await open();
    await until("the line", () => all("li.new").length);
    const order = all("li.new, li.message").map((row) =>
      row.className === "new" ? "new" : row.querySelector(".bubble")?.textContent?.trim(),
    );
    expect(order).toEqual(["Message 1", "Message 2", "new", "Message 3", "Message 4"]);
    await until("the server told", () => server.positions.contactRead === 4);
    expect(one(".badge").hidden).toBe(true);
    expect(stored().readSeq).toBe(4);
  });

  it("shows what has come beside the closed launcher, and opens with it", async () => {
    const server = await mountWithHistory(1);
    await until("the connection", () => server.sockets.size);
    await pause(100);
    server.agentSays("Your parcel has left us.");
    await until("the bubble", () => all(".peek").length);
    expect(one(".peek").textContent).toContain("Your parcel has left us.");
    one(".peek .say").click();
    await until("the open panel", () => all(".panel.shown").length);
    expect(all(".peek")).toHaveLength(0);
  });

  it("ROOM-20 loads older messages above without moving what is being read, down to the first", async () => {
    await mountWithHistory(120);
    await open();
    await until("the newest page", () => bubbles().length === 50);
    expect(fromEnd()).toBeLessThan(2);
    timeline().scrollTop = 300;
    await pause(50);
    const row = all("li.message").find((item) => item.textContent?.includes("Message 80")) as HTMLElement;
    const before = row.getBoundingClientRect().top;
    one(".older").click();
    await until("the page before", () => bubbles().length === 100);
    expect(row.getBoundingClientRect().top).toBeCloseTo(before, 0);
    one(".older").click();
    await until("the first page", () => bubbles().length === 120);
    expect(row.getBoundingClientRect().top).toBeCloseTo(before, 0);
    expect(bubbles()[0]).toBe("Message 1");
    expect(all(".older")).toHaveLength(0);
  });

  it("stays at the end while reading along, and elsewhere offers to jump with the count", async () => {
    const server = await mountWithHistory(40);
    await open();
    await until("the messages", () => bubbles().length === 40);
    server.agentSays("A new one");
    await until("it shown", () => bubbles().length === 41);
    expect(fromEnd()).toBeLessThan(2);
    await pause(300);
    timeline().scrollTop = 200;
    await until("the button", () => !one(".jump").hidden);
    const place = timeline().scrollTop;
    server.agentSays("Two more");
    server.agentSays("and three");
    await until("the count", () => all(".jump")[0]?.textContent?.includes("2 new messages"));
    expect(timeline().scrollTop).toBe(place);
    one(".jump").click();
    await until("the end", () => fromEnd() < 2);
    await until("no button", () => all(".jump")[0]?.hidden);
  });

  it("shows who types, and takes it away when the message comes", async () => {
    const server = await mountWithHistory(1);
    await open();
    await until("the history", () => bubbles().length === 1);
    server.agentTypes(true);
    await until("the sign", () => all(".typing").length);
    expect(one(".typing .aside").textContent).toBe("Dewi Lestari is typing");
    server.agentSays("Here it is.");
    await until("no sign", () => all(".typing").length === 0);
  });

  it("WIDGET-17 tells that it was seen when the panel opens, and that the visitor types", async () => {
    const server = await mountWithHistory(1);
    await until("the connection", () => server.frames.includes("hello"));
    await pause(100);
    expect(server.frames).not.toContain("seen");
    await open();
    await until("seen", () => server.frames.includes("seen"));
    expect(server.frames).not.toContain("typing");
    write("H");
    write("He");
    await until("typing", () => server.frames.includes("typing"));
    sapa("close");
    await open();
    await pause(100);
    expect(server.frames.filter((type) => type === "seen")).toHaveLength(1);
    expect(server.frames.filter((type) => type === "typing")).toHaveLength(1);
  });

  it("WIDGET-16 says that the conversation is resolved and goes on in the same thread", async () => {
    const server = await mountWithHistory(2);
    await open();
    await until("the history", () => bubbles().length === 2);
    server.resolve();
    await until("the line", () =>
      all("li.line").some((line) => line.textContent?.includes("This conversation is resolved")),
    );
    one(".again").click();
    await until("no button", () => all(".again").length === 0);
    expect(textbox().placeholder).toBe("Write to start a new chat");
    await say("One more thing");
    await until("it in the room", () => server.events.length === 4);
    expect(bubbles()).toEqual(["Message 1", "Message 2", "One more thing"]);
  });

  it("MSG-1 names a kind of message it does not know", async () => {
    const server = await mountWithHistory(1);
    await open();
    const content = { type: "hologram" } as never;
    const actor = { type: "member", name: "Dewi" } as const;
    server.append({ type: "message.created", at: Date.now(), actor, direction: "outbound", content });
    await until("the words", () => bubbles().includes("Unsupported message"));
  });
});
