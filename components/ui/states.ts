import { css, html, nothing, type TemplateResult } from "lit";
import { icons } from "./icons.ts";

export const statesStyles = css`
  .state {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: 4px;
    padding: 32px 24px;
    color: var(--s-muted);
    font-size: var(--s-list);
    line-height: 1.5;
    text-align: center;
    text-wrap: balance;
  }

  .state .emblem {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    margin-block-end: 8px;
    border-radius: 50%;
    background: var(--s-hover);
    color: var(--s-muted);
    font-size: 18px;
  }

  .state .title {
    color: var(--s-text);
    font-size: var(--s-body);
    font-weight: 600;
  }

  .state .actions {
    display: flex;
    gap: 8px;
    margin-block-start: 12px;
  }
`;

type State = { icon?: TemplateResult; title: string; body: string; action?: TemplateResult; isAlert?: boolean };

/** An empty or failed view: what is the matter and the one next step. Needs `statesStyles`. */
export const stateView = (state: State): TemplateResult => html`
  <div class="state" role=${state.isAlert ? "alert" : nothing}>
    <span class="emblem">${state.icon ?? icons.inbox}</span>
    <p class="title">${state.title}</p>
    <p>${state.body}</p>
    ${state.action ? html`<div class="actions">${state.action}</div>` : nothing}
  </div>
`;
