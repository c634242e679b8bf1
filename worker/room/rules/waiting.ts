import { isOpen, type RoomState } from "./state.ts";

/** LIST-3: waits for an answer of a member. Whoever is blocked cannot be answered and waits for nobody. */
export const isUnresponded = (state: RoomState): boolean =>
  !state.isBlocked && isOpen(state.conversation) && state.waitingSince !== null;
