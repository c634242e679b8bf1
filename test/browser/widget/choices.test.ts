import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { MessageContent } from "../../../protocol/room-events.schema.ts";
import type { FakeServer } from "./fake-server.ts";
import { all, bubbles, host, leave, mount, one, open, textbox, until } from "./mount.ts";

afterEach(leave);

const bot = { type: "bot", name: "Senja Bot" } as const;
const buttons: MessageContent = {
  type: "buttons",
  text: "What is it about?",
  buttons: [
    { choiceId: "order", title: "An order" },
    { choiceId: "beans", title: "Beans" },
  ],
};
const list: MessageContent = {
  type: "list",
  text: "Which shop?",
  label: "See shops",
  sections: [
    { title: "Jakarta", rows: [{ choiceId: "kemang", title: "Kemang", description: "Open until 22:00" }] },
    { title: "Bandung", rows: [{ choiceId: "dago", title: "Dago" }] },
  ],
};

async function mountOffered(content: MessageContent): Promise<FakeServer> {
  localStorage.setItem("sapa:int_demo", JSON.stringify({ chatId: "chat", readSeq: 99 }));
  const server = await mount({}, (made) =>
    made.append({ type: "message.created", at: Date.now(), actor: bot, direction: "outbound", content }),
  );
  await open();
  await until("the choices", () => all(".choice").length);
  return server;
}
const choices = () => all(".choice") as HTMLButtonElement[];
const focused = (): Element | null | undefined => host()?.shadowRoot?.activeElement;

describe("WIDGET-13 choices of bots", () => {
  it("a button sends its choice as the visitor's message, and is marked; none can be pressed again", async () => {
    const server = await mountOffered(buttons);
    expect(choices().map(({ textContent }) => textContent)).toEqual(["An order", "Beans"]);
    choices()[1]?.click();
    await until("the choice at the server", () => server.commands.length);
    expect(server.commands).toEqual([{ type: "choice.pick", messageSeq: 1, choiceId: "beans" }]);
    await until("the answer", () => bubbles().includes("Beans"));
    expect(choices().every(({ disabled }) => disabled)).toBe(true);
    expect(choices()[1]?.className).toContain("picked");
    expect(focused()).toBe(textbox());
  });

  it("waits like any message while there is no connection", async () => {
    const server = await mountOffered(buttons);
    server.down();
    choices()[0]?.click();
    await until("the bubble", () => bubbles().includes("An order"));
    expect(all(".tick.sending")).toHaveLength(1);
    expect(server.commands).toHaveLength(0);
    server.up();
    await until("the choice at the server", () => server.commands.length === 1);
    await until("the tick", () => all(".tick.sent").length);
    expect(bubbles()).toEqual(["What is it about?", "An order"]);
  });

  it("only the newest message's choices are live", async () => {
    const server = await mountOffered(buttons);
    server.agentSays("Never mind, I am here now");
    await until("them gone", () => choices().every(({ disabled }) => disabled));
    expect(all(".picked")).toHaveLength(0);
  });

  it("a list opens, is walked with arrows, closed with Escape, and chosen from with Enter", async () => {
    const server = await mountOffered(list);
    one(".opener").focus();
    await userEvent.keyboard("{Enter}");
    await until("the first row focused", () => focused()?.textContent?.includes("Kemang"));
    expect(one(".opener").getAttribute("aria-expanded")).toBe("true");
    expect(all(".rows h3").map(({ textContent }) => textContent)).toEqual(["Jakarta", "Bandung"]);
    await userEvent.keyboard("{Escape}");
    await until("the opener focused", () => focused()?.className.includes("opener"));
    expect(one(".panel").className).toContain("shown");
    await userEvent.keyboard("{Enter}");
    await until("the first row again", () => focused()?.textContent?.includes("Kemang"));
    await userEvent.keyboard("{ArrowDown}{Enter}");
    await until("the choice", () => server.commands.length);
    expect(server.commands[0]).toMatchObject({ choiceId: "dago" });
    await until("what was chosen", () => choices().length === 1 && choices()[0]?.textContent === "Dago");
  });

  it("a choice that is gone says so and can be taken away", async () => {
    const server = await mountOffered(buttons);
    server.refuseWith = { code: "choice.gone", retryable: false };
    choices()[0]?.click();
    await until("the failure", () => all(".failure").length);
    expect(one(".failure").textContent).toContain("This choice is no longer there");
  });
});
