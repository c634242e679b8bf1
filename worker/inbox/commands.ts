import type { Command } from "../../protocol/commands.schema.ts";
import type { CommandAccepted } from "../../protocol/http.schema.ts";
import type { AppContext } from "../http/context.ts";
import { type Answer, answer, refuse } from "../http/endpoint.ts";
import { commandIdOf } from "../http/idempotency.ts";
import type { Caller } from "../http/identity.ts";
import { callObject, roomOf } from "../http/objects.ts";

/** A command over HTTP: the same code in the room as a frame, and the same id gives the same answer over either. */
export async function sendCommand(
  c: AppContext,
  caller: Caller,
  roomId: string,
  command: Command,
): Promise<Answer<CommandAccepted>> {
  const key = commandIdOf(c);
  if ("code" in key) return refuse(key);
  const called = await callObject(() => roomOf(c.env, roomId).command({ caller, id: key.id, command }));
  if (!called.ok) return called;
  const result = called.value;
  return result.ok ? answer({ id: result.id, seq: result.seq, isRepeat: result.isRepeat }) : refuse(result.refusal);
}
