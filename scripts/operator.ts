import { readOptions } from "./operator/arguments.ts";
import { COMMANDS } from "./operator/commands.ts";
import { serverToUse } from "./operator/server.ts";
import { bold, dim, fail, PlainError } from "./support/console.ts";

/** `npm run operator -- <command>`: what the page /operator does, for the keyboard and for scripts. */
export async function run(args: string[] = []): Promise<number> {
  const name = [args.slice(0, 2).join(" "), args[0] ?? ""].find((one) => Object.hasOwn(COMMANDS, one));
  const command = name === undefined ? undefined : COMMANDS[name];
  if (name === undefined || command === undefined) {
    console.log(help());
    return args.length === 0 || args[0] === "help" || args[0] === "--help" ? 0 : 1;
  }
  try {
    const { words, options } = readOptions(args.slice(name.split(" ").length), command.options);
    if (words.length !== (command.takesId ? 1 : 0))
      throw new PlainError(`It is used as: npm run operator -- ${name} ${command.usage}`);
    const server = await serverToUse();
    console.log(await command.run({ server, options, id: encodeURIComponent(words[0] ?? "") }));
    return 0;
  } catch (error) {
    return fail(error);
  }
}

function help(): string {
  const lines = Object.entries(COMMANDS).flatMap(([name, { usage, about }]) => [
    `  ${bold(name)} ${usage}`,
    `      ${dim(about)}`,
  ]);
  return [
    "npm run operator -- <command>",
    "",
    ...lines,
    "",
    "  SAPA_URL and SAPA_OPERATOR_KEY say which server; without them it is the one that `npm start` runs here.",
    "  Secrets are asked for, or read from the standard input; they are never arguments.",
  ].join("\n");
}
