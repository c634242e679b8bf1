import { afterEach, describe, expect, it } from "vitest";
import "../../../components/define.ts";
import type { SapaNotificationBanner } from "../../../components/notify/permission-banner.ts";
import { all, expectAccessible, press, textOf, until } from "./mount.ts";

const PADLOCK = "Allow notifications: click the padlock left of the address, then switch Notification on";
const real = window.Notification;
let banner: SapaNotificationBanner | undefined;

/** The browser's own answer can be given by a person only. */
function browserSays(permission: NotificationPermission, answer = permission): void {
  const browser = {
    permission,
    requestPermission: async (): Promise<NotificationPermission> => {
      browser.permission = answer;
      return answer;
    },
  };
  window.Notification = browser as unknown as typeof Notification;
}

async function show(language = "en"): Promise<SapaNotificationBanner> {
  const element = document.createElement("sapa-notification-banner");
  element.language = language;
  document.body.append(element);
  banner = element;
  await element.updateComplete;
  return element;
}

afterEach(() => {
  banner?.remove();
  banner = undefined;
  window.Notification = real;
  localStorage.clear();
});

describe("the banner of missing notifications", () => {
  it("NOTIF-4 says where the padlock is, and asks where the browser still asks", async () => {
    browserSays("default", "granted");
    const element = await show();
    expect(textOf("sapa-notification-banner >> .words")).toBe(PADLOCK);
    await expectAccessible();
    await press("sapa-notification-banner >> button", "Allow");
    await until("the end of the banner", () => element.hidden);
  });

  it("NOTIF-4 denied: only the way by the padlock is left", async () => {
    browserSays("denied");
    await show("id");
    expect(textOf("sapa-notification-banner >> .words")).toBe(
      "Izinkan notifikasi: klik gembok di kiri alamat, lalu aktifkan Notifikasi",
    );
    expect(all("sapa-notification-banner >> button").map((button) => button.textContent)).toEqual(["Jangan hari ini"]);
    await expectAccessible();
  });

  it("NOTIF-4 can be put off for a day, also over a reload", async () => {
    browserSays("denied");
    const element = await show();
    await press("sapa-notification-banner >> button", "Not today");
    await until("the end of the banner", () => element.hidden);
    element.remove();
    expect((await show()).hidden).toBe(true);
    banner?.remove();
    localStorage.setItem("sapa.notify-put-off", String(Date.now() - 1));
    expect((await show()).hidden).toBe(false);
  });

  it("NOTIF-3 with permission given there is nothing to say", async () => {
    browserSays("granted");
    expect((await show()).hidden).toBe(true);
  });
});
