/** Types that the elements' properties and events use. */

type WrittenToken = { token: string; expiresAt?: number; expires_at?: number };
/** The answer of POST /api/open/v1/embed_tokens as it stands, its `data`, or the token alone. Times are ms UTC. */
export type GivenToken = string | WrittenToken | { data: WrittenToken };
/** Gives a fresh token each time. A TypeError, as `fetch` throws without a network, means "later"; any other rejection "Sign-in needed". */
export type TokenProvider = () => Promise<GivenToken>;
/** Another place of the host's site. `key` is pressed after G. */
export type Place = { place: string; key: string; label: string };
/** What a list shows. */
export type Choice = { kind: string; status: string; sort: string; filter: object };
