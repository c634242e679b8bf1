/** How thorough a run is. Quick figures are for development; only full ones belong in the documentation. */
export type Pace = {
  isQuick: boolean;
  /** Runs of each measurement; the median is reported. */
  rounds: number;
  warmUpMs: number;
  measureMs: number;
};

export const FULL: Pace = { isQuick: false, rounds: 3, warmUpMs: 1_500, measureMs: 4_000 };
export const QUICK: Pace = { isQuick: true, rounds: 1, warmUpMs: 500, measureMs: 1_200 };
