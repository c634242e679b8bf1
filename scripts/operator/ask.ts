import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { PlainError } from "../support/console.ts";

/**
 * Asks for something secret without showing it. Without a terminal it is the first line of the standard input.
 * @throws PlainError when nothing was given.
 */
export async function askSecret(question: string): Promise<string> {
  const { stdin, stderr } = process;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: silent, terminal: stdin.isTTY });
  if (stdin.isTTY) stderr.write(`${question}: `);
  try {
    const ended = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
    const given = (await Promise.race([lines.question(""), ended])).trim();
    if (given === "") throw new PlainError(`${question} is missing: type it, or pass it on the standard input.`);
    return given;
  } finally {
    lines.close();
    if (stdin.isTTY) stderr.write("\n");
  }
}
