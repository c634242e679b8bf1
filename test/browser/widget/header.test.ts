import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { FakeSocket, fillConversation } from "./fake-server.ts";
import { all, host, leave, mount, one, open, sapa, stored, textbox, until } from "./mount.ts";

afterEach(leave);

const focused = (): Element | null | undefined => host()?.shadowRoot?.activeElement;
const team = [
  { name: "Ayu", isOnline: true },
  { name: "Bagas Putra", isOnline: false },
];

async function mountWithChat(): Promise<void> {
  localStorage.setItem("sapa:int_demo", JSON.stringify({ chatId: "chat", readSeq: 8 }));
  await mount({}, fillConversation);
  await open();
  await until("the history", () => all("li.message").length > 5);
}

describe("WIDGET-13 the header", () => {
  it("shows who answers and how soon, from what is known", async () => {
    await mount({ config: { team, replyMinutes: 5 } });
    await open();
    expect(one(".presence").textContent).toBe("Replies in about 5 minutes");
    expect(one(".team").getAttribute("aria-label")).toBe("Ayu, Bagas Putra");
    expect(all(".team .avatar").map(({ textContent }) => textContent)).toEqual(["A", "BP"]);
    expect(all(".dot")).toHaveLength(1);
    sapa("setLanguage", "id");
    await until("the other language", () => all(".presence")[0]?.textContent === "Biasanya membalas dalam 5 menit");
  });

  it("keeps one line and its height while an agent of a long name answers", async () => {
    await mount({ config: { team } });
    await open();
    const { offsetHeight } = one("header");
    leave();
    localStorage.setItem("sapa:int_demo", JSON.stringify({ chatId: "chat", readSeq: 8 }));
    await mount({}, (server) => server.agentSays("Hello!", "Maximiliana Wulandari Kusumaningrum"));
    await open();
    await until("the agent's name", () => all(".presence")[0]?.textContent?.startsWith("Chatting with Maximiliana "));
    expect(one("header").offsetHeight).toBe(offsetHeight);
  });

  it("WIDGET-12 tells when the office opens while it is closed, and still takes what is written", async () => {
    const opensAt = Date.now() + 3 * 86_400_000;
    const offline = { en: "Back on Monday. Leave us a line.", id: "Kami kembali Senin." };
    await mount({ config: { isOnline: false, opensAt, team, offline } });
    await open();
    expect(one(".presence").textContent).toMatch(/^Back \w+day \d\d:\d\d$/);
    expect(all(".dot")).toHaveLength(0);
    expect(one(".welcome h3").textContent).toBe("Back on Monday. Leave us a line.");
    expect(textbox().disabled).toBe(false);
  });

  it("WIDGET-7 says our own words where the company has none, online and offline", async () => {
    await mount({ config: { isOnline: false } });
    await open();
    expect(one(".welcome h3").textContent).toBe("Leave us a message");
    expect(one(".presence").textContent).toBe("We will answer as soon as we can");
  });

  it("WIDGET-6 shows the logo, and bubbles in the company's colours in both themes", async () => {
    const appearance = {
      accent: "#0b6e4f",
      accentText: "#ffffff",
      agentBubble: "#ffe9c7",
      agentText: "#4a2b00",
      visitorBubble: "#222244",
      visitorText: "#eeeeff",
      side: "left" as const,
      offsetPx: 20,
      zIndex: 10,
      logoUrl: "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
    };
    localStorage.setItem("sapa:int_demo", JSON.stringify({ chatId: "chat", readSeq: 8 }));
    await mount({ config: { appearance } }, fillConversation);
    await open();
    await until("the history", () => all("li.message").length > 5);
    expect(one("img.brand").getAttribute("src")).toBe(appearance.logoUrl);
    for (const theme of ["light", "dark"]) {
      sapa("setTheme", theme);
      await until("the theme", () => (one(".theirs .bubble").closest(".dark") !== null) === (theme === "dark"));
      expect(getComputedStyle(one(".theirs .bubble")).backgroundColor).toBe("rgb(255, 233, 199)");
      expect(getComputedStyle(one(".mine .bubble")).color).toBe("rgb(238, 238, 255)");
    }
  });
});

