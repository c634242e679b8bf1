import { css } from "lit";
import { chipsStyles } from "../ui/chips.styles.ts";
import { searchFieldStyles } from "../ui/search-field.styles.ts";

const own = css`
  :host {
    position: relative;
    block-size: 100%;
    min-block-size: 0;
    overflow: hidden;
    container: desk / inline-size;
  }

  .desk {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    block-size: 100%;
    min-block-size: 0;
  }

  .list-pane {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
  }

  .detail-pane {
    --back: inline-flex;
    --close: none;
    --close-room: 0;
    min-inline-size: 0;
    min-block-size: 0;
  }

  .with-detail .list-pane {
    display: none;
  }

  @container desk (inline-size >= 1080px) {
    .with-detail {
      grid-template-columns: minmax(0, 1fr) clamp(400px, 36%, 520px);
    }

    .with-detail .list-pane {
      display: flex;
    }

    .detail-pane {
      --back: none;
      --close: inline-flex;
      --close-room: 36px;
      border-inline-start: 1px solid var(--s-hairline);
    }
  }

  .tools {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 12px 16px;
  }

  .search {
    flex: 1 1 160px;
    max-inline-size: 420px;
    margin-inline-end: auto;
  }

  .search .field {
    font-size: var(--s-list);
  }

  .tools .button {
    min-block-size: 36px;
  }

  .panel {
    display: grid;
    gap: 14px;
    inline-size: 330px;
    max-inline-size: 100%;
    padding: 12px;
  }

  .panel fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .panel legend {
    margin-block-end: 6px;
    padding: 0;
    font-size: var(--s-list);
    font-weight: 500;
  }

  .days {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 8px;
  }

  .days .field {
    min-inline-size: 0;
    padding-inline: 8px;
    font-size: var(--s-list);
  }

  .days .form-field > .label {
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 400;
  }

  .short {
    padding: 0 16px 8px;
  }

  .chips {
    padding: 0 16px 10px;
  }

  .chip {
    max-inline-size: 240px;
  }

  .chosen-bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin: 0 16px 10px;
    padding: 8px 8px 8px 14px;
    border-radius: var(--s-radius-control);
    background: var(--s-accent-tint);
    font-size: var(--s-list);
  }

  .chosen-bar p {
    flex: 1 1 200px;
    overflow-wrap: anywhere;
  }

  .list {
    flex: 1;
    min-block-size: 0;
    border-block-start: 1px solid var(--s-hairline);
  }

  .state {
    block-size: 100%;
  }

  .editor {
    display: grid;
    gap: 14px;
    padding-block-start: 8px;
  }

  .two {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(220px, 1fr));
    align-items: start;
    gap: 14px;
  }

  .note.refused {
    display: flex;
    gap: 8px;
    color: var(--s-danger);
    font-size: var(--s-list);
    font-weight: 500;
  }

  @container desk (inline-size < 560px) {
    .tools .button .label {
      display: none;
    }

    .tools .button {
      inline-size: 36px;
      padding: 0;
    }

    .tools .filter .button.on {
      inline-size: auto;
      padding-inline: 8px;
    }
  }

  @media (pointer: coarse) {
    .tools .button,
    .chip {
      min-block-size: 44px;
    }

    .tools .button {
      min-inline-size: 44px;
    }
  }
`;

export const deskStyles = [chipsStyles, searchFieldStyles, own];
