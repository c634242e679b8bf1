import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { choosePorts, emptyDataFolder } from "../../../scripts/system/data-folder.ts";
import { isGroupAlive, startProcess } from "../../../scripts/system/managed-process.ts";
import { ownProgram } from "../../../scripts/system/own-program.ts";
import { freePort } from "../../../scripts/system/ports.ts";
import { secretsOf } from "../../../scripts/system/secrets.ts";
import { startStaticSite } from "../../../scripts/system/static-site.ts";

const folder = mkdtempSync(join(tmpdir(), "sapa-commands-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inFolder = (name: string): string => join(folder, name);

/** Asks with the path exactly as given; fetch would tidy it up first. */
function statusOf(port: number, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ port, host: "127.0.0.1", path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

describe("the demo site", () => {
  it("fills in its pages and never leaves its folder", async () => {
    mkdirSync(inFolder("site/about"), { recursive: true });
    writeFileSync(inFolder("site/index.html"), "<b>{{WIDGET_ID}}</b>{{UNKNOWN}}");
    writeFileSync(inFolder("site/about/index.html"), "about");
    writeFileSync(inFolder("secret.txt"), "secret");
    const port = await freePort();
    const site = await startStaticSite({ folder: inFolder("site"), port, values: () => ({ WIDGET_ID: "int_1" }) });
    try {
      expect(await (await fetch(`${site.url}/`)).text()).toBe("<b>int_1</b>{{UNKNOWN}}");
      expect(await (await fetch(`${site.url}/about`)).text()).toBe("about");
      expect(await statusOf(port, "/../secret.txt")).toBe(404);
      expect(await statusOf(port, "/..%2fsecret.txt")).toBe(404);
      expect(await statusOf(port, "/%E0%A4%A")).toBe(404);
    } finally {
      await site.stop();
    }
  });
});

describe("the data folder", () => {
  it("keeps its secrets and the demo page's port until it is emptied", async () => {
    const dataDir = inFolder("data");
    const port = await freePort();
    const first = { secrets: secretsOf(dataDir), ports: await choosePorts(dataDir, String(port)) };
    const other = await freePort();
    expect(secretsOf(dataDir)).toEqual(first.secrets);
    expect(await choosePorts(dataDir, String(other))).toMatchObject({ port: other, demoPort: first.ports.demoPort });
    writeFileSync(join(dataDir, "of-someone-else.txt"), "");
    emptyDataFolder(dataDir);
    expect(existsSync(join(dataDir, "of-someone-else.txt"))).toBe(true);
    expect(secretsOf(dataDir)).not.toEqual(first.secrets);
  });

  it("INTEG-2 names a secret in it that is no good, and the file to mend", () => {
    const dataDir = inFolder("bad-secret");
    secretsOf(dataDir);
    const path = join(dataDir, "secrets.json");
    const secrets = JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
    writeFileSync(path, JSON.stringify({ ...secrets, SAPA_SECRET_FORMER: "too-short" }));
    expect(() => secretsOf(dataDir)).toThrow(/^SAPA_SECRET_FORMER needs at least 32 .*secrets\.json\.$/);
    writeFileSync(path, JSON.stringify({ ...secrets, SAPA_SECRET_FORMER: secrets.SAPA_SECRET }));
    expect(secretsOf(dataDir).SAPA_SECRET_FORMER).toBe(secrets.SAPA_SECRET);
  });

  it("holds a copy of what was built, which no later build changes while it runs", () => {
    const [built, pages] = [inFolder("built/worker"), inFolder("built/pages")];
    for (const [path, name] of [
      [built, "index.js"],
      [pages, "widget.js"],
    ] as const) {
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, name), "first");
    }
    const dataDir = inFolder("running");
    const program = ownProgram(dataDir, join(built, "index.js"), pages);
    const served = join(dirname(program.config), "public", "widget.js");
    writeFileSync(join(built, "index.js"), "second");
    writeFileSync(join(pages, "widget.js"), "second");
    expect([program.bundle, served].map((path) => readFileSync(path, "utf8"))).toEqual(["first", "first"]);
    const settings = readFileSync(program.config, "utf8");
    expect(settings).toMatch(/^main = "worker\/index\.js"$/m);
    expect(settings).toMatch(/^directory = "public"$/m);
    ownProgram(dataDir, join(built, "index.js"), pages);
    expect(readFileSync(served, "utf8")).toBe("second");
    emptyDataFolder(dataDir);
    expect(existsSync(dataDir)).toBe(false);
  });

  it("says in one sentence that a port is taken or is no port", async () => {
    const server = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    await expect(choosePorts(inFolder("other"), String(port))).rejects.toThrow(`Port ${port} is taken`);
    server.close();
    await expect(choosePorts(inFolder("other"), "eighty")).rejects.toThrow("not a port");
  });
});

describe("a program we started", () => {
  it("is ended together with what it started itself", async () => {
    const child = "setInterval(() => {}, 1000)";
    const parent = `const { spawn } = require("node:child_process");
      console.log(spawn(process.execPath, ["-e", ${JSON.stringify(child)}]).pid); ${child}`;
    const pids: number[] = [];
    const program = startProcess({
      name: "A program",
      command: process.execPath,
      args: ["-e", parent],
      onLine: (line) => pids.push(Number(line)),
    });
    await expect.poll(() => pids.length).toBe(1);
    expect(isGroupAlive(program.pid)).toBe(true);
    await program.kill9();
    expect(isGroupAlive(program.pid)).toBe(false);
  });
});
