import { css } from "lit";

export const roomDialogsStyles = css`
  :host {
    display: contents;
  }

  p {
    color: var(--s-muted);
    overflow-wrap: anywhere;
  }

  p:empty {
    display: none;
  }

  .labelled {
    display: grid;
    gap: 4px;
    margin-block-start: 14px;
    font-size: var(--s-list);
    font-weight: 500;
  }

  textarea.field {
    resize: vertical;
  }

  .choices {
    max-block-size: 280px;
    margin: 4px -8px 0;
    padding: 0;
    overflow-y: auto;
    border: 0;
    scrollbar-width: thin;
  }

  .choices label {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 36px;
    padding-inline: 8px;
    border-radius: var(--s-radius-control);
    cursor: pointer;
  }

  .choices label:hover {
    background: var(--s-hover);
  }

  .choices input {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
    accent-color: var(--s-accent);
  }

  .hint {
    padding-inline-start: 26px;
    font-size: var(--s-meta);
  }

  .now {
    margin-inline-start: auto;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .warning {
    margin-block-start: 12px;
    padding: 8px 12px;
    border-radius: var(--s-radius-control);
    background: var(--s-warn-tint);
    color: var(--s-warn-text);
    font-size: var(--s-list);
  }

  sapa-time-choice {
    inline-size: 100%;
  }

  @media (pointer: coarse) {
    .choices label {
      min-block-size: 44px;
    }
  }
`;
