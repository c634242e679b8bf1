import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Context, Provider } from "oidc-provider";

/** Whom a company's own provider knows. */
export type ProviderPerson = { sub: string; email: string; email_verified: boolean };

export type OutsideProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who sits before the browser: signs in there without being asked. */
  person: ProviderPerson;
  /** While false it answers everything with 500. */
  isUp: boolean;
  /** Which way back is registered. */
  callback: string;
  stop(): Promise<void>;
};

/** A real OpenID Connect provider, on this machine. Its ID tokens hold no email, as the standard has it: userinfo does. */
export async function startProvider(): Promise<OutsideProvider> {
  const server = createServer((_request, response) => void response.writeHead(500).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const outside: OutsideProvider = {
    issuer,
    clientId: "sapa",
    clientSecret: "a-secret-of-the-provider-and-sapa",
    person: { sub: "nobody", email: "nobody@sapa.example", email_verified: true },
    isUp: true,
    callback: "",
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  // Made with the first request: only then the way back, which has an id in it, is known.
  let provider: Provider | undefined;
  server.removeAllListeners("request");
  server.on("request", async (request, response) => {
    if (!outside.isUp) return void response.writeHead(500).end();
    const isDiscovery = request.url?.startsWith("/.well-known/") ?? false;
    if (!isDiscovery || outside.callback !== "") provider ??= providerOf(outside);
    const current = provider ?? providerOf({ ...outside, callback: "http://localhost/none" });
    if (!request.url?.startsWith("/interaction/")) return void current.callback()(request, response);
    await current.interactionFinished(request, response, { login: { accountId: outside.person.sub } });
  });
  return outside;
}

const providerOf = (outside: OutsideProvider): Provider =>
  new Provider(outside.issuer, {
    clients: [{ client_id: outside.clientId, client_secret: outside.clientSecret, redirect_uris: [outside.callback] }],
    cookies: { keys: ["a key for this test alone"] },
    features: { devInteractions: { enabled: false } },
    claims: { email: ["email", "email_verified"] },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: () => ({ accountId: outside.person.sub, claims: () => outside.person }),
    loadExistingGrant: async ({ oidc }: Context) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
  });
