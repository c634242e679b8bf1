import { css } from "lit";

export const officeHoursStyles = css`
  .status {
    padding-block-end: 16px;
    border-block-end: 1px solid var(--s-hairline);
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
  }

  .status .lamp {
    inline-size: 10px;
    block-size: 10px;
    border: 2px solid var(--s-border);
    border-radius: 50%;
  }

  .status.open .lamp {
    border-color: var(--s-ok);
    background: var(--s-ok);
  }

  .status strong {
    font-weight: 600;
  }

  .status .when {
    flex: 1 1 160px;
    color: var(--s-muted);
  }

  .status .clock {
    color: var(--s-muted);
    font-size: var(--s-list);
    font-variant-numeric: tabular-nums;
  }

  .day {
    display: grid;
    grid-template-columns: 152px minmax(0, 1fr) auto;
    grid-template-areas: "name spans tools";
    align-items: start;
    gap: 8px 16px;
    padding: 12px 20px;
  }

  .day + .day {
    border-block-start: 1px solid var(--s-hairline);
  }

  .day-name {
    grid-area: name;
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 36px;
    font-weight: 500;
    cursor: pointer;
  }

  .day-name .switch {
    margin: 0;
  }

  .spans {
    grid-area: spans;
    display: grid;
    gap: 8px;
  }

  .closed {
    display: flex;
    align-items: center;
    min-block-size: 36px;
    color: var(--s-muted);
  }

  .span {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 8px;
  }

  .span .field {
    inline-size: 76px;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }

  .span .dash {
    color: var(--s-muted);
  }

  .span .field-error {
    flex-basis: 100%;
  }

  .tools {
    grid-area: tools;
    display: flex;
    align-items: center;
    gap: 4px;
    min-block-size: 36px;
  }

  .strip {
    inline-size: 132px;
    block-size: 14px;
    margin-inline-end: 8px;
    overflow: visible;
  }

  .strip .ground {
    fill: var(--s-press);
  }

  .strip .hours {
    fill: var(--s-accent);
  }

  .strip .now {
    stroke: var(--s-text);
    stroke-width: 1.5;
    vector-effect: non-scaling-stroke;
  }

  .copy-panel {
    display: grid;
    gap: 8px;
    min-inline-size: 200px;
    padding: 8px;
  }

  .copy-panel .title {
    font-weight: 600;
  }

  .holiday {
    display: grid;
    grid-template-columns: 160px minmax(0, 1fr) auto;
    align-items: start;
    gap: 8px;
    padding: 8px 20px;
  }

  .holiday.past {
    opacity: 0.7;
  }

  .holidays-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    padding: 16px 20px 12px;
  }

  .holidays-head > div {
    flex: 1 1 240px;
  }

  .holidays-end {
    block-size: 8px;
  }

  @container page (inline-size < 700px) {
    .strip {
      display: none;
    }
  }

  @container page (inline-size < 520px) {
    .day {
      grid-template-columns: minmax(0, 1fr) auto;
      grid-template-areas: "name tools" "spans spans";
      padding: 12px 16px;
    }

    .holiday {
      grid-template-columns: minmax(0, 1fr) auto;
      padding: 8px 16px;
    }

    .holiday .form-field:nth-child(2) {
      grid-row: 2;
      grid-column: 1 / -1;
    }

    .holidays-head {
      padding: 14px 16px 12px;
    }
  }
`;
