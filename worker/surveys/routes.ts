import { refusal } from "../../protocol/codes.ts";
import { shownSurveySchema, surveyPageAnswerSchema, viewSurveySchema } from "../../protocol/survey-page.schema.ts";
import { type AppContext, clientNetwork } from "../http/context.ts";
import { answer, type Endpoint, endpoint, refuse } from "../http/endpoint.ts";
import { callObject, organizationOf, roomOf } from "../http/objects.ts";
import { overRate } from "../http/rate.ts";
import { languageOf, surveyPage } from "./page.ts";
import { type SurveyTicket, verifySurvey } from "./token.ts";

const MINUTE_MS = 60_000;
/** Per network and survey, so that an office does not use up another one's. */
const VIEWS = { name: "survey.view", max: 60, windowMs: MINUTE_MS };
const ANSWERS = { name: "survey.answer", max: 30, windowMs: MINUTE_MS };
/** Whatever is tried with no good token. */
const TRIES = { name: "survey.try", max: 60, windowMs: MINUTE_MS };

/** Forged, ended, or never there: one answer for all (SURVEY-4). */
const ended = () => refuse(refusal("survey.ended"));

type Admitted = { ok: true; ticket: SurveyTicket } | ReturnType<typeof ended>;

async function admit(c: AppContext, token: string, limit: typeof VIEWS): Promise<Admitted> {
  const ticket = await verifySurvey(c.env, token);
  const network = clientNetwork(c);
  const tooMany =
    ticket === null
      ? overRate(c, TRIES, [network])
      : overRate(c, limit, [network, `${ticket.roomId}/${ticket.surveySeq}`]);
  if (tooMany !== undefined) return refuse(tooMany);
  return ticket === null ? ended() : { ok: true, ticket };
}

const page = endpoint(
  {
    method: "GET",
    path: "/survey",
    audience: "anyone",
    summary: "The page behind a survey's link; the link's fragment says which survey",
  },
  async ({ c }) => surveyPage(languageOf(c.req.header("accept-language"))),
);

const view = endpoint(
  {
    method: "POST",
    path: "/survey/v1/view",
    audience: "page",
    summary: "What the page of a survey shows; answers nothing by itself",
    body: viewSurveySchema,
    answer: shownSurveySchema,
    codes: ["survey.ended", "rate_limited", "unavailable"],
  },
  async ({ c, body }) => {
    const admitted = await admit(c, body.token, VIEWS);
    if (!admitted.ok) return admitted;
    const { roomId, surveySeq } = admitted.ticket;
    const called = await callObject(() => roomOf(c.env, roomId).survey({ surveySeq }));
    if (!called.ok) return called;
    if (called.value === null) return ended();
    const { organizationId, conversationNumber: _, ...shown } = called.value;
    const config = await callObject(() => organizationOf(c.env, organizationId).config());
    return config.ok ? answer({ ...shown, organizationName: config.value?.name ?? "" }) : config;
  },
);

const give = endpoint(
  {
    method: "POST",
    path: "/survey/v1/answer",
    audience: "page",
    summary: "Answers a survey by its link, or changes the answer within 10 minutes",
    body: surveyPageAnswerSchema,
    codes: ["survey.ended", "required", "too_long", "widget.too_fast", "rate_limited", "unavailable"],
  },
  async ({ c, body: { token, score, comment } }) => {
    const admitted = await admit(c, token, ANSWERS);
    if (!admitted.ok) return admitted;
    const { roomId, surveySeq } = admitted.ticket;
    const said = comment === undefined ? {} : { comment };
    const called = await callObject(() => roomOf(c.env, roomId).answerSurvey({ surveySeq, score, ...said }));
    if (!called.ok) return called;
    return called.value.ok ? answer(undefined) : refuse(called.value.refusal);
  },
);

export const surveyEndpoints: Endpoint[] = [page, view, give];
