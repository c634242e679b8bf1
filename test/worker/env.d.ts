import type { Env as WorkerEnv } from "../../worker/env.ts";

declare global {
  namespace Cloudflare {
    interface Env extends WorkerEnv {}
    interface GlobalProps {
      mainModule: typeof import("../../worker/index.ts");
    }
  }
}

declare module "vitest" {
  interface ProvidedContext {
    /** Address of an organization's own server (test/support/global-endpoint.ts). */
    endpointUrl: string;
    /** Where a real mail server shows what arrived (test/support/global-mail.ts). */
    mailPageUrl: string;
  }
}
