import { afterEach, describe, expect, it } from "vitest";
import type { SapaDialog } from "../../../components/ui/dialog.ts";
import { all, expectAccessible, named, one, textOf, until } from "../components/mount.ts";
import { problem } from "./fake-auth.ts";
import { here, leaveShell, type MountShellOptions, mountShell, type } from "./mount-shell.ts";

afterEach(leaveShell);

async function open(options: MountShellOptions = {}) {
  const mounted = await mountShell("/profile", {
    ...options,
    prepare: (auth, server) => {
      auth.signedIn();
      const session = { createdAt: 1, lastSeenAt: Date.now() - 60_000, isCurrent: false };
      auth.sessions = [
        { ...session, sessionId: "s1", userAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0", isCurrent: true },
        { ...session, sessionId: "s2", userAgent: "Mozilla/5.0 (iPhone) Version/18.0 Mobile Safari/604.1" },
        { ...session, sessionId: "s3", userAgent: "curl/8.0" },
      ];
      options.prepare?.(auth, server);
    },
  });
  await until("the profile", () => all("sapa-profile-page >> .cards").length > 0);
  await until("the sessions", () => all("sapa-sessions-card >> li").length > 0);
  return mounted;
}

const said = (): string => textOf("sapa-profile-page >> sapa-toasts >> li");
const field = (name: string): HTMLInputElement => one<HTMLInputElement>(`[data-pointer="/${name}"]`);

describe("the own profile", () => {
  it("AUTH-19 names, phone, language and sound are saved; the new name and language show at once", async () => {
    const { auth } = await open();
    await type('[data-pointer="/lastName"]', "  Prasetya ");
    await type('[data-pointer="/phone"]', "628123456789");
    const language = one<HTMLSelectElement>('[data-pointer="/language"]');
    language.value = "id";
    language.dispatchEvent(new Event("change", { bubbles: true }));
    field("sound").click();
    named("button", "Save").click();
    await until("the word", () => said().includes("Profil tersimpan"));
    expect(auth.profile).toMatchObject({
      lastName: "Prasetya",
      phone: "628123456789",
      language: "id",
      sound: false,
    });
    expect(one("sapa-profile-page >> h2").textContent).toBe("Bagas Prasetya");
    expect(localStorage.getItem("sapa.sound")).toBe("off");
    await expectAccessible();
  });

  it("AUTH-19 what is saved after the same person signed in anew in another tab is kept", async () => {
    const { auth } = await open();
    auth.signedInElsewhere();
    await type('[data-pointer="/phone"]', "628123456789");
    named("button", "Save").click();
    await until("the word", () => said().includes("Profile saved"));
    expect(auth.profile.phone).toBe("628123456789");
  });

  it("AUTH-19 AUTH-20 the own email stands there to be read, with whom to ask", async () => {
    await open({
      prepare: (auth) => {
        auth.options = { providers: [], support: { text: "Sapa help", url: "https://help.sapa.example" } };
      },
    });
    expect(field("email").disabled).toBe(true);
    expect(textOf("#field-email-hint")).toContain("Ask an admin of your organization or support");
    expect(one("#field-email-hint a").getAttribute("href")).toBe("https://help.sapa.example");
  });

  it("GEN-1 what is wrong is told at its field, and nothing is saved", async () => {
    const { auth } = await open();
    await type('[data-pointer="/firstName"]', " ");
    named("button", "Save").click();
    await until("the fault", () => textOf("#field-firstName-error") === "This field is required");
    expect(auth.requests).not.toContain("PUT /auth/profile");
    await expectAccessible();
  });

  it("GEN-11 another page asks before what is not saved is lost", async () => {
    await open();
    await type('[data-pointer="/firstName"]', "Budi");
    named("nav.rail a", "Inbox").click();
    const [question] = all<SapaDialog>("sapa-confirm >> sapa-dialog");
    await until("the question", () => question?.isOpen);
    await expectAccessible();
    named("sapa-confirm >> button", "Keep editing").click();
    await until("the answer", () => !question?.isOpen);
    expect([here(), field("firstName").value]).toEqual(["/profile", "Budi"]);
    named("nav.rail a", "Inbox").click();
    await until("the question", () => question?.isOpen);
    named("sapa-confirm >> button", "Discard changes").click();
    await until("the inbox", () => here() === "/inbox");
  });

  it("AUTH-19 a photo shows in the bar as well, and is taken away again; what is no picture is told", async () => {
    const { auth } = await open();
    const input = one<HTMLInputElement>("sapa-photo-field >> input[type=file]");
    const choose = (name: string, kind: string): void => {
      const files = new DataTransfer();
      files.items.add(new File(["x"], name, { type: kind }));
      input.files = files.files;
      input.dispatchEvent(new Event("change"));
    };
    choose("notes.txt", "text/plain");
    await until("the fault", () => textOf("sapa-photo-field >> [role=alert]").includes("Choose a PNG"));
    await expectAccessible();
    auth.answers.set("POST /auth/profile/photo", () => problem(422, "msg.file_type"));
    choose("broken.png", "image/png");
    await until("the fault", () => textOf("sapa-photo-field >> [role=alert]").includes("not a picture"));
    const photoUrl = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";
    auth.answers.set("POST /auth/profile/photo", () => new Response(JSON.stringify({ photoUrl })));
    choose("me.png", "image/png");
    await until("the photo in the bar", () => all("sapa-frame >> img.photo").length === 1);
    await expectAccessible();
    named("button", "Remove photo").click();
    await until("initials again", () => all("sapa-frame >> img.photo").length === 0);
    expect(auth.requests).toContain("DELETE /auth/profile/photo");
  });

  it("AUTH-7 AUTH-11 the password changes with the present one, and the list of sessions follows", async () => {
    const { auth } = await open();
    named("button", "Change password").click();
    await until("the fault", () => textOf("#current-error") === "This field is required");
    await type("#current", "not this one");
    await type("#next", "a password of mine");
    auth.answers.set("POST /auth/password", () => problem(401, "auth.wrong"));
    named("button", "Change password").click();
    await until("the fault", () => textOf("#current-error") === "This is not your present password");
    await expectAccessible();
    auth.answers.set("POST /auth/password", () => problem(422, "auth.password", { params: { rule: "common" } }));
    await type("#current", "senja-di-teras");
    named("button", "Change password").click();
    await until("the fault", () => textOf("#next-error").startsWith("Many people use this password"));
    auth.answers.delete("POST /auth/password");
    auth.sessions = auth.sessions.filter(({ isCurrent }) => isCurrent);
    await type("#next", "another one of mine");
    named("button", "Change password").click();
    await until("the word", () => said().includes("Every other session has ended."));
    await until("one session", () => all("sapa-sessions-card >> li").length === 1);
    expect(one<HTMLInputElement>("#current").value).toBe("");
  });

  it("AUTH-17 live sessions can be ended, one by one or all others at once", async () => {
    const { auth } = await open();
    expect(textOf("sapa-sessions-card >> .name")).toBe("Chrome on Linux | Safari on iPhone | Unknown device");
    for (const id of ["s2", "s3"])
      auth.answers.set(`DELETE /auth/sessions/${id}`, () => {
        auth.sessions = auth.sessions.filter(({ sessionId }) => sessionId !== id);
        return new Response("{}");
      });
    one("sapa-sessions-card >> li:nth-child(2) button").click();
    await until("two left", () => all("sapa-sessions-card >> li").length === 2);
    named("button", "Sign out everywhere else").click();
    const [question] = all<SapaDialog>("sapa-confirm >> sapa-dialog");
    await until("the question", () => question?.isOpen);
    expect(question?.textContent).toContain("1 other session ends at once");
    await expectAccessible();
    named("sapa-confirm >> button", "Sign out everywhere else").click();
    await until("only this one", () => all("sapa-sessions-card >> li").length === 1);
    one("sapa-sessions-card >> li button").click();
    await until("the sign-in", () => here() === "/login");
  });

  it("AUTH-17 GEN-11 signing out of this session from the list asks before what is not saved is lost", async () => {
    await open();
    await type('[data-pointer="/firstName"]', "Budi");
    one("sapa-sessions-card >> li button").click();
    const [question] = all<SapaDialog>("sapa-confirm >> sapa-dialog");
    await until("the question", () => question?.isOpen);
    named("sapa-confirm >> button", "Discard changes").click();
    await until("the sign-in", () => here() === "/login");
  });

  it("GEN-7 a profile that cannot be loaded says so and tries again", async () => {
    let isUp = false;
    await mountShell("/profile", {
      prepare: (auth) => {
        auth.signedIn();
        auth.answers.set("GET /auth/profile", () =>
          isUp ? new Response(JSON.stringify(auth.profile)) : problem(503, "unavailable"),
        );
      },
    });
    await until("the failure", () => textOf(".state .title").includes("could not be loaded"));
    await expectAccessible();
    isUp = true;
    named("button", "Try again").click();
    await until("the profile", () => all('[data-pointer="/firstName"]').length > 0);
  });
});
