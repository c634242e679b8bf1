import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ask,
  bitsFor,
  isAnswered,
  looksLikeBrowser,
  VALID_MS,
} from "../../../worker/integrations/webchat/challenge.ts";
import { solve } from "../../support/proof.ts";

const SECRET = "dGVzdC1zZWNyZXQtdGVzdC1zZWNyZXQtdGVzdC1zZWNyZXQ";
const WIDGET = "int_aaaaaaaaaaaaaaaabbbbbbbbbb";
const NOW = 1_780_000_000_000;
const asked = (bits = 8) => ask(SECRET, WIDGET, bits, NOW);

describe("the challenge", () => {
  it("BEY-20 is answered by work, for this widget, within five minutes", () => {
    const question = asked();
    const proof = solve({ params: question });
    expect(isAnswered(SECRET, WIDGET, proof, NOW)).toBe(true);
    expect(isAnswered(SECRET, WIDGET, proof, NOW + VALID_MS - 1)).toBe(true);
    expect(isAnswered(SECRET, WIDGET, proof, NOW + VALID_MS)).toBe(false);
    expect(isAnswered(SECRET, "int_aaaaaaaaaaaaaaaacccccccccc", proof, NOW)).toBe(false);
    expect(isAnswered("YW5vdGhlci1zZWNyZXQtYW5vdGhlci1zZWNyZXQtYW5v", WIDGET, proof, NOW)).toBe(false);
  });

  it("BEY-20 a question is never the same twice", () => {
    expect(asked().seed).not.toBe(asked().seed);
  });

  it("BEY-20 without the work nothing is an answer, and an easier question cannot be made up", () => {
    const question = asked(30);
    fc.assert(
      fc.property(fc.nat(), (nonce) => !isAnswered(SECRET, WIDGET, { seed: question.seed, nonce }, NOW)),
      { numRuns: 200 },
    );
    const easier = question.seed.replace(".30.", ".0.");
    expect(isAnswered(SECRET, WIDGET, { seed: easier, nonce: 0 }, NOW)).toBe(false);
  });

  it("BEY-20 whatever a client sends as a seed, it is no question of ours", () => {
    fc.assert(fc.property(fc.string(), fc.nat(), (seed, nonce) => !isAnswered(SECRET, WIDGET, { seed, nonce }, NOW)));
  });

  it("BEY-20 costs twice as much each time the rate doubles, from 16 to 20 bits", () => {
    expect([0, 0.5, 1, 1.9, 2, 4, 8, 16, 1000].map(bitsFor)).toEqual([16, 16, 16, 16, 17, 18, 19, 20, 20]);
  });

  it("BEY-20 a browser names itself, its language and how it fetches; what leaves one out looks like a program", () => {
    const headers: Record<string, string> = { "user-agent": "x", "accept-language": "id", "sec-fetch-mode": "cors" };
    expect(looksLikeBrowser((name) => headers[name])).toBe(true);
    for (const missing of Object.keys(headers))
      expect(looksLikeBrowser((name) => (name === missing ? undefined : headers[name]))).toBe(false);
  });
});
