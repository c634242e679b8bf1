import type { FileLink, Uploaded } from "../../../protocol/inbox.schema.ts";
import type { VisitorSession } from "../../../protocol/webchat.schema.ts";
import type { WorldMember, WorldOrganization } from "../../support/world.ts";
import { asMember, asPage, call, tokenOf } from "../http/support.ts";

const named = (name: string): string => new URLSearchParams({ name }).toString();
const announced = (bytes: Uint8Array): Record<string, string> => ({
  "content-type": "application/octet-stream",
  "content-length": String(bytes.byteLength),
});

/** A member's upload into a room, as its browser sends it. */
export const upload = (member: WorldMember, roomId: string, name: string, bytes: Uint8Array): Promise<Response> =>
  asMember(member, `/api/v1/rooms/${roomId}/files?${named(name)}`, { body: bytes, headers: announced(bytes) });

export const uploadAsVisitor = (
  organization: WorldOrganization,
  visitor: VisitorSession,
  name: string,
  bytes: Uint8Array,
): Promise<Response> =>
  call(`/widget/v1/files?widget=${organization.integrationId}&${named(name)}`, {
    body: bytes,
    headers: {
      origin: organization.origin,
      authorization: `Bearer ${visitor.accessToken}`,
      ...announced(bytes),
    },
  });

export async function uploaded(response: Response): Promise<Uploaded> {
  if (response.status !== 201) throw new Error(`not taken: ${response.status} ${await response.text()}`);
  return (await response.json()) as Uploaded;
}

export async function linksOf(member: WorldMember, roomId: string, ...fileIds: string[]): Promise<FileLink[]> {
  const response = await asMember(member, `/api/v1/rooms/${roomId}/files/links`, { body: { fileIds } });
  if (!response.ok) throw new Error(`no links: ${response.status}`);
  return (await response.json()) as FileLink[];
}

export { asPage, call, tokenOf };
