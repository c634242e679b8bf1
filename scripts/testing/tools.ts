import { spawn } from "node:child_process";
import { delimiter } from "node:path";
import { inRoot, root } from "../support/paths.ts";

/** The environment of a tool: programs it starts find ours first. */
export function toolEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: [inRoot("node_modules/.bin"), process.env.PATH].join(delimiter) };
}

/**
 * Runs a Node program of the project to its end, its output shown as it comes.
 * @param limitMs it is ended by force after that long
 * @returns whether it ended well
 */
export function runTool([program = "", ...args]: string[], limitMs = 20 * 60_000): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [inRoot(program), ...args], {
      cwd: root,
      env: toolEnvironment(),
      stdio: ["ignore", "inherit", "inherit"],
    });
    const timer = setTimeout(() => {
      console.error(`It took longer than ${limitMs / 60_000} minutes and was ended.`);
      child.kill("SIGKILL");
    }, limitMs);
    child.on("exit", (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}
