import { css } from "lit";

/** A field with the magnifier in it: both stand in one `.find`. */
export const searchFieldStyles = css`
  .find {
    position: relative;
  }

  .find .icon {
    position: absolute;
    inset-block-start: 50%;
    inset-inline-start: 11px;
    color: var(--s-muted);
    font-size: 14px;
    transform: translateY(-50%);
  }

  .find .field {
    padding-inline-start: 34px;
  }
`;
