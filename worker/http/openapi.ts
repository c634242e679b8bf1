import { z } from "zod";
import { CODES, type Code } from "../../protocol/codes.ts";
import * as httpSchemas from "../../protocol/http.schema.ts";
import * as eventSchemas from "../../protocol/room-events.schema.ts";
import type { Audience, Endpoint } from "./endpoint.ts";

type Json = Record<string, unknown>;

const SECURITY: Record<Audience, Json[]> = {
  anyone: [],
  page: [],
  widget: [],
  link: [],
  session: [{ session: [] }],
  member: [{ memberToken: [] }],
  visitor: [{ visitorToken: [] }],
  apiToken: [{ apiToken: [] }],
  operator: [{ operatorKey: [] }],
  developer: [{ developerKey: [] }],
};

const COMMON_CODES: Record<Audience, Code[]> = {
  anyone: [],
  page: ["csrf"],
  widget: ["widget.origin", "widget.off"],
  link: [],
  session: ["unauthenticated", "csrf"],
  member: ["unauthenticated", "token_expired", "forbidden"],
  visitor: ["unauthenticated", "token_expired", "widget.origin", "widget.off"],
  apiToken: ["unauthenticated", "forbidden", "rate_limited"],
  operator: ["not_found", "unauthenticated"],
  developer: ["not_found"],
};

const BODY_CODES: Code[] = ["bad_json", "too_deep", "too_large", "unsupported_media_type", "bad_request", "required"];

const RATE_CODES: Code[] = ["rate_limited"];

const SECURITY_SCHEMES: Json = {
  session: {
    type: "apiKey",
    in: "cookie",
    name: "__Host-sapa",
    description: "With the header X-Sapa-Csrf to change things",
  },
  memberToken: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "From POST /auth/token" },
  visitorToken: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "From POST /widget/v1/visitors" },
  apiToken: { type: "http", scheme: "bearer", description: "From Settings > API token; for servers only" },
  operatorKey: { type: "http", scheme: "bearer", description: "The setting SAPA_OPERATOR_KEY" },
  developerKey: { type: "apiKey", in: "header", name: "X-Sapa-Dev-Key", description: "Development only" },
};

/** OpenAPI 3.1 of these routes, made from the very schemas that check requests. */
export function openApiDocument(endpoints: Endpoint[]): Json {
  const shared = sharedSchemas();
  const paths: Record<string, Json> = {};
  for (const one of endpoints) {
    const path = one.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [one.method.toLowerCase()]: operation(one, shared.refOf) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Sapa",
      version: "1",
      description: "Times are integer milliseconds UTC. Errors are problem documents.",
    },
    paths,
    components: { schemas: shared.schemas, securitySchemes: SECURITY_SCHEMES },
  };
}

const BYTES: Json = { required: true, content: { "application/octet-stream": {} } };

type RefOf = (schema: z.ZodType) => Json;

/** Every exported schema under its own name, so that documents refer to it instead of repeating it. */
function sharedSchemas(): { schemas: Json; refOf: RefOf } {
  const registry = z.registry<{ id: string }>();
  const names = new Map<unknown, string>();
  for (const [key, schema] of Object.entries({ ...eventSchemas, ...httpSchemas })) {
    if (!(schema instanceof z.ZodType)) continue;
    const name = key.replace(/Schema$/, "").replace(/^./, (letter) => letter.toUpperCase());
    registry.add(schema, { id: name });
    names.set(schema, name);
  }
  const uri = (id: string): string => `#/components/schemas/${id}`;
  const { schemas } = z.toJSONSchema(registry, { uri, io: "input" });
  for (const schema of Object.values(schemas)) stripHeader(schema);
  const refOf: RefOf = (schema) => {
    const name = names.get(schema);
    return name === undefined ? stripHeader(z.toJSONSchema(schema, { io: "input" })) : { $ref: uri(name) };
  };
  return { schemas, refOf };
}

