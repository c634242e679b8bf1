/** Every bound of the protocol in one place. Sizes in bytes, times in milliseconds, unless the name says otherwise. */
export const LIMITS = {
  frameBytes: 64 * 1024,
  jsonBodyBytes: 1024 * 1024,
  jsonDepth: 16,
  jsonKeys: 1000,
  commandIdLength: 64,
  textLength: 4096,
  noteLength: 1000,
  nameLength: 120,
  emailLength: 254,
  tagsPerConversation: 20,

  eventsPerBatch: 200,
  batchBytes: 256 * 1024,
  resumeMaxEvents: 2000,
  snapshotEvents: 50,
  historyPage: 200,
  listPage: 50,
  searchTextLength: 100,

  unconfirmedEvents: 500,
  unconfirmedBytes: 1024 * 1024,
  stalledMs: 30_000,
  confirmEveryEvents: 50,
  confirmEveryMs: 2_000,

  socketsPerRoom: 500,
  socketsPerVisitor: 5,
  socketsPerMember: 20,

  framesPerSecond: 20,
  framesBurst: 60,
  /** Greetings and pages of history. */
  replaysPerSecond: 2,
  replaysBurst: 10,
  visitorMessagesPerSecond: 1,
  visitorMessagesBurst: 10,
  visitorMessagesPerMinute: 20,
  visitorMessagesPerHour: 200,
  memberMessagesPerSecond: 5,
  memberMessagesBurst: 30,
  typingEveryMs: 3_000,
  typingShownMs: 6_000,
  seenEveryMs: 60_000,

  outboxRowsPerBatch: 100,
  outboxBytesPerBatch: 256 * 1024,
  outboxBacklogRows: 50_000,
  outboxBacklogBytes: 64 * 1024 * 1024,
  keepEvents: 2_000,
  keepCommandsMs: 30 * 24 * 3600_000,

  clientOutboxCommands: 200,
  clientOutboxAskAfterMs: 24 * 3600_000,
} as const;

/** Times that both ends must agree on, in milliseconds. */
export const TIMES = {
  pingEveryMs: 25_000,
  probeLimitMs: 5_000,
  reconnectMinMs: 500,
  reconnectMaxMs: 30_000,
  reconnectResetMs: 60_000,
  restartJitterMs: 5_000,
  httpFallbackAfterMs: 3_000,
  presenceLeaseMs: 120_000,
  accessTokenMs: 10 * 60_000,
  visitorTokenMs: 15 * 60_000,
  visitorRefreshMs: 90 * 24 * 3600_000,
  renewBeforeMs: 60_000,
  listsMayLagMs: 10_000,
  listsDegradedMs: 60_000,
} as const;

/** Private WebSocket close codes. The client's duty for each stands in PROTOCOL.md. */
export const CLOSE = {
  normal: 1000,
  tokenEnded: 4001,
  forbidden: 4003,
  tooSlow: 4008,
  protocolError: 4009,
  versionTooOld: 4010,
  rateLimited: 4029,
} as const;
