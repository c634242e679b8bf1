import { css, html, nothing, svg, type TemplateResult } from "lit";
import type { Localizer } from "../../strings/localizer.ts";
import { settingsTexts } from "../settings-texts.ts";

type Thresholds = { expiringMs: number; expiredMs: number; remindBeforeMs: number | null };
const HOUR_MS = 3_600_000;

export const sessionPictureStyles = css`
  .picture {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: 12px;
    margin: 0;
    padding: 16px;
    border-radius: var(--s-radius-card);
    background: var(--s-sunken);
  }

  .picture .vacant {
    text-align: center;
  }

  .dial {
    inline-size: 148px;
    block-size: 148px;
    fill: none;
    stroke-width: 9;
  }

  .dial .expired {
    stroke: var(--s-session-expired);
    opacity: 0.25;
  }

  .dial .open {
    stroke: var(--s-session-open);
  }

  .dial .expiring {
    stroke: var(--s-session-expiring);
  }

  .dial .reminder {
    stroke: var(--s-text);
    stroke-width: 2;
  }

  .dial text {
    fill: var(--s-text);
    stroke: none;
    font-size: 22px;
    font-weight: 600;
    text-anchor: middle;
  }

  .dial text.small {
    fill: var(--s-muted);
    font-size: 10px;
    font-weight: 400;
  }

  .legend {
    display: grid;
    gap: 4px;
    inline-size: 100%;
    font-size: var(--s-meta);
  }

  .legend li {
    display: grid;
    grid-template-columns: 10px minmax(0, 1fr) auto;
    align-items: baseline;
    gap: 8px;
  }

  .legend i {
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--s-session-open);
  }

  .legend .expiring i {
    background: var(--s-session-expiring);
  }

  .legend .expired i {
    background: var(--s-session-expired);
  }

  .legend .reminder i {
    inline-size: 2px;
    justify-self: center;
    border-radius: 0;
    background: var(--s-text);
  }

  .legend span:last-child {
    color: var(--s-muted);
    font-variant-numeric: tabular-nums;
  }
`;

const isSound = ({ expiringMs, expiredMs }: Thresholds): boolean => expiringMs > 0 && expiringMs < expiredMs;

/** The clock that rooms will show: how its ring divides, and the same in words. */
export function sessionPicture(thresholds: Thresholds, text: Localizer): TemplateResult {
  const { t } = settingsTexts(text);
  const { expiringMs, expiredMs, remindBeforeMs } = thresholds;
  if (!isSound(thresholds))
    return html`<figure class="picture"><p class="hint vacant">${t("sessions.noPicture")}</p></figure>`;
  const hours = (ms: number): string => text.number(Math.round((ms / HOUR_MS) * 100) / 100);
  const openPercent = (expiringMs / expiredMs) * 100;
  const remindAtMs = remindBeforeMs === null ? Number.NaN : expiredMs - remindBeforeMs;
  const span = (from: number, to: number): string => t("sessions.span", { from: hours(from), to: hours(to) });
  return html`<figure class="picture">
    ${svg`<svg class="dial" viewBox="0 0 120 120" aria-hidden="true">
      <g transform="rotate(-90 60 60)">
        <circle class="open" cx="60" cy="60" r="50" pathLength="100" stroke-dasharray=${`${openPercent} 100`}></circle>
        <circle class="expiring" cx="60" cy="60" r="50" pathLength="100"
          stroke-dasharray=${`${100 - openPercent} 100`} stroke-dashoffset=${-openPercent}></circle>
        ${
          remindAtMs > 0
            ? svg`<line class="reminder" x1="102" y1="60" x2="117" y2="60"
                transform=${`rotate(${(remindAtMs / expiredMs) * 360} 60 60)`}></line>`
            : nothing
        }
      </g>
      <text x="60" y="65">${hours(expiredMs)}</text>
      <text class="small" x="60" y="79">${t("duration.hours")}</text>
    </svg>`}
    <ul class="legend">
      <li><i></i><span>${text.t("session.open")}</span><span>${span(0, expiringMs)}</span></li>
      <li class="expiring"><i></i><span>${text.t("session.expiring")}</span><span>${span(expiringMs, expiredMs)}</span></li>
      <li class="expired"><i></i><span>${text.t("session.expired")}</span><span>${t("sessions.from", { from: hours(expiredMs) })}</span></li>
      ${
        remindAtMs > 0
          ? html`<li class="reminder"><i></i><span>${t("sessions.reminder")}</span><span>${t("sessions.at", { at: hours(remindAtMs) })}</span></li>`
          : nothing
      }
    </ul>
  </figure>`;
}
