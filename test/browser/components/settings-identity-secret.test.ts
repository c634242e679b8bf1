import { afterEach, describe, expect, it } from "vitest";
import { press, textOf, until } from "./mount.ts";
import { leaveSettings, mountWidget } from "./mount-settings.ts";

afterEach(leaveSettings);

const button = (name: string): Promise<void> => press("button", name);
const secret = (): string => textOf("sapa-identity-secret >> sapa-copy-line >> code");

describe("the secret that a site signs its visitors with", () => {
  it("WIDGET-19 GEN-9 the identity secret is shown when asked for, and a new one asks first", async () => {
    const { server } = await mountWidget();
    const asked = (): string[] => server.requests.filter((request) => request.endsWith("identity-secret"));
    expect(asked()).toEqual([]);
    await button("Show the secret");
    await until("the secret", () => secret() !== "");
    const former = secret();
    await button("Make a new one");
    await until("the question", () => textOf("dialog[open] h2") === "Make a new secret for Kopi Senja Shop?");
    await press("sapa-confirm >> button", "Make a new one");
    await until("another", () => secret() !== former);
    expect(asked()).toEqual([
      "GET /integrations/webchat/int_1/identity-secret",
      "POST /integrations/webchat/int_1/identity-secret",
    ]);
  });

  it("WIDGET-19 one that cannot be opened any more says so in its place, and a new one heals it", async () => {
    const { server } = await mountWidget();
    server.failing.set("/integrations/webchat/int_1/identity-secret", { status: 409, code: "webchat.secret_lost" });
    await button("Show the secret");
    const words = (): string => textOf("sapa-identity-secret >> [role=alert]");
    await until("the words", () => words() !== "");
    expect(words()).toContain("can no longer open this secret");
    server.failing.clear();
    await button("Make a new one");
    await until("the question", () => textOf("dialog[open] h2") !== "");
    await press("sapa-confirm >> button", "Make a new one");
    await until("another", () => secret() !== "" && words() === "");
  });
});
