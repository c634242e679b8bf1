import type { Channel } from "../../protocol/channels.ts";
import { refusal } from "../../protocol/codes.ts";
import type { Uploaded } from "../../protocol/inbox.schema.ts";
import { LIMITS } from "../../protocol/limits.ts";
import type { AppContext } from "../http/context.ts";
import { type Answer, answer, refuse } from "../http/endpoint.ts";
import { takeIn } from "./intake.ts";
import { type FilePlace, keyOf } from "./links.ts";
import { signTicket } from "./tickets.ts";

export type UploadRoom = { organizationId: string; roomId: string; channel: Channel };

/** The bytes of this request as a file of this room. Who may put it there is the caller's question. */
export async function acceptUpload(c: AppContext, room: UploadRoom, name: string): Promise<Answer<Uploaded>> {
  const { organizationId, roomId, channel } = room;
  const { body } = c.req.raw;
  const announced = c.req.header("content-length") ?? "";
  if (announced === "0" || body === null)
    return refuse(refusal("required", { params: { name: name.slice(0, LIMITS.fileNameLength) } }));
  // Without it the storage could not tell a whole file from a cut one.
  if (!/^\d{1,12}$/.test(announced)) return refuse(refusal("bad_request"));
  const place = (fileId: string): FilePlace => ({ organizationId, roomId, fileId });
  const taken = await takeIn(c.env.FILES, {
    channel,
    name,
    size: Number(announced),
    body,
    keyOf: (fileId) => keyOf(place(fileId)),
  });
  if (!taken.ok) return taken;
  const ticket = await signTicket(c.env.SAPA_SECRET, { organizationId, roomId, ...taken.value });
  return answer({ ...taken.value, ticket }, 201);
}
