/**
 * Version history. A version changes only when an older peer could misread a frame; what an old peer may ignore
 * is added as an optional field or a new frame type instead, because widgets on customers' pages live for ever.
 *
 * 1  first version: room socket, feed socket, HTTP commands.
 */
export const PROTOCOL_VERSION = 1;

/** Oldest version a server still accepts. Raised at most one behind PROTOCOL_VERSION. */
export const OLDEST_ACCEPTED_VERSION = 1;

/** WebSocket subprotocol that both sides agree on; it is the only one the server ever echoes. */
export const SUBPROTOCOL = "sapa.v1";

/** Prefix of the second subprotocol entry, which carries the access token: `sapa.token.<jwt>`. Never echoed. */
export const TOKEN_SUBPROTOCOL_PREFIX = "sapa.token.";

/** Exact bytes of the keep-alive pair. The runtime answers it without waking the object, so these are protocol. */
export const PING = "ping";
export const PONG = "pong";
