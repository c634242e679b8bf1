import { refusal } from "../../protocol/codes.ts";
import type { RoomContact, SaveRoomContact } from "../../protocol/contacts.schema.ts";
import { databaseFor } from "../db/client.ts";
import type { AppContext } from "../http/context.ts";
import { type Answer, answer, refuse } from "../http/endpoint.ts";
import { callObject, roomOf } from "../http/objects.ts";
import { roomIdIn } from "../inbox/request.ts";
import { changeContact } from "./change.ts";
import { decideSaveOfRoom, roomContactOf, withEverybody } from "./save.ts";
import { standingOf } from "./store.ts";

/** Whose room it is, as the room itself tells whoever sees it. */
async function contactIdOf(c: AppContext): Promise<Answer<string>> {
  const roomId = roomIdIn(c);
  if (roomId === undefined) return refuse(refusal("not_found"));
  const called = await callObject(() => roomOf(c.env, roomId).summary({ caller: c.get("member") }));
  if (!called.ok) return called;
  return called.value === null ? refuse(refusal("not_found")) : answer(called.value.contact.contactId);
}

export async function roomContact(c: AppContext): Promise<Answer<RoomContact>> {
  const found = await contactIdOf(c);
  if (!found.ok) return found;
  const { member } = c.get("member");
  const standing = await standingOf(databaseFor(c.env, member.organizationId), withEverybody(member), found.value);
  // The room was begun a moment ago.
  if (standing.contact === null) return refuse(refusal("not_found"));
  return answer(roomContactOf(standing.contact.detail, standing));
}

export async function saveRoomContact(c: AppContext, body: SaveRoomContact): Promise<Answer<RoomContact>> {
  const found = await contactIdOf(c);
  if (!found.ok) return found;
  return changeContact(c, (scope) => decideSaveOfRoom(scope, found.value, body));
}
