import { readFileSync } from "node:fs";
import { inRoot } from "./paths.ts";

/** The whole text of docs/widget-size-and-speed.md, out of what the benchmarks found last. */
export function speedPage(): string {
  const performance = readFileSync(inRoot("docs/performance.md"), "utf8");
  return `# Size and speed of the chat

Written by \`npm run docs\` and \`npm run bench\` from [performance.md](performance.md), where all other figures stand.
Whoever doubts them can repeat them: \`npm run bench -- widget size\`.

## What is promised

- Until somebody opens it, the chat is one script of at most 3 kB, one small request for its settings, and a button. The panel
  follows when the page has loaded and rests: at most 20 kB, with everything needed to chat, after 2.5 kB that check it. Rare
  things (files, emoji, surveys, forms) come when they are needed. The build fails when a limit is passed.
- It never stands in the way of the page: the script is \`async\`, nothing waits for it, nothing of the page moves.
- No frames, no cookies, no fonts, no styles of yours touched, nothing from any third party.

## Sizes

Bytes over the wire, compressed with brotli, with every file that is loaded before the named part runs.

${sectionOf("size", performance)}

## What it costs a page

${introOf(performance)}

${sectionOf("widget", performance)}
`;
}

/** What a section of the report says, between its markers. */
function sectionOf(name: string, report: string): string {
  const found = new RegExp(`<!-- bench:${name} -->\\n+([\\s\\S]*?)\\n+<!-- /bench:${name} -->`).exec(report)?.[1];
  if (found === undefined) throw new Error(`docs/performance.md has no section ${name}.`);
  return found;
}

/** How the chat is measured: what stands before the section's figures. */
function introOf(report: string): string {
  const found = /## The chat on a page\n+([\s\S]*?)\n+<!-- bench:widget -->/.exec(report)?.[1];
  if (found === undefined) throw new Error("docs/performance.md does not say how the chat is measured.");
  return found;
}
