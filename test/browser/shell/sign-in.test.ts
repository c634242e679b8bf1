import { afterEach, describe, expect, it } from "vitest";
import { json } from "../components/fake-server.ts";
import { activeElement, all, expectAccessible, named, one, textOf, until } from "../components/mount.ts";
import { CODE, PASSWORD, problem } from "./fake-auth.ts";
import { headed, here, leaveShell, type MountShellOptions, mountShell, submit, type } from "./mount-shell.ts";

afterEach(leaveShell);

async function signIn(address: string, options: MountShellOptions = {}, password = PASSWORD) {
  const mounted = await mountShell(address, options);
  await until("the form", () => all("#email").length > 0);
  await type("#email", "bagas@kopisenja.example");
  await type("#password", password);
  submit();
  return mounted;
}

describe("signing in", () => {
  it("AUTH-1 any address without a session leads to the sign-in, and from there back", async () => {
    await mountShell("/settings/chat/tags?x=1");
    await until("the sign-in", () => all("#email").length > 0);
    expect(here()).toBe("/login?next=%2Fsettings%2Fchat%2Ftags%3Fx%3D1");
    await type("#email", "bagas@kopisenja.example");
    await type("#password", PASSWORD);
    submit();
    await until("the page asked for", () => here() === "/settings/chat/tags?x=1");
  });

  it("AUTH-2 the right password leads to the Inbox", async () => {
    await signIn("/login");
    await until("the inbox", () => all("sapa-inbox").length > 0);
    expect(here()).toBe("/inbox");
  });

  it("AUTH-3 a wrong one is told in words that do not tell which of the two was wrong", async () => {
    await signIn("/login", {}, "not-this-one");
    await until("the notice", () => textOf("[role=alert]") === "Email or password is wrong");
    expect(activeElement()).toBe(one("#password"));
    await expectAccessible();
  });

  it("AUTH-4 the notice names the minutes left, in the chosen language", async () => {
    const prepare: MountShellOptions["prepare"] = (auth) =>
      auth.answers.set("POST /auth/sign-in", () => problem(429, "auth.too_many", { retryAfterMs: 11.2 * 60_000 }));
    await signIn("/login", { language: "id", prepare });
    await until("the notice", () => textOf("[role=alert]").includes("Coba lagi dalam 12 menit."));
  });

  it("GEN-3 empty fields are told at the field, one after the other", async () => {
    await mountShell("/login");
    await until("the form", () => all("#email").length > 0);
    submit();
    await until("the error", () => textOf("#email-error") === "This field is required");
    expect(activeElement()).toBe(one("#email"));
    await type("#email", "x");
    submit();
    await until("the next one", () => textOf("#password-error") === "This field is required");
    expect(all("#email-error")).toEqual([]);
    await expectAccessible();
  });

  it("AUTH-18 AUTH-20 providers and support stand on the page, and what a provider refused is said", async () => {
    await mountShell("/login?error=auth.provider&next=%2Fcontact", {
      prepare: (auth) => {
        auth.options = {
          providers: [{ providerId: "prov_1", name: "Acme ID" }],
          support: { text: "help@sapa.example", url: "mailto:help@sapa.example" },
        };
      },
    });
    await until("the provider", () => textOf(".providers").includes("Sign in with Acme ID"));
    expect(one(".providers a").getAttribute("href")).toBe("/auth/providers/prov_1?next=%2Fcontact");
    expect(textOf("[role=alert]")).toContain("could not be used to sign in");
    expect(one(".support a").getAttribute("href")).toBe("mailto:help@sapa.example");
    await expectAccessible();
  });

  it("AUTH-6 an application that wants the password anew gets the form although there is a session", async () => {
    await mountShell("/login?again=1&next=%2Finbox", { prepare: (auth) => void auth.signedIn() });
    await until("the form", () => all("#email").length > 0);
    expect(all("sapa-frame")).toEqual([]);
    await type("#email", "bagas@kopisenja.example");
    await type("#password", PASSWORD);
    submit();
    await until("the inbox", () => here() === "/inbox");
  });
});

