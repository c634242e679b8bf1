import { readFile } from "node:fs/promises";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MessageContent } from "../../protocol/room-events.schema.ts";
import { eventsOf, type Office, saidIn, sessionIn, startShop } from "./widget-office.ts";
import { bubbles, isSent, launcher, type SitePage, say, shownPanel, visit } from "./widget-site.ts";

const pages: Record<string, SitePage> = {
  "/": { html: '<!doctype html><html lang="en"><title>Shop</title><body><h1>Shop</h1>{{widget}}</body></html>' },
  "/id": { html: '<!doctype html><html lang="id"><title>Toko</title><body><h1>Toko</h1>{{widget}}</body></html>' },
};

let office: Office;
beforeAll(async () => {
  office = await startShop(pages);
});
afterAll(() => office?.stop());

/** Only something that hangs may reach this. */

/** A visitor has written, and the company has the room open. */
async function conversation(address: string, widgetId: string, words: string) {
  const visitor = await visit(office.site, address);
  await say(visitor.page, words);
  await visitor.page.locator("sapa-widget .tick.sent").last().waitFor();
  const session = await sessionIn(visitor.page, widgetId);
  const staff = office.enter(session.roomId);
  await expect.poll(() => saidIn(staff)).toContainEqual({ from: "contact", text: words });
  return { ...visitor, session, staff };
}

const answers = (page: Page, text: string) => shownPanel(page).getByText(text, { exact: true }).first().waitFor();

describe("what is asked before the first message", () => {
  it("WIDGET-11 is checked in the form, asked once per browser, and reaches the agent as not verified", async () => {
    const own = { title: { en: "Who is there?", id: "Dengan siapa?" }, subtitle: null };
    const { widgetId, address } = await office.newWidget({ prechat: { ...own, email: "required", phone: "optional" } });
    const { page, heard, context } = await visit(office.site, address);
    await launcher(page).click();
    const panel = shownPanel(page);
    await panel.getByRole("heading", { name: "Who is there?" }).waitFor();
    expect(await panel.locator("footer textarea").count()).toBe(0);
    await panel.getByLabel("Email").fill("rina@nowhere");
    await panel.getByRole("button", { name: "Start chat" }).click();
    await panel.getByText("This field is required").waitFor();
    await panel.getByText("Give an address like name@example.com").waitFor();
    expect(await sessionIn(page, widgetId)).toBeUndefined();
    await panel.getByLabel("Name").fill("Rina Wijaya");
    await panel.getByLabel("Email").fill("rina@example.com");
    await panel.getByLabel("Phone").fill("+62 812 3456 7890");
    await panel.getByRole("button", { name: "Start chat" }).click();
    await panel.locator("footer textarea").waitFor();
    await say(page, "Is the blue one still there?");
    await isSent(page);

    const { roomId } = await sessionIn(page, widgetId);
    const staff = office.enter(roomId);
    await expect.poll(() => staff.connection.view.state).toBe("live");
    expect(eventsOf(staff).find((event) => event.type === "room.created")).toMatchObject({
      contactName: "Rina Wijaya",
    });
    const { desk, problems, page: screen } = await office.deskAt(roomId);
    const details = screen.locator("sapa-details");
    await details.getByText("rina@example.com").waitFor();
    await details.getByText("6281234567890").waitFor();
    expect(await details.locator(".mark", { hasText: desk.text.t("detail.unverified") }).count()).toBe(2);
    await desk.conversation.getByText("Is the blue one still there?").last().waitFor();

    await page.reload();
    await panel.locator("footer textarea").waitFor();
    expect(await panel.locator("form.ask").count()).toBe(0);
    expect([...heard.errors, ...problems]).toEqual([]);
    await screen.context().close();
    await context.close();
  });
});

describe("a bot that offers choices", () => {
  const BUTTONS: MessageContent = {
    type: "buttons",
    text: "What is it about?",
    buttons: [
      { choiceId: "order", title: "My order" },
      { choiceId: "beans", title: "Beans" },
    ],
  };
  const LIST: MessageContent = {
    type: "list",
    text: "Which one?",
    label: "Show beans",
    sections: [
      { title: "Sumatra", rows: [{ choiceId: "gayo", title: "Gayo", description: "Sweet" }] },
      { title: "Java", rows: [{ choiceId: "ijen", title: "Ijen" }] },
    ],
  };

  it("MSG-1 WIDGET-13 shows its buttons and list; what is picked stands in the agent's timeline, once, as an answer to it", async () => {
    const { widgetId, address } = await office.newWidget();
    const { page, heard, context, session, staff } = await conversation(address, widgetId, "Hello");
    const panel = shownPanel(page);
    await office.speakAsBot(widgetId, session, BUTTONS);
    await panel.getByRole("button", { name: "Beans", exact: true }).click();
    await expect.poll(() => saidIn(staff)).toContainEqual({ from: "contact", text: "Beans" });
    await panel.locator(".choice.picked").getByText("Beans").waitFor();
    expect(await panel.getByRole("button", { name: "My order" }).isDisabled()).toBe(true);

    await office.speakAsBot(widgetId, session, LIST);
    const opener = panel.getByRole("button", { name: "Show beans" });
    await opener.waitFor();
    await opener.focus();
    await page.keyboard.press("Enter");
    await panel.getByRole("button", { name: /^Gayo/ }).waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent))
      .toContain("Gayo");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect.poll(() => saidIn(staff)).toContainEqual({ from: "contact", text: "Ijen" });
    await page.reload();
    await panel.locator(".choice.picked").getByText("Ijen").waitFor();

    const events = eventsOf(staff);
    const offered = events.filter((event) => event.type === "message.created" && event.actor.type === "bot");
    const picked = events.flatMap((event) =>
      event.type === "message.created" && event.replyToSeq
        ? [{ to: event.replyToSeq, ...("choiceId" in event.content ? { id: event.content.choiceId } : {}) }]
        : [],
    );
    expect(picked).toEqual([
      { to: offered[0]?.seq, id: "beans" },
      { to: offered[1]?.seq, id: "ijen" },
    ]);
    const { page: screen, desk, problems } = await office.deskAt(session.roomId);
    await desk.conversation.getByText("Ijen", { exact: true }).last().waitFor();
    expect([...heard.errors, ...problems]).toEqual([]);
    await screen.context().close();
    await context.close();
  });
});

