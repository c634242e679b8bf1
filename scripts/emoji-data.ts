import { readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "./support/paths.ts";

/**
 * Writes the emoji of the choice in the composer: `node scripts/emoji-data.ts <annotations.json of Unicode CLDR for id>`.
 * Order, groups and English words come from emoji-picker-element-data; run it again when that is updated.
 */
type Emoji = { emoji: string; annotation: string; tags?: string[]; group?: number; version: number };
type Annotation = { default?: string[]; tts?: string[] };

/** Newer ones are empty boxes on many machines. */
const NEWEST = 15;
/** Skin tones by themselves. */
const COMPONENTS = 2;

const source = inRoot("node_modules/emoji-picker-element-data/en/emojibase/data.json");
const emoji = (JSON.parse(readFileSync(source, "utf8")) as Emoji[]).filter(
  ({ group, version }) => group !== undefined && group !== COMPONENTS && version <= NEWEST,
);
const cldr = process.argv[2];
if (!cldr) throw new Error("Name the annotations.json of Unicode CLDR for Indonesian.");
const indonesian = (
  JSON.parse(readFileSync(cldr, "utf8")) as { annotations: { annotations: Record<string, Annotation> } }
).annotations.annotations;

type Words = { name: string; tags: string[] };
const english = ({ annotation, tags = [] }: Emoji): Words => ({ name: annotation, tags });
/** Those who search in Indonesian often know the English word too. */
function inIndonesian(one: Emoji): Words {
  const found = indonesian[one.emoji] ?? indonesian[one.emoji.replaceAll("\ufe0f", "")];
  const { name, tags } = english(one);
  return { name: found?.tts?.[0] ?? name, tags: [...(found?.default ?? []), name, ...(found ? [] : tags)] };
}

function textOf(wordsOf: (one: Emoji) => Words): string {
  const groups = new Map<number, string[]>();
  for (const one of emoji) {
    const { name, tags } = wordsOf(one);
    const more = [...new Set(tags.flatMap((tag) => tag.split(" ")))].filter((tag) => !name.split(" ").includes(tag));
    const group = groups.get(one.group ?? 0) ?? [];
    group.push([one.emoji, name, more.join(" ")].join("\t"));
    groups.set(one.group ?? 0, group);
  }
  return [...groups.values()].map((group) => group.join("\n")).join("\f");
}

for (const [language, wordsOf] of [
  ["en", english],
  ["id", inIndonesian],
] as const) {
  const path = inRoot(`components/inbox/emoji/data/${language}.ts`);
  writeFileSync(
    path,
    `/** Made by scripts/emoji-data.ts from Unicode data. */\nexport const EMOJI =\n  ${JSON.stringify(textOf(wordsOf))};\n`,
  );
}
