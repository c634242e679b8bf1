import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** Asks for something secret without showing it. Without a terminal it is the first line of the standard input. */
export async function askSecret(question: string): Promise<string> {
  const { stdin, stderr } = process;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: silent, terminal: stdin.isTTY });
  if (stdin.isTTY) stderr.write(`${question}: `);
  try {
    return (await lines.question("")).trim();
  } finally {
    lines.close();
    if (stdin.isTTY) stderr.write("\n");
  }
}
