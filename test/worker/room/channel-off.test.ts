import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../../worker/db/client.ts";
import { until } from "../../support/until.ts";
import { createWorld } from "../../support/world.ts";
import { callerOf, openRoomIn, text } from "./support.ts";

const db = openDatabase(env.LIBSQL_URL);

describe("a widget that is switched off", () => {
  it("WIDGET-9 locks its rooms for visitor and staff, also after the object slept, until it is on again", async () => {
    const { one } = await createWorld(db);
    const room = await openRoomIn(one);
    const turn = async (isEnabled: boolean) => {
      const sql = "UPDATE integrations SET is_enabled = ? WHERE integration_id = ?";
      const counted = "UPDATE organizations SET config_version = config_version + 1 WHERE organization_id = ?";
      await db.$client.batch([
        { sql, args: [isEnabled ? 1 : 0, one.integrationId] },
        { sql: counted, args: [one.organizationId] },
      ]);
      await env.ORGANIZATION.getByName(one.organizationId).configChanged();
    };
    let sent = 0;
    const says = async (caller: Parameters<ReturnType<typeof room.stub>["command"]>[0]["caller"]) => {
      sent += 1;
      const answer = await room.stub().command({ caller, id: `m${sent}`, command: text("Halo") });
      return answer.ok ? "ok" : answer.refusal.code;
    };
    expect(await says(room.visitor)).toBe("ok");
    expect(await says(callerOf(one.supervisor))).toBe("ok");
    await turn(false);
    // The answer to what a room tells brings the news, so that no message waits for it.
    await until(
      () => says(room.visitor),
      (code) => code === "widget.off",
    );
    expect(await says(callerOf(one.supervisor))).toBe("widget.off");
    await evictDurableObject(room.stub());
    expect(await says(room.visitor)).toBe("widget.off");
    const note = { type: "note.add", text: "off" } as const;
    expect(await room.stub().command({ caller: callerOf(one.admin), id: "n", command: note })).toMatchObject({
      ok: true,
    });
    await turn(true);
    await evictDurableObject(room.stub());
    expect(await says(room.visitor)).toBe("ok");
  });
});