describe("the menu", () => {
  it("WIDGET-18 switches the sound off for this browser, by keyboard", async () => {
    await mountWithChat();
    one(".more").focus();
    await userEvent.keyboard("{Enter}");
    await until("the switch focused", () => focused()?.getAttribute("role") === "menuitemcheckbox");
    expect(focused()?.getAttribute("aria-checked")).toBe("true");
    await userEvent.keyboard("{Enter}");
    await until("it off", () => focused()?.getAttribute("aria-checked") === "false");
    expect(stored().isMuted).toBe(true);
    await userEvent.keyboard("{Escape}");
    await until("the menu closed", () => all(".menu").length === 0);
    expect(focused()).toBe(one(".more"));
    expect(one(".panel").className).toContain("shown");
  });

  it("WIDGET-18 rings only after the visitor has done something on the page, and not while the sound is off", async () => {
    const rung: string[] = [];
    const { AudioContext } = window;
    window.AudioContext = class extends AudioContext {
      constructor() {
        super();
        rung.push("ring");
      }
    };
    await mountWithChat();
    await userEvent.click(one(".close"));
    await until("the panel closed", () => all(".panel.shown").length === 0);
    const server = FakeSocket.server;
    server.agentSays("One");
    await until("the ring", () => rung.length === 1);
    localStorage.setItem("sapa:int_demo", JSON.stringify({ ...stored(), isMuted: true }));
    server.agentSays("Two");
    await until("the bubble", () => all(".peek").some(({ textContent }) => textContent?.includes("Two")));
    window.AudioContext = AudioContext;
    expect(rung).toHaveLength(1);
  });

  it("BEY-18 downloads the transcript as a file, and says so if that fails", async () => {
    await mountWithChat();
    const names: string[] = [];
    const onClick = (event: Event): void => {
      event.preventDefault();
      names.push((event.target as HTMLAnchorElement).download);
    };
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      this.addEventListener("click", onClick);
      click.call(this);
    };
    one(".more").click();
    const item = await until("the item", () => all(".menu button")[1] as HTMLButtonElement | undefined);
    item.click();
    await until("the file", () => names.length);
    HTMLAnchorElement.prototype.click = click;
    expect(names).toEqual(["Kopi Senja.txt"]);
  });

  it("BEY-18 offers no transcript of nothing", async () => {
    await mount();
    await open();
    one(".more").click();
    const item = await until("the item", () => all(".menu button")[1] as HTMLButtonElement | undefined);
    expect(item.disabled).toBe(true);
  });
});

describe("WIDGET-13 emoji", () => {
  it("go where the cursor is, by keyboard, and give the focus back", async () => {
    await mount();
    await open();
    textbox().focus();
    await userEvent.keyboard("Good day");
    textbox().setSelectionRange(4, 4);
    one(".smile").focus();
    await userEvent.keyboard("{Enter}");
    await until("the first emoji focused", () => focused()?.closest(".emoji"));
    await userEvent.keyboard("{ArrowRight}{ArrowDown}{Enter}");
    await until("the text box focused", () => focused() === textbox());
    expect(textbox().value).toBe("Good🙃 day");
    expect(all(".emoji")).toHaveLength(0);
    expect((one(".send") as HTMLButtonElement).disabled).toBe(false);
  });

  it("close with Escape and with a click elsewhere, and the panel stays", async () => {
    await mount();
    await open();
    for (const close of [() => userEvent.keyboard("{Escape}"), () => textbox().focus()]) {
      one(".smile").click();
      await until("an emoji focused", () => focused()?.closest(".emoji"));
      await close();
      await until("them closed", () => all(".emoji").length === 0);
      expect(one(".panel").className).toContain("shown");
    }
  });
});
