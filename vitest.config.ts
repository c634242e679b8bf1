import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { findChromium } from "./scripts/support/chromium.ts";
import { inRoot } from "./scripts/support/paths.ts";
import { PATIENT_MS } from "./test/support/until.ts";

// Suites without a browser must run on a machine that has none.
const chromium = await findChromium(console.error).catch((error: Error) => void console.error(error.message));

/** Only a test that hangs may reach this: machines are busy, and how long something takes is measured by the benchmarks. */
const waiting = { expect: { poll: { timeout: PATIENT_MS } } };
const patient = { testTimeout: 60_000, hookTimeout: 60_000, ...waiting };

/** Settings of the whole-system suites: one file at a time, each with its own processes. */
const wholeSystem = {
  testTimeout: 120_000,
  hookTimeout: 180_000,
  fileParallelism: false,
  pool: "forks" as const,
  ...waiting,
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: { name: "rules", environment: "node", include: ["test/rules/**/*.test.ts"], ...patient },
      },
      {
        plugins: [
          cloudflareTest(({ inject }) => ({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                LIBSQL_URL: inject("libsqlUrl"),
                SAPA_SECRET: "dGVzdC1zZWNyZXQtdGVzdC1zZWNyZXQtdGVzdC1zZWNyZXQ",
                SAPA_DEV_KEY: "test-dev-key",
                SAPA_ORIGIN: "https://sapa.example",
                SAPA_OPERATOR_KEY: "test-operator-key-test-operator-key",
                SAPA_SMTP_URL: inject("smtpUrl"),
                SAPA_MAIL_FROM: "Sapa <no-reply@sapa.example>",
              },
            },
          })),
        ],
        test: {
          name: "worker",
          include: ["test/worker/**/*.test.ts"],
          globalSetup: [
            "./test/support/global-libsql.ts",
            "./test/support/global-endpoint.ts",
            "./test/support/global-mail.ts",
          ],
          ...patient,
        },
      },
      {
        // Settings pages ask the server for the widget's own code by this address.
        plugins: [
          {
            name: "widget-preview",
            resolveId: (id: string) => (id.startsWith("/widget-preview.js") ? inRoot("widget/preview.ts") : null),
          },
        ],
        // Found while a test runs, a library would make the page reload under it.
        optimizeDeps: {
          include: [
            "lit",
            "lit/decorators.js",
            "lit/directives/*.js",
            "lit-html",
            "lit-html/directives/*.js",
            "axe-core",
            "uuid",
          ],
          // Thousands of icons, of which each module takes one.
          exclude: ["lucide-static"],
        },
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          ...patient,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(chromium ? { executablePath: chromium.executablePath, args: chromium.args } : {}),
                env: { ...(process.env as Record<string, string>), ...chromium?.env },
              },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
      { test: { name: "e2e", environment: "node", include: ["test/e2e/**/*.test.ts"], ...wholeSystem } },
      { test: { name: "faults", environment: "node", include: ["test/faults/**/*.test.ts"], ...wholeSystem } },
    ],
  },
});
