import axe from "axe-core";
import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { FakeUploads, fileRef, PICTURE_URL, textFile, transferOf } from "../files/fake-uploads.ts";
import { type FakeServer, fillConversation } from "./fake-server.ts";
import { all, host, leave, mount, one, open, pause, sapa, say, textbox, until } from "./mount.ts";

afterEach(leave);

async function mountWithChat(): Promise<FakeServer> {
  localStorage.setItem("sapa:int_demo", JSON.stringify({ chatId: "chat", readSeq: 8, isOpen: false }));
  return mount({}, (server) => fillConversation(server));
}

/** What is seen, in the states a visitor meets. */
const states: Record<string, () => Promise<void>> = {
  async closed() {
    await mount();
  },
  async "closed with a greeting"() {
    const text = { en: "Looking for a gift? Ask us.", id: "Cari hadiah? Tanya kami." };
    await mount({}, (server) => {
      server.config.greeting = { position: "top", text };
    });
    // It waits for a quiet page, which a busy test machine gives late.
    await until("the greeting", () => all(".peek").length);
  },
  async "open and empty"() {
    await mount();
    await open();
  },
  async chatting() {
    const server = await mountWithChat();
    await open();
    await until("the history", () => all("li.message").length > 5);
    server.agentTypes(true);
    await until("typing", () => all(".typing").length);
  },
  async "a failed message"() {
    const server = await mountWithChat();
    await open();
    await until("the history", () => all("li.message").length > 5);
    server.refuseWith = { code: "widget.too_fast", retryable: false };
    await say("Too fast");
    await until("the failure", () => all(".failure").length);
  },
  async offline() {
    const server = await mountWithChat();
    await open();
    await until("the history", () => all("li.message").length > 5);
    server.down();
    await until("the banner", () => all(".banner").length);
  },
  async "with files in it"() {
    const server = await mountWithChat();
    const image = fileRef({ width: 1280, height: 800 });
    server.links.set(image.fileId, PICTURE_URL);
    const by = { type: "message.created", at: Date.now(), actor: { type: "member", name: "Dewi" } } as const;
    server.append(
      { ...by, direction: "outbound", content: { type: "image", file: image, caption: "Our new bags" } },
      { ...by, direction: "outbound", content: { type: "document", file: fileRef({ name: "prices.pdf" }) } },
    );
    await open();
    await until("the picture", () => all("img").some((img) => (img as HTMLImageElement).complete));
    await until("the document, which has no address", () => all(".file .again").length);
  },
  async "with files on their way"() {
    await mountWithChat();
    await open();
    const uploads = new FakeUploads();
    one(".panel").dispatchEvent(
      new DragEvent("drop", {
        dataTransfer: transferOf(textFile("notes.txt"), textFile("empty.txt", 0)),
        bubbles: true,
      }),
    );
    await until("the tray", () => all(".tray .failed").length);
    await until("the upload", () => uploads.requests.length);
    uploads.uninstall();
  },
  async "closed office, with a form and its errors"() {
    const prechat = { title: null, subtitle: null, email: "required", phone: "optional" } as const;
    const opensAt = Date.now() + 86_400_000;
    await mount({ config: { prechat, isOnline: false, opensAt, team: [{ name: "Ayu", isOnline: false }] } });
    await open();
    await until("the form", () => all("form").length);
    one(".solid").click();
    await until("the errors", () => all("[aria-invalid='true']").length === 2);
  },
  async "with its menu"() {
    await mountWithChat();
    await open();
    one(".more").click();
    await until("the menu", () => all(".menu").length);
  },
  async "with emoji"() {
    await mount();
    await open();
    one(".smile").click();
    await until("the emoji", () => all(".emoji").length);
  },
  async "with buttons that were pressed and a list that is open"() {
    const server = await mountWithChat();
    const by = { type: "message.created", at: Date.now(), actor: { type: "bot", name: "Senja Bot" } } as const;
    const rows = [{ choiceId: "kemang", title: "Kemang", description: "Open until 22:00" }];
    server.append(
      {
        ...by,
        direction: "outbound",
        content: { type: "buttons", text: "Where?", buttons: [{ choiceId: "here", title: "Here" }] },
      },
      { ...by, direction: "outbound", content: { type: "list", text: "Which?", label: "Shops", sections: [{ rows }] } },
    );
    await open();
    const opener = await until("the list", () => all(".opener")[0]);
    opener.click();
    await until("its rows", () => all(".rows .choice").length);
  },
  async "with surveys asked, answered and ended"() {
    const server = await mountWithChat();
    const both = (text: string) => ({ en: text, id: text });
    const survey = {
      type: "survey.sent",
      actor: { type: "system" },
      conversationNumber: 1,
      title: both("How was it?"),
      question: both("How happy are you with us?"),
      comment: { question: both("Why?"), isRequired: false },
      thanks: both("Thank you"),
    } as const;
    const at = Date.now();
    server.resolve();
    server.append({ ...survey, kind: "csat", at }, { ...survey, kind: "nps", at }, { ...survey, kind: "ces", at: 1 });
    server.append({ type: "survey.answered", at, actor: { type: "contact" }, surveySeq: 11, kind: "nps", score: 9 });
    await open();
    await until("the surveys", () => all(".ask h3").length === 3);
    all(".scale input")[2]?.click();
    await until("the comment", () => all(".ask textarea").length);
  },
  async "signed only, without an identity"() {
    await mount({ config: { signedOnly: true } });
    await open();
    await until("the line", () => all(".banner").length);
  },
  async resolved() {
    const server = await mountWithChat();
    await open();
    await until("the history", () => all("li.message").length > 5);
    server.resolve();
    await until("the button", () => all(".again").length);
  },
};

