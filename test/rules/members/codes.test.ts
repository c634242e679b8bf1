import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fullName, normalisePerson } from "../../../protocol/account-rules.ts";
import { lengthOf } from "../../../protocol/form-rules.ts";
import { asksForCode, maskedEmail } from "../../../worker/accounts/codes/rules.ts";

describe("AUTH-16 who is asked for a code", () => {
  it.each([
    ["admin", true, false, true],
    ["supervisor", true, false, true],
    ["agent", true, false, false],
    ["agent", true, true, true],
    ["admin", false, true, false],
    ["agent", false, true, false],
  ] as const)("%s, codes %s, agents broadcast %s: %s", (role, codeByEmail, agentCanBroadcast, isAsked) => {
    expect(asksForCode(role, { codeByEmail, agentCanBroadcast })).toBe(isAsked);
  });

  it("the address is shown in part only", () => {
    expect(maskedEmail("ayu@kopisenja.example")).toBe("a•••@kopisenja.example");
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        const name = email.slice(0, email.lastIndexOf("@"));
        if (name.length > 1) expect(maskedEmail(email)).not.toContain(name);
      }),
    );
  });
});

describe("AUTH-19 people's names", () => {
  it("GEN-3 are stored in one line, trimmed, and normalising twice changes nothing", () => {
    const text = fc.string({ unit: "binary", maxLength: 40 });
    fc.assert(
      fc.property(text, text, fc.option(text, { nil: null }), (firstName, lastName, phone) => {
        const once = normalisePerson({ firstName, lastName, phone });
        expect(normalisePerson(once)).toEqual(once);
        expect(fullName(once)).toMatch(/^[^\p{Cc}\u2028\u2029]*$/u);
        expect(fullName(once)).toBe(fullName(once).trim());
        expect(lengthOf(once.firstName)).toBeLessThanOrEqual(lengthOf(firstName));
        expect(once.phone).not.toBe("");
      }),
    );
  });
});
