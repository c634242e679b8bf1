import { refusal } from "../../protocol/codes.ts";
import { type Endpoint, endpoint, refuse } from "../http/endpoint.ts";
import { htmlPage } from "../http/html-page.ts";
import { isOperatorOn } from "./guard.ts";

/** The page that asks for the key; without one on the server there is none. */
const page = endpoint(
  {
    method: "GET",
    path: "/operator",
    audience: "anyone",
    summary: "The Operator's page, which asks for the key",
    codes: ["not_found"],
  },
  async ({ c }) => {
    if (!isOperatorOn(c.env)) return refuse(refusal("not_found"));
    return htmlPage({
      language: "en",
      title: "Operator · Sapa",
      allowed: [
        "script-src 'self'",
        "connect-src 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types lit-html",
      ],
      head: `<meta name="color-scheme" content="light dark">
<script type="module" src="/operator.js"></script>`,
      body: "<sapa-operator></sapa-operator><noscript>This page needs JavaScript.</noscript>",
    });
  },
);

export const operatorPageEndpoints: Endpoint[] = [page];
