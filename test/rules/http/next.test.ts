import { describe, expect, it } from "vitest";
import { parseRoute } from "../../../components/shell/routes.ts";
import { safeNext } from "../../../worker/sign-on/providers/next.ts";

const shellNext = (next: string): string => {
  const route = parseRoute(new URL(`https://sapa.example/login?${new URLSearchParams({ next })}`));
  return route.name === "login" ? route.next : "";
};

describe.each([
  ["the server", safeNext],
  ["the shell", shellNext],
])("AUTH-1 where %s goes after signing in", (_, next) => {
  it.each(["/.//evil.example", "/..//evil.example", "/a/..//evil.example", "/.\\\\evil.example", "/%2e//evil.example"])(
    "%s is another site once it is made plain",
    (address) => expect(next(address)).toBe("/inbox"),
  );
  it.each(["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "//[", "inbox"])(
    "%s is none of ours",
    (address) => expect(next(address)).toBe("/inbox"),
  );
  it("keeps a path of ours with its query", () =>
    expect(next("/oidc/authorize?x=//y&z=%2F")).toBe("/oidc/authorize?x=//y&z=%2F"));
});
