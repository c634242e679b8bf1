/** Somewhere else on the host's site. */
export type Place = {
  /** What `sapa-go` names. */
  place: string;
  /** Pressed after G. */
  key: string;
  label: string;
};
