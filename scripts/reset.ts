import { fail } from "./support/console.ts";
import { dataFolder } from "./support/paths.ts";
import { emptyDataFolder } from "./system/data-folder.ts";
import { lockData } from "./system/data-lock.ts";

/** `npm run reset`: the next start begins with fresh demo data. */
export async function run(): Promise<number> {
  const dataDir = dataFolder();
  try {
    lockData(dataDir);
  } catch (error) {
    fail(error);
  }
  emptyDataFolder(dataDir);
  console.log(`Emptied ${dataDir}.`);
  return 0;
}
