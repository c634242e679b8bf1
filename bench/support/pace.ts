/** How thorough a run is. Quick figures are for development; only full ones belong in the documentation. */
export type Pace = {
  isQuick: boolean;
  /** Runs of each measurement; the median is reported. */
  rounds: number;
  warmUpMs: number;
  measureMs: number;
};

/** Bursts short enough that a room's log does not run full before libSQL has it; what it sustains is measured apart. */
export const FULL: Pace = { isQuick: false, rounds: 5, warmUpMs: 600, measureMs: 1_800 };
export const QUICK: Pace = { isQuick: true, rounds: 1, warmUpMs: 500, measureMs: 1_200 };
