import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskContact, maskEvent, maskSummary, seesMasked } from "../../../protocol/masking.ts";
import { does, member, writes } from "../../support/room-builders.ts";
import { story } from "../../support/room-story.ts";

describe("contact masking", () => {
  it("CONTACT-8 shows a number as 62812****89 and of an address nothing of the host but its end", () => {
    expect(maskContact("6281234567889")).toBe("62812****89");
    expect(maskContact("budi.santoso@gmail.com")).toBe("budi.****om");
    expect(maskContact("ani@rumah.example")).toBe("a****le");
    expect(maskContact("112")).toBe("1****");
    expect(maskContact("")).toBe("");
  });

  it("CONTACT-8 hides at least a third of any value, and masking twice changes nothing", () => {
    const anyValue = fc.string({ minLength: 1, maxLength: 40 }).filter((value) => !value.includes("*"));
    fc.assert(
      fc.property(anyValue, (value) => {
        const masked = maskContact(value);
        expect(maskContact(masked)).toBe(masked);
        const shown = [...masked].length - 4;
        expect(shown).toBeLessThanOrEqual(Math.ceil([...value].length * 0.7));
        const [head = "", tail = ""] = masked.split("****");
        expect(value.startsWith(head) && value.endsWith(tail)).toBe(true);
      }),
    );
  });

  it("CONTACT-8 is for agents while the switch is on, and for nobody else", () => {
    const settings = { ...member("mem_a").settings, contactMasking: true };
    expect(seesMasked(member("mem_a", "agent", { settings }))).toBe(true);
    expect(seesMasked(member("mem_a"))).toBe(false);
    for (const role of ["supervisor", "admin"] as const)
      expect(seesMasked(member("mem_s", role, { settings }))).toBe(false);
  });

  it("CONTACT-8 masks the room's row and its log: number, address, an identity that is one, a name that repeats it", () => {
    const sari = member("mem_sari", "supervisor");
    const room = story(writes("Halo"));
    const phone = "6281234567889";
    const [event] = room.tell(
      does(sari, { type: "contact.update", name: phone, phone, email: "ani@rumah.example" }),
    ).events;
    const summary = room.summary();
    if (!event || !summary) throw new Error("nothing was updated");
    const onWhatsApp = { ...summary, channel: "wa_cloud" as const, contact: { ...summary.contact, externalId: phone } };
    for (const masked of [maskSummary(summary), maskSummary(onWhatsApp), maskEvent(event)])
      expect(JSON.stringify(masked)).not.toMatch(/6281234567889|rumah/);
    expect(maskSummary(summary).contact.externalId).toBe(summary.contact.externalId);
    const created = room.store.events[0];
    const onEmail = created && { ...created, channel: "email", externalId: "ani@rumah.example" };
    expect(JSON.stringify(maskEvent(onEmail as never))).not.toContain("rumah");
    expect(maskEvent(created as never)).toEqual(created);
  });

  it("CONTACT-8 WIDGET-19 masks a signed person's own id where it is an address or a number, and the name that links", () => {
    const room = story(writes("Halo"));
    const summary = room.summary();
    const created = room.store.events[0];
    if (!summary || !created) throw new Error("there is no room");
    for (const externalId of ["sub:ani@rumah.example", "sub:+62 812-3456-7889", "sub:6281234567889"]) {
      const masked = [
        maskSummary({ ...summary, contact: { ...summary.contact, externalId } }),
        maskEvent({ ...created, externalId } as never),
      ];
      expect(JSON.stringify(masked)).not.toMatch(/rumah|3456/);
    }
    const plain = { ...summary, contact: { ...summary.contact, externalId: "sub:user-42" } };
    expect(maskSummary(plain).contact.externalId).toBe("sub:user-42");
    const linked = { ...created, type: "contact.linked", contactId: "con_b", formerContactId: "con_a" };
    expect(maskEvent({ ...linked, name: "ani@rumah.example" } as never)).toMatchObject({ name: "a****le" });
    expect(maskEvent({ ...linked, name: "Ani" } as never)).toMatchObject({ name: "Ani" });
    expect(maskEvent({ ...linked, name: null } as never)).toMatchObject({ name: null });
  });
});
