import { css } from "lit";

/** A round picture with its name, what can be done with it, and a hint beside it; the host sets its size. */
export const pictureFieldStyles = css`
  .picture-field {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 6px 16px;
  }

  .picture {
    display: grid;
    grid-row: 1 / span 3;
    place-items: center;
    overflow: hidden;
    border-radius: 50%;
    font-size: calc(var(--s-text-size) * 1.5);
    font-weight: 600;
  }

  .picture img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .label {
    font-size: var(--s-list);
    font-weight: 500;
  }

  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
`;
