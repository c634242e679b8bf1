import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type ClassFacts,
  describeClass,
  describeElement,
  type ElementFacts,
  type MemberFacts,
} from "./element-facts.ts";
import { inRoot } from "./paths.ts";

/** Elements that hosts may use; every other `sapa-*` element is a part of these and may change at any time. */
const SOURCES = [
  "components/inbox/inbox.ts",
  "components/embed/room.ts",
  "components/embed/contact-rooms.ts",
  "components/contacts/contacts.ts",
  "components/embed/report.ts",
  "components/settings/settings.ts",
  "components/embed/unread-badge.ts",
  "components/inbox/online-switch.ts",
  "components/notify/bell.ts",
  "components/notify/permission-banner.ts",
];

/** An element with all that it has from the classes it stands on, in the order a reader expects: what they share first. */
export type PublicElement = ElementFacts & { className: string; members: MemberFacts[] };

export const publicElements = (): PublicElement[] =>
  SOURCES.filter((path) => existsSync(inRoot(path))).map((path) => {
    const classes = lineage(path);
    return {
      ...describeElement(readFileSync(inRoot(path), "utf8")),
      className: classes.at(-1)?.name ?? "",
      properties: classes.flatMap(({ properties }) => properties),
      members: classes.flatMap(({ members }) => members),
    };
  });

/** The element's class and those it stands on, the farthest first. */
function lineage(path: string): ClassFacts[] {
  const own = describeClass(readFileSync(inRoot(path), "utf8"));
  return own.base ? [...lineage(join(path, "..", own.base.path)), own] : [own];
}
