import type { Platform, SocketLike } from "../../client/types.ts";

/** The client's platform in Node: real sockets and requests, which say that they come from `origin` as a page's would. */
export function nodePlatform(origin: string): Platform {
  const locks = new Map<string, Promise<void>>();
  return {
    now: Date.now,
    random: Math.random,
    setTimer: (callback, delayMs) => {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    openSocket: (url, protocols) => {
      const init = { protocols, headers: { origin } } as unknown as string[];
      return new WebSocket(url, init) as unknown as SocketLike;
    },
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set("origin", origin);
      return fetch(input, { ...init, headers, signal: init?.signal ?? AbortSignal.timeout(10_000) });
    },
    onWake: () => () => {},
    withLock: async (name, signal, work) => {
      const before = locks.get(name) ?? Promise.resolve();
      const mine = before.then(() => (signal.aborted ? undefined : work()));
      locks.set(
        name,
        mine.catch(() => {}),
      );
      await mine;
    },
  };
}
