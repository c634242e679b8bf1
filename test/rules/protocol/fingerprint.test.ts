import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { memberCommandSchema, visitorCommandSchema } from "../../../protocol/commands.schema.ts";
import { feedClientFrameSchema } from "../../../protocol/feed-frames.schema.ts";
import { roomEventSchema, roomSummarySchema, visitorEventSchema } from "../../../protocol/room-events.schema.ts";
import { memberFrameSchema, visitorFrameSchema } from "../../../protocol/room-frames.schema.ts";
import { OLDEST_ACCEPTED_VERSION, PING, PONG, PROTOCOL_VERSION, SUBPROTOCOL } from "../../../protocol/version.ts";

/**
 * The shape of everything on the wire, pinned beside the version. When this fails: may an older peer misread the change?
 * If it may, raise PROTOCOL_VERSION and write its history line; if not (a new optional field, a new type), pin anew.
 */
const PINNED = { version: 1, shape: "8dd8805f3603f7ae" };

const shapes = {
  visitorCommandSchema,
  memberCommandSchema,
  visitorFrameSchema,
  memberFrameSchema,
  feedClientFrameSchema,
  roomEventSchema,
  visitorEventSchema,
  roomSummarySchema,
};

describe("protocol", () => {
  it("keeps its shape unless somebody decides otherwise", () => {
    const text = JSON.stringify(
      Object.entries(shapes).map(([name, schema]) => [
        name,
        z.toJSONSchema(schema, { unrepresentable: "any", io: "input" }),
      ]),
    );
    const shape = createHash("sha256").update(text).digest("hex").slice(0, 16);
    expect({ version: PROTOCOL_VERSION, shape }).toEqual(PINNED);
  });

  it("accepts its own version and at most one before it", () => {
    expect(PROTOCOL_VERSION - OLDEST_ACCEPTED_VERSION).toBeLessThanOrEqual(1);
    expect([SUBPROTOCOL, PING, PONG]).toEqual(["sapa.v1", "ping", "pong"]);
  });
});
