import type { ShownSurvey } from "../../protocol/survey-page.schema.ts";
import { el } from "./el.ts";
import { type Given, type Language, surveyForm } from "./form.ts";
import { STRINGS } from "./strings.ts";

/** The page behind a survey's link (SURVEY-4, 5). The token stays in the fragment, which no server's log ever sees. */
const language: Language = document.documentElement.lang === "id" ? "id" : "en";
const strings = STRINGS[language];
const main = document.querySelector("main") as HTMLElement;

type Answer<T> = { ok: true; value: T } | { ok: false; status: number };

async function post<T>(path: string, body: object): Promise<Answer<T>> {
  const token = location.hash.slice(1);
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...body, token }),
    });
    if (!response.ok) return { ok: false, status: response.status };
    return { ok: true, value: (response.status === 204 ? undefined : await response.json()) as T };
  } catch {
    return { ok: false, status: 0 };
  }
}

/** What comes in place of the former is what is read out next. */
function show(heading: string, ...content: (Node | string)[]): void {
  const title = el("h1", { tabindex: "-1", dir: "auto" }, heading);
  document.title = heading;
  main.replaceChildren(title, ...content);
  main.removeAttribute("aria-busy");
  title.focus();
}

const company = (name: string): HTMLElement => el("p", { class: "company", dir: "auto" }, name);
const isOver = (status: number): boolean => status >= 400 && status < 500 && status !== 429;
const said = (status: number): string => (status === 429 ? strings.busy : strings.failed);

async function begin(): Promise<void> {
  main.setAttribute("aria-busy", "true");
  const answer = await post<ShownSurvey>("/survey/v1/view", {});
  if (answer.ok) return ask(answer.value, answer.value.answer && { comment: "", ...answer.value.answer });
  if (isOver(answer.status)) return over();
  const again = el("button", { type: "button" }, strings.again);
  again.addEventListener("click", () => void begin());
  show(said(answer.status), again);
}

function ask(survey: ShownSurvey, given: Given | null): void {
  const send = async (next: Given): Promise<string | null> => {
    const { score, comment } = next;
    const answer = await post("/survey/v1/answer", comment === "" ? { score } : { score, comment });
    if (answer.ok) thank(survey, next);
    else if (answer.status === 409) over();
    return answer.ok ? null : said(answer.status);
  };
  show(survey.title[language], surveyForm({ survey, language, given, send }));
  main.prepend(company(survey.organizationName));
}

function thank(survey: ShownSurvey, given: Given): void {
  const change = el("button", { type: "button", class: "quiet" }, strings.change);
  change.addEventListener("click", () => ask(survey, given));
  show(survey.thanks[language], change);
  main.prepend(company(survey.organizationName));
}

const over = (): void => show(strings.ended, el("p", { class: "more" }, strings.endedMore));

void begin();