/** Inside a document the dialect and base of each schema are those of the document. */
function stripHeader(schema: Json): Json {
  delete schema.$schema;
  delete schema.$id;
  return schema;
}

function operation(one: Endpoint, refOf: RefOf): Json {
  const codes = [
    ...COMMON_CODES[one.audience],
    ...(one.body ? BODY_CODES : []),
    ...(one.rate ? RATE_CODES : []),
    ...(one.codes ?? []),
  ];
  return {
    summary: one.summary,
    ...(one.action && { description: `For roles with the permission \`${one.action}\`` }),
    operationId: `${one.method.toLowerCase()}${one.path.replaceAll(/[^A-Za-z0-9]+/g, "_")}`,
    ...(SECURITY[one.audience].length > 0 && { security: SECURITY[one.audience] }),
    parameters: parametersOf(one),
    ...(one.isUpload && { requestBody: BYTES }),
    ...(one.body && { requestBody: { required: true, content: { "application/json": { schema: refOf(one.body) } } } }),
    responses: {
      ...successOf(one, refOf),
      ...refusalsOf([...codes, "unavailable", "internal"], one.audience === "apiToken"),
    },
  };
}

function parametersOf(one: Endpoint): Json[] {
  const inPath = [...one.path.matchAll(/:(\w+)/g)].map(([, name]) =>
    parameter("path", name ?? "", { type: "string" }, true),
  );
  const inHeader = (one.headers ?? []).map((name) => parameter("header", name, { type: "string" }, true));
  const isWidget = one.audience === "widget" || one.audience === "visitor";
  const widget = isWidget ? [parameter("query", "widget", { type: "string" }, true)] : [];
  return [...inPath, ...widget, ...queryOf(one), ...inHeader];
}

function queryOf(one: Endpoint): Json[] {
  if (!(one.query instanceof z.ZodObject)) return [];
  const schema = z.toJSONSchema(one.query, { io: "input" });
  return Object.entries(schema.properties ?? {})
    .filter(([name]) => name !== "widget")
    .map(([name, value]) => parameter("query", name, value as Json, schema.required?.includes(name) ?? false));
}

const parameter = (place: string, name: string, schema: Json, required: boolean): Json => ({
  in: place,
  name,
  required,
  schema,
});

function successOf(one: Endpoint, refOf: RefOf): Json {
  if (one.isSocket) return { 101: { description: "Switching to the WebSocket subprotocol sapa.v1" } };
  if (one.answer === undefined) return { 204: { description: "Done" } };
  const schema = refOf(one.answer);
  if (one.audience === "apiToken")
    return { 200: { description: "OK", content: { "application/json": { schema: openEnvelope(schema) } } } };
  return { 200: { description: "OK", content: { "application/json": { schema } } } };
}

/** API-2. */
const openEnvelope = (data: Json): Json => ({
  type: "object",
  required: ["status", "data", "meta"],
  properties: { status: { const: "success" }, data, meta: { type: "object" } },
});

const OPEN_ERROR: Json = {
  type: "object",
  required: ["status", "error"],
  properties: {
    status: { const: "error" },
    error: {
      type: "object",
      required: ["code", "key", "messages", "fields", "request_id"],
      properties: {
        code: { type: "integer", description: "The HTTP status" },
        key: { type: "string", description: "Stable; what programs compare" },
        messages: { type: "array", items: { type: "string" }, description: "For people, in Accept-Language" },
        fields: {
          type: "array",
          items: {
            type: "object",
            required: ["field", "key", "message"],
            properties: { field: { type: "string" }, key: { type: "string" }, message: { type: "string" } },
          },
        },
        request_id: { type: "string" },
      },
    },
  },
};

function refusalsOf(codes: Code[], isOpen: boolean): Json {
  const byStatus = Map.groupBy(new Set(codes), (code) => CODES[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.map((code) => `\`${code}\` ${CODES[code].title}`).join("; "),
        content: isOpen
          ? { "application/json": { schema: OPEN_ERROR } }
          : { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}
