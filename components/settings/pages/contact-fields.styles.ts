import { css } from "lit";

export const contactFieldsStyles = css`
  .own-field + .own-field {
    border-block-start: 1px solid var(--s-hairline);
  }

  .own-field.dragged {
    background: var(--s-accent-tint);
  }

  .line {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 56px;
    padding: 6px 10px 6px 8px;
  }

  .grip {
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 36px;
    color: var(--s-muted);
    cursor: grab;
  }

  .words {
    flex: 1;
    min-inline-size: 0;
  }

  .name {
    font-weight: 600;
  }

  .off .name {
    color: var(--s-muted);
    font-weight: 500;
  }

  .marks {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .mark {
    padding: 0 6px;
    border-radius: 4px;
    background: var(--s-press);
    line-height: 18px;
  }

  .acts {
    display: flex;
    flex: none;
    gap: 2px;
  }

  .editor {
    display: grid;
    gap: 16px;
    padding: 4px 20px 20px 46px;
  }

  .end {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 12px 16px;
  }

  .end .note {
    flex: 1 1 260px;
    padding-block-start: 6px;
  }

  @media (hover: none) {
    .grip {
      display: none;
    }

    .line {
      padding-inline-start: 16px;
    }
  }

  @container page (inline-size < 520px) {
    .editor {
      padding-inline: 16px;
    }
  }
`;
