import { runBench } from "../bench/run.ts";

/** `npm run bench [-- --quick] [section …]` */
export const run = (args: string[]): Promise<number> => runBench(args);
