import type { DurableObject } from "cloudflare:workers";
import { Holder, noteRows, usageOf } from "./meters.ts";

// biome-ignore lint/suspicious/noExplicitAny: a mixin's constructor takes whatever its base takes.
type ObjectClass = new (...parameters: any[]) => DurableObject;
type Namespaces = Record<string, unknown>;

const CLIENT_FRAME = "webSocketMessage";
/** The runtime's own notice of a socket's end; the platform does not bill it. */
const UNBILLED = new Set(["webSocketClose", "webSocketError"]);

/**
 * The same class with a meter on it: every entry is counted and keeps the object awake while it runs, and so do the
 * timers, requests and calls of other objects that it begins. Rows are counted where the storage says it wrote them.
 */
export function metered<T extends ObjectClass>(Base: T, name: string): T {
  const Metered = class extends Base {
    readonly holder: Holder;

    // biome-ignore lint/suspicious/noExplicitAny: see ObjectClass.
    constructor(...parameters: any[]) {
      const [state, env] = parameters as [DurableObjectState, Namespaces];
      const holder = new Holder(name);
      meterStorage(state.storage, name);
      super(state, meterEnv(env, holder));
      this.holder = holder;
    }
  };
  for (const method of Object.getOwnPropertyNames(Base.prototype)) {
    if (method !== "constructor") wrap(Metered.prototype as unknown as Namespaces, method, name);
  }
  return Metered as T;
}

function wrap(prototype: Namespaces, method: string, name: string): void {
  const original = prototype[method];
  if (typeof original !== "function") return;
  prototype[method] = function (this: { holder: Holder }, ...values: unknown[]): unknown {
    const usage = usageOf(name);
    if (method === CLIENT_FRAME) usage.frames += 1;
    else if (!UNBILLED.has(method)) usage.requests += 1;
    if (method === "alarm") usage.alarms += 1;
    return this.holder.during(() => original.apply(this, values));
  };
}

function meterStorage(storage: DurableObjectStorage, name: string): void {
  const { sql } = storage;
  const exec = sql.exec.bind(sql);
  define(sql, "exec", (query: string, ...bindings: unknown[]) => {
    const cursor = exec(query, ...bindings);
    noteRows(name, query, cursor.rowsWritten);
    return cursor;
  });
  for (const method of ["setAlarm", "deleteAlarm"] as const) {
    const original = storage[method].bind(storage) as (...values: unknown[]) => Promise<void>;
    define(storage, method, (...values: unknown[]) => {
      usageOf(name).alarmRows += 1;
      return original(...values);
    });
  }
}

/** Calls of other objects keep the caller awake until they are answered. */
function meterEnv(env: Namespaces, holder: Holder): Namespaces {
  const metered: Namespaces = { ...env };
  for (const name of ["ROOM", "ORGANIZATION", "PROJECTOR"]) {
    const namespace = env[name] as { getByName(name: string): object };
    metered[name] = { getByName: (id: string) => meterStub(namespace.getByName(id), holder) };
  }
  return metered;
}

const meterStub = (stub: object, holder: Holder): object =>
  new Proxy(stub, {
    get: (target, method) => {
      const value = Reflect.get(target, method) as unknown;
      if (typeof value !== "function") return value;
      return (...values: unknown[]) =>
        holder.during(() => (target as Record<PropertyKey, (...v: unknown[]) => unknown>)[method]?.(...values));
    },
  });

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
}