async function violations(): Promise<string[]> {
  // Colours in transition are neither here nor there.
  await pause(250);
  const { violations } = await axe.run(host() as HTMLElement, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    // The page's own landmarks are the page's business.
    rules: { region: { enabled: false } },
  });
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(" ")} (${node.failureSummary})`).join(", ")}`,
  );
}

describe("axe finds nothing", () => {
  for (const [name, enter] of Object.entries(states)) {
    it(`GEN-10 ${name}, in both themes and languages`, async () => {
      await enter();
      for (const theme of ["light", "dark"]) {
        for (const language of ["en", "id"]) {
          sapa("setTheme", theme);
          sapa("setLanguage", language);
          expect([theme, language, await violations()]).toEqual([theme, language, []]);
        }
      }
    });
  }

  it("GEN-10 on a phone", async () => {
    await mount({ width: 390, height: 844 });
    await open();
    expect(await violations()).toEqual([]);
  });
});

describe("GEN-10 by keyboard alone", () => {
  const focused = (): Element | null | undefined => host()?.shadowRoot?.activeElement;

  it("opens with the launcher, writes, closes with Escape, and gives the focus back", async () => {
    const server = await mount();
    one(".launcher").focus();
    await userEvent.keyboard("{Enter}");
    await until("the text box focused", () => focused()?.localName === "textarea");
    await userEvent.keyboard("Hello{Enter}");
    await until("the message in the room", () => server.events.length === 1);
    expect(focused()).toBe(textbox());
    await userEvent.keyboard("{Escape}");
    expect(one(".panel").className).not.toContain("shown");
    expect(focused()).toBe(one(".launcher"));
  });

  it("gives the focus back to the page's own button that opened it", async () => {
    const button = document.body.appendChild(document.createElement("button"));
    button.onclick = () => sapa("open");
    await mount();
    button.focus();
    await userEvent.keyboard("{Enter}");
    await until("the text box focused", () => focused()?.localName === "textarea");
    await userEvent.keyboard("{Escape}");
    expect(document.activeElement).toBe(button);
    button.remove();
  });

  it("keeps the focus inside while the panel fills the screen", async () => {
    await mount({ width: 390, height: 844 });
    await open();
    one(".smile").focus();
    await userEvent.keyboard("{Tab}");
    expect(focused()).toBe(one(".more"));
    await userEvent.keyboard("{Shift>}{Tab}{/Shift}");
    expect(focused()).toBe(one(".smile"));
  });

  it("reaches every control in order", async () => {
    await mountWithChat();
    await open();
    await until("the history", () => all("li.message").length > 5);
    one(".close").focus();
    const seen: string[] = [];
    for (let step = 0; step < 4; step++) {
      await userEvent.keyboard("{Tab}");
      seen.push(focused()?.className || focused()?.localName || "");
    }
    expect(seen).toEqual(["timeline", "a", "icon clip", "textarea"]);
  });

  it("announces new messages politely, together if they come together", async () => {
    const server = await mountWithChat();
    await open();
    await until("the history", () => all("li.message").length > 5);
    server.agentSays("First news");
    server.agentSays("Second news");
    await until("the announcement", () => all("#news")[0]?.textContent);
    expect(one("#news").getAttribute("aria-live")).toBe("polite");
    expect(one("#news").textContent).toBe("Dewi Lestari: First news. Dewi Lestari: Second news");
  });
});
