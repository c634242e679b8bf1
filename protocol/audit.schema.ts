import { z } from "zod";
import { LIMITS } from "./limits.ts";

/** GET /api/v1/audit (SET-10), newest first; `GET /api/v1/audit/export` takes the same filter and gives CSV. */
export const auditQuerySchema = z.object({
  actorId: z.string().max(80).optional(),
  /** An action, or with a dot at its end all that begin so: `member.`. */
  action: z.string().max(80).optional(),
  target: z.string().max(120).optional(),
  from: z.coerce.number().int().nonnegative().optional(),
  to: z.coerce.number().int().nonnegative().optional(),
  /** Number of the entry before which to go on. */
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(LIMITS.listPage),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;
export const auditRowSchema = z.object({
  number: z.int().positive(),
  at: z.int(),
  actor: z.object({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  action: z.string(),
  target: z.string().nullable(),
  /** What the target is called today, where it still is something with a name. */
  targetName: z.string().nullable(),
  result: z.string(),
  address: z.string().nullable(),
  /** Fields with before and after where harmless; secrets never. */
  changes: z.unknown(),
});
export type AuditRow = z.infer<typeof auditRowSchema>;
export const auditPageSchema = z.object({ rows: z.array(auditRowSchema), nextBefore: z.int().nullable() });
export type AuditPage = z.infer<typeof auditPageSchema>;
