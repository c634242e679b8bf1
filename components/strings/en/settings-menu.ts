/** Names of the settings' pages: the hosted shell needs them before the settings themselves are loaded. */
export const settingsMenuEn = {
  settings: "Settings",
  agents: "Agents management",
  chat: "Chat",
  divisions: "Division",
  allocation: "Agent allocation",
  workload: "Workload",
  idle: "Idle rule",
  masking: "Contact masking",
  autoResponder: "Auto responder",
  officeHours: "Office hours",
  templates: "Templates",
  tags: "Tags",
  autoResolve: "Auto resolve",
  security: "Security and sessions",
} as const;