describe("one-time codes", () => {
  const asking: MountShellOptions = {
    prepare: (auth) => {
      auth.asksForCode = true;
    },
  };

  it("AUTH-16 the sixth digit sends the code, pasted with spaces too, and leads on to the address asked for", async () => {
    const { auth } = await signIn("/login?next=%2Fsettings%2Fchat%2Ftags", asking);
    await headed("Enter your code");
    expect(textOf(".tagline")).toContain("b•••s@kopisenja.example");
    expect(activeElement()).toBe(one("#code"));
    await expectAccessible();
    await type("#code", ` ${CODE.slice(0, 3)} ${CODE.slice(3)} `);
    await until("the page asked for", () => here() === "/settings/chat/tags");
    expect(auth.bodies).toContainEqual({ challenge: "challenge", code: CODE });
  });

  it("AUTH-16 a wrong code says how many tries are left; an incomplete one is not sent", async () => {
    const { auth } = await signIn("/login", asking);
    await headed("Enter your code");
    await type("#code", "12");
    submit();
    await until("the hint", () => textOf("#code-error") === "Enter all 6 digits");
    expect(auth.requests).not.toContain("POST /auth/code");
    await type("#code", "111111");
    await until("the refusal", () => textOf("#code-error") === "This code is wrong. 4 tries left.");
    await expectAccessible();
    const sent = (): number => auth.requests.filter((request) => request === "POST /auth/code").length;
    expect(sent()).toBe(1);
    submit();
    await type("#code", "222222");
    await until("the other code to be sent", () => sent() === 2);
  });

  const fragment = (expiresAt = Date.now() + 600_000): string =>
    `#${new URLSearchParams({ challenge: "c".repeat(43), sentTo: "b•••@kopisenja.example", expiresAt: String(expiresAt) })}`;

  it("AUTH-16 AUTH-18 after a provider the code is asked for, even with a session; nothing of it stays in the address", async () => {
    const { auth } = await mountShell(`/login?next=%2Fsettings%2Fchat%2Ftags${fragment()}`, {
      prepare: (auth) => void auth.signedIn(),
    });
    await headed("Enter your code");
    expect(here()).toBe("/login?next=%2Fsettings%2Fchat%2Ftags");
    expect(textOf(".tagline")).toContain("b•••@kopisenja.example");
    await expectAccessible();
    await type("#code", CODE);
    await until("the page asked for", () => here() === "/settings/chat/tags");
    expect(auth.bodies).toContainEqual({ challenge: "c".repeat(43), code: CODE });
  });

  it("AUTH-16 an address that only looks like that is the usual sign-in", async () => {
    await mountShell(`/login#${new URLSearchParams({ challenge: "c", sentTo: "call 0812 now", expiresAt: "x" })}`);
    await until("the form", () => all("#email").length > 0);
    expect(all("#code")).toEqual([]);
  });

  it("AUTH-4 AUTH-18 when no more codes are mailed, the page a provider leads back to says for how long", async () => {
    await mountShell("/login?error=auth.too_many&retryAfterMs=660000");
    await until("the notice", () => textOf("[role=alert]").includes("Try again in 11 minutes."));
  });

  it("AUTH-4 AUTH-16 a wait for the rest of the day is told in hours", async () => {
    await mountShell("/login?error=auth.too_many&retryAfterMs=79200000", { language: "id" });
    await until("the notice", () => textOf("[role=alert]").includes("Coba lagi dalam 22 jam."));
  });

  it("AUTH-16 a code that has ended leads back to the password", async () => {
    const { auth } = await signIn("/login", asking);
    await headed("Enter your code");
    auth.answers.set("POST /auth/code", () => problem(410, "auth.code_ended"));
    await type("#code", "111111");
    await until("the end", () => textOf("[role=alert]").includes("This code has ended"));
    await expectAccessible();
    named("button", "Sign in again").click();
    await until("the form", () => all("#password").length > 0);
  });
});

describe("forgotten passwords", () => {
  it("AUTH-9 the answer is always the same, and the language goes with the question", async () => {
    const { auth } = await mountShell("/login", { language: "id" });
    await until("the form", () => all(".forgot").length > 0);
    one(".forgot").click();
    await headed("Lupa kata sandi?");
    expect(here()).toBe("/forgot");
    await expectAccessible();
    await type("#email", " nobody@example.com ");
    submit();
    await headed("Jika alamat ini terdaftar, tautan sedang dikirim");
    expect(auth.bodies).toContainEqual({ email: "nobody@example.com", language: "id" });
    await expectAccessible();
  });
});

