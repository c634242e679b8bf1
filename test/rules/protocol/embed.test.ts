import { describe, expect, it } from "vitest";
import { pagesFor } from "../../../components/settings/sections.ts";
import { EMBED_COMPONENTS, type TokenScope } from "../../../protocol/embed.ts";
import { ACTIONS, allows } from "../../../protocol/roles.ts";
import { SETTINGS_SECTIONS } from "../../../protocol/settings.schema.ts";
import { actionOf } from "../../../worker/settings/rules.ts";
import { member } from "../../support/room-builders.ts";

const scope: TokenScope = {
  apiTokenId: "tok_a",
  origin: "https://portal.example",
  components: [...EMBED_COMPONENTS],
  integrationIds: null,
  divisionIds: null,
  contactId: null,
  isReadOnly: false,
};
const admin = member("mem_a", "admin");

describe("EMBED-3 an admin's token of a portal, for all that there is", () => {
  const may = ACTIONS.filter((action) => allows({ ...admin, scope }, action));

  it("EMBED-3 makes and changes no people, who would outlive it and know no scope", () => {
    expect(may).not.toContain("member.edit");
    expect(may).not.toContain("developer.manage");
  });

  it("EMBED-3 ROLE-15 changes nothing that limits it: origins, sign-in, sessions, masking", () => {
    const kept = ["embedding", "sign-in", "sessions", "masking"];
    expect(SETTINGS_SECTIONS.filter((section) => !may.includes(actionOf(section))).toSorted()).toEqual(kept.toSorted());
    expect(SETTINGS_SECTIONS.filter((section) => !allows(admin, actionOf(section)))).toEqual([]);
  });

  it("EMBED-3 SET-1 <sapa-settings> offers the pages of what is left", () => {
    const all = pagesFor(ACTIONS).map(({ section }) => section);
    const offered = pagesFor(may).map(({ section }) => section);
    expect(all.filter((section) => !offered.includes(section))).toEqual([
      "accounts/users",
      "agents/masking",
      "developer/api-tokens",
      "developer/embedding",
      "security",
    ]);
  });
});
