import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { SurveyKind } from "../../../protocol/survey.ts";
import { type FakeServer, fillConversation } from "./fake-server.ts";
import { all, leave, mount, one, open, until } from "./mount.ts";

afterEach(leave);

const both = (text: string) => ({ en: text, id: `${text} (id)` });
const surveyEvent = (kind: SurveyKind, at = Date.now(), isRequired: boolean | null = false) =>
  ({
    type: "survey.sent",
    at,
    actor: { type: "system" },
    kind,
    conversationNumber: 1,
    title: both(`About ${kind}`),
    question: both("How did we do this time?"),
    comment: isRequired === null ? null : { question: both("Why?"), isRequired },
    thanks: both("Thank you"),
  }) as const;

async function mountAsked(...surveys: ReturnType<typeof surveyEvent>[]): Promise<FakeServer> {
  localStorage.setItem("sapa:int_demo", JSON.stringify({ chatId: "chat", readSeq: 99 }));
  const server = await mount({}, (made) => {
    fillConversation(made);
    made.resolve();
    made.append(...surveys);
  });
  await open();
  await until("the surveys", () => all(".ask h3").length === surveys.length);
  return server;
}

const scores = (): HTMLInputElement[] => all(".scale input") as HTMLInputElement[];
const labels = (): (string | null)[] => scores().map((input) => input.getAttribute("aria-label"));
const answers = (server: FakeServer) => server.commands.filter(({ type }) => type === "survey.answer");

describe("SURVEY-2, SURVEY-6 a survey under the closing line", () => {
  it("SURVEY-2 offers five faces with words, and takes an answer with a comment", async () => {
    const server = await mountAsked(surveyEvent("csat"));
    expect(labels()).toEqual(["1, Very bad", "2, Bad", "3, Fair", "4, Good", "5, Very good"]);
    expect(all(".solid")).toHaveLength(0);
    expect([...one(".ends").children].map((end) => end.textContent)).toEqual(["Very bad", "Very good"]);
    scores()[3]?.click();
    await until("the word", () => all(".ends")[0]?.textContent === "Good");
    const box = one(".ask textarea") as HTMLTextAreaElement;
    box.value = "  Quick and kind ";
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    one(".solid").click();
    await until("the thanks", () => all(".thanks").length);
    expect(one(".told").textContent).toContain("Good");
    await until("the answer at the server", () => answers(server).length);
    expect(answers(server)).toEqual([{ type: "survey.answer", surveySeq: 10, score: 4, comment: "Quick and kind" }]);
  });

  it("SURVEY-2 shows the chosen face in the text's colour, which fonts of one colour draw it with", async () => {
    await mountAsked(surveyEvent("csat"));
    scores()[4]?.click();
    await until("the word", () => all(".ends")[0]?.textContent === "Very good");
    const inks = all(".scale b").map((face) => getComputedStyle(face).color);
    expect(new Set(inks)).toEqual(new Set([getComputedStyle(one(".ask")).color]));
  });

  it("SURVEY-2 moves nothing but the timeline when a face takes the focus", async () => {
    localStorage.setItem("sapa:int_demo", JSON.stringify({ chatId: "chat", readSeq: 99 }));
    await mount({}, (server) => {
      for (let turn = 0; turn < 20; turn += 1) fillConversation(server);
      server.resolve();
      server.append(surveyEvent("csat"));
    });
    await open();
    await until("the survey", () => scores().length);
    for (const face of scores()) face.focus();
    await userEvent.keyboard(" ");
    expect(one(".panel").scrollTop).toBe(0);
  });

  it("SURVEY-6 opens no conversation: the chat stays resolved, and a new one can be started", async () => {
    const server = await mountAsked(surveyEvent("csat", Date.now(), null));
    scores()[0]?.click();
    await until("the button", () => all(".solid").length);
    expect(all(".ask textarea")).toHaveLength(0);
    one(".solid").click();
    await until("the answer at the server", () => answers(server).length);
    expect(one(".again").textContent).toBe("Start a new chat");
    expect(server.events.slice(8).map(({ type }) => type)).toEqual([
      "conversation.resolved",
      "survey.sent",
      "survey.answered",
    ]);
  });

  it("SURVEY-2 CES runs from 1 to 7 and NPS from 0 to 10, with words at the ends, one after the other", async () => {
    await mountAsked(surveyEvent("ces"), surveyEvent("nps"));
    expect(labels()).toHaveLength(7 + 11);
    expect(labels()[0]).toBe("1, Very hard");
    expect(labels()[6]).toBe("7, Very easy");
    expect(labels()[7]).toBe("0, Not at all likely");
    expect(labels()[8]).toBe("1");
    expect(labels()[17]).toBe("10, Very likely");
  });

  it("SURVEY-2 wants a required comment before it sends, and says so at the box", async () => {
    const server = await mountAsked(surveyEvent("csat", Date.now(), true));
    scores()[1]?.click();
    await until("the button", () => all(".solid").length);
    one(".solid").click();
    await until("the error", () => all(".ask textarea")[0]?.getAttribute("aria-invalid") === "true");
    expect(one(".wrong").textContent).toBe("Write a few words, please");
    expect(answers(server)).toHaveLength(0);
  });

  it("SURVEY-4 lets an answer be changed for ten minutes", async () => {
    const server = await mountAsked(surveyEvent("csat", Date.now(), null));
    scores()[0]?.click();
    await until("the button", () => all(".solid").length);
    one(".solid").click();
    await until("the change", () => all(".ask .pill").length);
    await until("the answer at the server", () => answers(server).length);
    one(".ask .pill").click();
    await until("the former answer", () => scores()[0]?.checked);
    scores()[4]?.click();
    one(".solid").click();
    await until("the new answer", () => answers(server).length === 2);
    await until("the thanks", () => all(".told")[0]?.textContent?.includes("Very good"));
  });

  it("SURVEY-4 an answer of eleven minutes ago stands, and after seven days without one the survey has ended", async () => {
    await mountAsked(surveyEvent("csat", Date.now() - 8 * 86_400_000));
    expect(one(".ask").textContent).toContain("This survey has ended");
    expect(scores()).toHaveLength(0);
  });

  it("SURVEY-6 is answered by keyboard alone", async () => {
    const server = await mountAsked(surveyEvent("nps", Date.now(), null));
    scores()[0]?.focus();
    await userEvent.keyboard("{ArrowRight}{ArrowRight}{ArrowRight}");
    await until("the button", () => all(".solid").length);
    one(".solid").focus();
    await userEvent.keyboard("{Enter}");
    await until("the answer", () => answers(server).length);
    expect(answers(server)[0]).toMatchObject({ score: 3 });
  });

  it("SURVEY-6 a refused answer says so, and is sent again from the same form", async () => {
    const server = await mountAsked(surveyEvent("csat", Date.now(), null));
    server.refuseWith = { code: "internal", retryable: false };
    scores()[2]?.click();
    await until("the button", () => all(".solid").length);
    one(".solid").click();
    await until("the failure", () => all(".ask .wrong").length);
    server.refuseWith = null;
    one(".solid").click();
    await until("the thanks", () => all(".thanks").length);
    await until("the answer", () => answers(server).length === 1);
  });
});
