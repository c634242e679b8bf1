import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { Prechat } from "../../../protocol/webchat.schema.ts";
import type { FakeServer } from "./fake-server.ts";
import { all, host, leave, mount, one, open, sapa, say, start, stored, textbox, until } from "./mount.ts";

afterEach(leave);

const prechat: Prechat = { title: null, subtitle: null, email: "required", phone: "optional" };
const focused = (): Element | null | undefined => host()?.shadowRoot?.activeElement;
const form = (): HTMLElement[] => all("form");

async function mountAsking(): Promise<FakeServer> {
  const server = await mount({ config: { prechat } });
  await open();
  await until("the form", () => form().length);
  return server;
}

function answer(id: string, value: string): void {
  const field = one(`#${id}`) as HTMLInputElement;
  field.value = value;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

describe("WIDGET-11 the form before the first message", () => {
  it("stands instead of the composer, ties each error to its field, and goes on to the text box", async () => {
    const server = await mountAsking();
    expect(all("footer")).toHaveLength(0);
    one(".solid").click();
    await until("the errors", () => all("#name")[0]?.getAttribute("aria-invalid") === "true");
    await until("the first wrong field focused", () => focused()?.id === "name");
    const described = one("#email").getAttribute("aria-describedby");
    expect(one(`#${described}`).textContent).toBe("This field is required");
    answer("name", "Rani");
    answer("email", "rani@");
    answer("phone", "12");
    one(".solid").click();
    await until("the other errors", () => all("#email-wrong")[0]?.textContent?.includes("name@example.com"));
    expect(one("#phone-wrong").textContent).toContain("8 to 15 digits");
    expect(one("#name-wrong").textContent).toBe("");
    answer("email", "rani@example.com");
    answer("phone", "+62 812 3456 789");
    await userEvent.keyboard("{Enter}");
    await until("the text box focused", () => focused() === textbox());
    await say("Hello");
    await until("the message", () => server.events.length === 1);
    expect(server.posted[0]).toEqual({
      path: "/widget/v1/visitors",
      body: {
        widgetId: "int_demo",
        profile: { name: "Rani", email: "rani@example.com", phone: "+62 812 3456 789" },
      },
    });
    expect(stored().profile).toBeUndefined();
  });

  it("is asked once per browser, also if nothing was written after it", async () => {
    await mountAsking();
    answer("name", "Rani");
    answer("email", "rani@example.com");
    one(".solid").click();
    await until("the composer", () => all("footer").length);
    sapa("destroy");
    await start();
    await open();
    expect(form()).toHaveLength(0);
    expect(all("footer")).toHaveLength(1);
  });

  it("knows what the site has said, and asks nothing if that is enough", async () => {
    await mount({ config: { prechat } });
    sapa("setAttributes", { name: "Rani", plan: "gold" });
    await open();
    await until("the form", () => form().length);
    expect((one("#name") as HTMLInputElement).value).toBe("Rani");
    sapa("setAttributes", { email: "rani@example.com" });
    await until("the composer", () => all("footer").length);
    expect(form()).toHaveLength(0);
  });

  it("speaks the company's words in the visitor's language, or our own", async () => {
    await mount({
      config: { prechat: { ...prechat, title: { en: "Say hi", id: "Kenalan dulu" } } },
      language: "id",
    });
    await open();
    await until("the form", () => form().length);
    expect(one("#ask").textContent).toBe("Kenalan dulu");
    expect(one(".solid").textContent).toBe("Mulai chat");
    sapa("setLanguage", "en");
    await until("the other language", () => all("#ask")[0]?.textContent === "Say hi");
  });

  it("never asks someone who has a chat", async () => {
    localStorage.setItem("sapa:int_demo", JSON.stringify({ chatId: "chat", readSeq: 9 }));
    await mount({ config: { prechat } }, (server) => server.agentSays("Welcome back"));
    await open();
    await until("the chat", () => all("li.message").length);
    expect(form()).toHaveLength(0);
  });
});