describe("after the conversation", () => {
  beforeAll(() =>
    office.saveSurveys(({ csat, ...others }) => ({ ...others, csat: { ...csat, isOn: true, mode: "automatic" } })),
  );

  it("SURVEY-2 SURVEY-3 SURVEY-6 SURVEY-7 WIDGET-16 ROOM-14 the survey is answered inline and opens nothing; the next chat goes on in the same thread", async () => {
    const { widgetId, address } = await office.newWidget();
    const { page, heard, context, session, staff } = await conversation(address, widgetId, "The first question");
    const panel = shownPanel(page);
    staff.connection.send({ type: "message.send", content: { type: "text", text: "The first answer" } });
    await answers(page, "The first answer");
    staff.connection.send({ type: "conversation.resolve" });
    await panel.getByText("This conversation is resolved").waitFor();
    const survey = panel.getByRole("group", { name: "How did we do?" });
    await survey.waitFor();
    const faces = await survey.getByRole("radio").evaluateAll((all) => all.map((one) => one.ariaLabel));
    expect(faces).toEqual(["1, Very bad", "2, Bad", "3, Fair", "4, Good", "5, Very good"]);
    await survey.getByRole("radio", { name: "4, Good" }).check({ force: true });
    await survey.getByRole("textbox").fill("Quick and kind");
    await survey.getByRole("button", { name: "Send answer" }).click();
    await survey.getByText("Thank you for your answer.").waitFor();
    await expect.poll(() => eventsOf(staff).map(({ type }) => type)).toContain("survey.answered");
    expect(eventsOf(staff).filter(({ type }) => type === "conversation.opened")).toHaveLength(1);
    expect(eventsOf(staff).at(-1)).toMatchObject({ type: "survey.answered", score: 4, comment: "Quick and kind" });

    const { page: screen, desk, problems } = await office.deskAt(session.roomId);
    const score = /CSAT.*4 of 5/;
    await desk.conversation.getByText(score).first().waitFor();
    const history = screen.locator('sapa-details details[data-section="history"]');
    if (!(await history.evaluate((one: HTMLDetailsElement) => one.open))) await history.locator("summary").click();
    await screen.locator("sapa-room-history .survey", { hasText: score }).waitFor();
    await screen.getByText(desk.text.t("composer.resolvedWebchat")).waitFor();

    await panel.getByRole("button", { name: "Start a new chat" }).click();
    await panel.locator("footer textarea").fill("The second question");
    await page.keyboard.press("Enter");
    await expect.poll(() => saidIn(staff)).toContainEqual({ from: "contact", text: "The second question" });
    expect(eventsOf(staff).flatMap((event) => (event.type === "conversation.opened" ? [event.number] : []))).toEqual([
      1, 2,
    ]);
    expect((await sessionIn(page, widgetId)).roomId).toBe(session.roomId);
    await panel.locator("li.line.opened").waitFor();
    expect(await bubbles(page)).toEqual(["The first question", "The first answer", "The second question"]);
    await survey.getByText(/^Your answer: .* Good$/u).waitFor();
    await desk.conversation.getByText("The second question").last().waitFor();
    await screen.locator("sapa-composer textarea").waitFor();
    expect([...heard.errors, ...problems]).toEqual([]);
    await screen.context().close();
    await context.close();
  });

  it("SURVEY-3 nobody is asked about a conversation that nobody answered", async () => {
    const { widgetId, address } = await office.newWidget();
    const { page, context, staff } = await conversation(address, widgetId, "Anybody?");
    staff.connection.send({ type: "conversation.resolve" });
    await shownPanel(page).getByRole("button", { name: "Start a new chat" }).waitFor();
    await page.reload();
    await shownPanel(page).getByRole("button", { name: "Start a new chat" }).waitFor();
    expect(await shownPanel(page).locator("li.survey").count()).toBe(0);
    expect(eventsOf(staff).map(({ type }) => type)).not.toContain("survey.sent");
    await context.close();
  });

  it("BEY-18 WIDGET-24 the transcript comes in the visitor's language, whole and without a note", async () => {
    const { widgetId, address } = await office.newWidget();
    const { page, heard, context, staff } = await conversation(`/id${address.slice(1)}`, widgetId, "Kapan buka?");
    staff.connection.send({ type: "note.add", text: "SECRET for staff" });
    staff.connection.send({ type: "message.send", content: { type: "text", text: "Jam delapan" } });
    await answers(page, "Jam delapan");
    const panel = shownPanel(page);
    await panel.getByRole("button", { name: "Opsi lainnya" }).click();
    const download = page.waitForEvent("download");
    await panel.getByRole("menuitem", { name: "Unduh transkrip" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`${office.site.world.name}.txt`);
    const text = await readFile(await file.path(), "utf8");
    expect(text).toContain("Anda: Kapan buka?");
    expect(text).toContain("Sari: Jam delapan");
    expect(text).toContain("Percakapan 1");
    expect(text).not.toContain("SECRET");
    expect(await panel.textContent()).not.toContain("SECRET");
    expect(heard.errors).toEqual([]);
    await context.close();
  });
});
