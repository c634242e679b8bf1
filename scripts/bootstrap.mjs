// Every npm script starts here, on whatever Node the machine has (20 or newer). It makes sure that the parts are
// installed and hands over to the newer Node that came with them, so that all else may be TypeScript.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { watchParent } from "./support/orphan.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [name = "start", ...args] = process.argv.slice(2);
process.chdir(root);

installIfNeeded();
const node = chooseNode();
if (node.command === process.execPath && node.flags.every((flag) => process.execArgv.includes(flag))) {
  const { run } = await import(pathToFileURL(scriptPath(name)).href);
  process.exit(await run(args));
}
handOver(node);

/** @param {string} message @returns {never} */
function giveUp(message) {
  console.error(`\n✗ ${message}`);
  process.exit(1);
}

/** @param {string} script */
function scriptPath(script) {
  const path = join(root, "scripts", `${script}.ts`);
  if (!existsSync(path)) giveUp(`There is no script called ${script}: see "scripts" in package.json.`);
  return path;
}

function installIfNeeded() {
  if (isInstalled()) return;
  console.log("• Installing the parts it is made of (npm ci; the first time takes a minute or two)");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const startedAt = Date.now();
  // The versions are pinned and checked by their hashes; no package's script runs (.npmrc).
  const { status, error } = spawnSync(npm, ["ci", "--loglevel=error", "--progress=true"], {
    cwd: root,
    stdio: "inherit",
  });
  if (error || status !== 0)
    giveUp("Installing failed: check the connection to the npm registry and run the command again.");
  console.log(`  ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

/** Whether everything the lock file names, other platforms' parts aside, is there in that version. */
function isInstalled() {
  const wanted = packagesOf(join(root, "package-lock.json"));
  const found = packagesOf(join(root, "node_modules", ".package-lock.json"));
  if (!wanted || !found) return false;
  return Object.entries(wanted).every(
    ([path, entry]) => path === "" || (entry.optional && !found[path]) || found[path]?.version === entry.version,
  );
}

/** @param {string} path @returns {Record<string, { version: string, optional?: boolean }> | undefined} */
function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** The Node to run with: the one from npm if this machine can run it, else the machine's own if new enough. */
function chooseNode() {
  const machine = `${process.platform}-${process.arch}`;
  const paths = [`node-${machine}`, `node-bin-${machine}`].map((each) =>
    join(root, "node_modules", each, "bin", "node"),
  );
  const path = paths.find((each) => existsSync(each));
  const bundled = path && realpathSync(path);
  // A machine with another C library has the file and cannot run it.
  if (bundled && (process.execPath === bundled || spawnSync(bundled, ["--version"]).status === 0)) {
    return { command: bundled, flags: [] };
  }
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 22 || (major === 22 && minor < 12)) {
    giveUp(
      `Node ${process.versions.node} is too old and no newer one comes from npm for this machine: install Node 24.`,
    );
  }
  const stripsTypes = major > 23 || (major === 22 && minor >= 18) || (major === 23 && minor >= 6);
  return {
    command: process.execPath,
    flags: stripsTypes ? [] : ["--experimental-strip-types", "--disable-warning=ExperimentalWarning"],
  };
}

/** @param {{ command: string, flags: string[] }} node */
function handOver({ command, flags }) {
  const child = spawn(command, [...flags, fileURLToPath(import.meta.url), name, ...args], {
    cwd: root,
    stdio: "inherit",
  });
  // A terminal sends Ctrl-C to both; waiting here lets the child finish tidying up.
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => child.kill(signal));
  watchParent(() => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