describe("mailed links", () => {
  const opened = (kind: "reset" | "invitation" | "verification"): MountShellOptions => ({
    prepare: (auth) => {
      auth.link = {
        kind,
        email: "dewi@kopisenja.example",
        name: "Dewi",
        organizationName: kind === "reset" ? null : "Kopi Senja",
        expiresAt: Date.now() + 600_000,
      };
    },
  });

  it("AUTH-10 the reset says what the new password applies to; the token leaves the address at once", async () => {
    const { auth } = await mountShell("/link#secret-token", opened("reset"));
    expect(here()).toBe("/link");
    await headed("Set a new password");
    expect(textOf(".tagline")).toBe("The new password applies to every application you open with this email");
    expect(auth.bodies).toContainEqual({ token: "secret-token" });
    await expectAccessible();
    await type("#password", "long enough and new");
    submit();
    await until("the sign-in", () => textOf("[role=status]").includes("Your new password is set."));
    expect(here()).toBe("/login");
    expect(one<HTMLInputElement>("#email").value).toBe("dewi@kopisenja.example");
    expect(activeElement()).toBe(one("#password"));
    expect(auth.bodies).toContainEqual({ token: "secret-token", password: "long enough and new" });
  });

  it("AUTH-11 rules are ticked while one types; what breaks one is told at the field, also what only the server knows", async () => {
    const { auth } = await mountShell("/link#t", opened("invitation"));
    await headed("Welcome to Kopi Senja");
    const met = (): number => all(".rules .met").length;
    expect(met()).toBe(0);
    await type("#password", "short");
    submit();
    await until("the fault", () => textOf("#password-error") === "Use at least 8 characters");
    expect(activeElement()).toBe(one("#password"));
    await type("#password", "dewi@kopisenja.example");
    submit();
    await until("the fault", () => textOf("#password-error").startsWith("Do not use your email"));
    expect(met()).toBe(1);
    auth.answers.set("POST /auth/links/use", () => problem(422, "auth.password", { params: { rule: "common" } }));
    await type("#password", "password123");
    await until("every rule ticked", () => met() === all(".rules li").length);
    submit();
    await until("the fault", () => textOf("#password-error").startsWith("Many people use this password"));
    await expectAccessible();
  });

  it("AUTH-15 whoever was invited is in with the new password, without signing in once more", async () => {
    const joined: MountShellOptions = {
      prepare: (auth) => {
        opened("invitation").prepare?.(auth, undefined as never);
        auth.answers.set("POST /auth/links/use", () => json(auth.signedIn()));
      },
    };
    const { auth } = await mountShell("/link#t", joined);
    await headed("Welcome to Kopi Senja");
    await type("#password", "long enough and new");
    submit();
    await until("the inbox", () => here() === "/inbox" && all("sapa-inbox").length > 0);
    expect(auth.requests).not.toContain("POST /auth/sign-in");
  });

  it("AUTH-14 AUTH-16 where codes are on, joining asks for one, also in a browser that is signed in", async () => {
    await mountShell("/link#t", {
      prepare: (auth) => {
        opened("verification").prepare?.(auth, undefined as never);
        auth.signedIn();
        auth.answers.set("POST /auth/links/use", () =>
          json({ challenge: "challenge", sentTo: "d•••@kopisenja.example", expiresAt: Date.now() + 600_000 }),
        );
      },
    });
    await headed("Join Kopi Senja");
    await type("#password", PASSWORD);
    submit();
    await headed("Enter your code");
    await type("#code", CODE);
    await until("the inbox", () => here() === "/inbox" && all("sapa-inbox").length > 0);
  });

  it("AUTH-14 the newest password of the account is asked for, and tries are counted", async () => {
    const { auth } = await mountShell("/link#t", opened("verification"));
    await headed("Join Kopi Senja");
    expect(all(".rules")).toEqual([]);
    auth.answers.set("POST /auth/links/use", () => problem(401, "auth.wrong", { params: { left: 1 } }));
    await type("#password", "an older one");
    submit();
    await until("the fault", () =>
      textOf("#password-error").endsWith("not the newest password of this account. 1 try left."),
    );
    auth.answers.set("POST /auth/links/use", () => problem(410, "auth.link"));
    submit();
    await headed("This link has ended");
    await expectAccessible();
  });

  it("AUTH-9 AUTH-15 a page loaded anew, which keeps no link, asks to open it from the mail again", async () => {
    await mountShell("/link");
    await headed("Open the link once more");
    expect(textOf("[role=alert]")).toContain("Open it from the mail again");
    await expectAccessible();
  });

  it("AUTH-9 AUTH-15 a link that has ended says what to do, by kind of link", async () => {
    await mountShell("/link#old", { language: "id" });
    await headed("Tautan ini sudah berakhir");
    expect(textOf("[role=alert]")).toContain("minta admin organisasi mengirimkannya lagi");
    named("a", "Minta tautan baru").click();
    await headed("Lupa kata sandi?");
  });
});
