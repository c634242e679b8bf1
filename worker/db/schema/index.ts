export * from "./accounts.ts";
export * from "./contacts.ts";
export * from "./integrations.ts";
export * from "./messages.ts";
export * from "./operations.ts";
export * from "./organizations.ts";
export * from "./rooms.ts";
export * from "./settings.ts";
