import type { Caller } from "../../../worker/http/identity.ts";
import { context, member } from "../../support/room-builders.ts";

const ORIGIN = "https://shop.example";
const staff = (memberId: string, role: "agent" | "supervisor"): Caller => ({
  kind: "member",
  member: member(memberId, role),
  origin: ORIGIN,
  expiresAt: 0,
});

/** Who takes part in the simulated room. Supervisors, so that nobody loses sight of it in the middle. */
export const PEOPLE: Record<string, Caller> = {
  visitor: {
    kind: "visitor",
    organizationId: context.organizationId,
    integrationId: context.integrationId,
    visitorId: context.externalId,
    roomId: context.roomId,
    origin: ORIGIN,
    expiresAt: 0,
  },
  dewi: staff("mem_dewi", "supervisor"),
  rudi: staff("mem_rudi", "supervisor"),
};
