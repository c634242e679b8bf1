import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { root } from "./paths.ts";

/** A Chromium that can be started here: its path, the switches it needs and what its process needs in the environment. */
export type Chromium = { executablePath: string; args: string[]; env: Record<string, string> };

const launchArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Without such a locale Chromium saves every file whose name goes beyond ASCII as "download". */
const locale = (): Record<string, string> => {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  return /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || "") ? {} : { LC_ALL: "C.UTF-8" };
};

const installedNames = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const installedPaths = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * Finds a Chromium: `CHROME_PATH`, an installed one, or the one that came from npm (unpacked on first use).
 * @throws an Error with one plain sentence and the cure, when there is none for this machine.
 */
export async function findChromium(log: (line: string) => void = () => {}): Promise<Chromium> {
  const installed = process.env.CHROME_PATH || installedChromium();
  if (installed) {
    if (!existsSync(installed)) throw new Error(`CHROME_PATH points at ${installed}, which does not exist.`);
    return { executablePath: installed, args: launchArgs, env: locale() };
  }
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("No Chromium or Chrome was found: install one, or set CHROME_PATH to its program file.");
  }
  return bundledChromium(log);
}

function installedChromium(): string | undefined {
  const folders = (process.env.PATH ?? "").split(":").filter(Boolean);
  const onPath = folders.flatMap((folder) => installedNames.map((name) => join(folder, name)));
  return [...onPath, ...installedPaths].find((path) => existsSync(path));
}

async function bundledChromium(log: (line: string) => void): Promise<Chromium> {
  const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")));
  const { version } = createRequire(import.meta.url)(join(packageFolder, "package.json")) as { version: string };
  const folder = join(root, "node_modules", ".cache", `chromium-${version}`);
  if (!existsSync(folder)) {
    log("unpacking Chromium (once, about 10 s)");
    await unpack(join(packageFolder, "bin"), folder);
  }
  const libraries = join(folder, "al2023", "lib");
  const fonts = writeFontSettings(folder);
  return {
    executablePath: join(folder, "chromium"),
    // Its build carries no zygote and no GPU process of its own.
    args: [...launchArgs, "--no-zygote", "--font-render-hinting=none"],
    env: {
      ...locale(),
      LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(":"),
      FONTCONFIG_FILE: process.env.FONTCONFIG_FILE ?? fonts,
    },
  };
}

/** The package's own settings name folders that exist only where it is usually run; without fonts no text is drawn. */
function writeFontSettings(folder: string): string {
  const path = join(folder, "fonts.conf");
  const folders = [join(folder, "fonts"), "/usr/share/fonts", "/usr/local/share/fonts"];
  const lines = folders.map((name) => `  <dir>${name}</dir>`).join("\n");
  const cache = `  <cachedir>${join(folder, "fonts-cache")}</cachedir>`;
  const text = `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n${lines}\n${cache}\n</fontconfig>\n`;
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileSync(path, text);
  return path;
}

/** Unpacks beside the wanted folder and renames at the end, so that a half-unpacked one is never used. */
async function unpack(archives: string, folder: string): Promise<void> {
  const { inflate } = await import("@sparticuz/chromium");
  const partial = `${folder}.${process.pid}.partial`;
  mkdirSync(partial, { recursive: true });
  const previous = process.env.TMPDIR;
  // The package unpacks into the temporary folder and offers no other way to name one.
  process.env.TMPDIR = partial;
  try {
    await Promise.all(readdirSync(archives).map((name) => inflate(join(archives, name))));
  } finally {
    if (previous === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = previous;
  }
  try {
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}
