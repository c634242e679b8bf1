import { z } from "zod";
import { checkOwnProfile, normalisePerson } from "../../../protocol/account-rules.ts";
import { ownProfileSchema, saveOwnProfileSchema } from "../../../protocol/accounts.schema.ts";
import { refusal } from "../../../protocol/codes.ts";
import type { Membership } from "../../../protocol/http.schema.ts";
import { appendAudit } from "../../db/audit.ts";
import { accountsDatabase } from "../../db/client.ts";
import { type AppContext, clientAddress, clientNetwork, ownOrigin } from "../../http/context.ts";
import { type Answer, answer, type Endpoint, endpoint, refuse } from "../../http/endpoint.ts";
import { overRate } from "../../http/rate.ts";
import { configChange } from "../../organization/store.ts";
import { tellOrganization } from "../../settings/change.ts";
import { changedFields, PERSONAL } from "../../settings/changes.ts";
import { badForm } from "../../settings/rules.ts";
import { deletePhoto, PHOTO_PATH, photoUrl, servePhoto, takePhoto } from "./photo.ts";
import { ownProfile, saveAccount, saveMembership, setPhoto } from "./store.ts";

const PATH = "/auth/profile";
const SAVES = { name: "profile.save", max: 30, windowMs: 60_000 };
const PHOTOS = { name: "profile.photo", max: 10, windowMs: 60_000 };
/** What organizations show of a person. */
const TOLD = ["/firstName", "/lastName", "/phone"];
const READS = { name: "profile.photo.read", max: 600, windowMs: 60_000 };

async function profileOf(c: AppContext): Promise<Answer<z.infer<typeof ownProfileSchema>>> {
  const { accountId } = c.get("signedIn").account;
  const profile = await ownProfile(accountsDatabase(c.env), accountId, ownOrigin(c));
  return profile === null ? refuse(refusal("unauthenticated")) : answer(profile);
}

const read = endpoint(
  { method: "GET", path: PATH, audience: "session", summary: "The own profile", answer: ownProfileSchema },
  ({ c }) => profileOf(c),
);

const save = endpoint(
  {
    method: "PUT",
    path: PATH,
    audience: "session",
    summary: "Change the own profile, in every organization; the email is changed by admins",
    body: saveOwnProfileSchema,
    answer: ownProfileSchema,
    codes: ["required", "too_long", "profile.phone", "rate_limited"],
  },
  async ({ c, body }) => {
    const { account } = c.get("signedIn");
    const tooMany = overRate(c, SAVES, [account.accountId]);
    if (tooMany !== undefined) return refuse(tooMany);
    const given = normalisePerson(body);
    const bad = badForm(checkOwnProfile(given));
    if (bad !== null) return refuse(bad);
    const before = await profileOf(c);
    if (!before.ok) return before;
    const { email: _email, photoUrl: _photo, ...known } = before.value;
    const changes = changedFields(known, given, PERSONAL);
    await saveAccount(accountsDatabase(c.env), account.accountId, given);
    if (TOLD.some((pointer) => pointer in changes))
      for (const membership of account.memberships) await saveIn(c, membership, given, changes);
    return profileOf(c);
  },
);

async function saveIn(
  c: AppContext,
  { organizationId, memberId }: Membership,
  given: z.infer<typeof saveOwnProfileSchema>,
  changes: Record<string, unknown>,
): Promise<void> {
  const db = accountsDatabase(c.env);
  const requestId = c.get("requestId");
  const entry = {
    ...{ organizationId, at: Date.now(), actor: { type: "member" as const, id: memberId } },
    ...{ action: "profile.save", target: memberId, result: "ok" as const },
    ...{ address: clientAddress(c), requestId, changes },
  };
  await appendAudit(db, entry, [saveMembership(db, memberId, given), configChange(db, organizationId)]);
  await tellOrganization(c.env, organizationId, requestId);
}

const photoSchema = z.object({ photoUrl: z.string() });

const uploadPhoto = endpoint(
  {
    method: "POST",
    path: `${PATH}/photo`,
    audience: "session",
    summary: "The own photo, as bytes: PNG, JPEG or WebP",
    answer: photoSchema,
    isUpload: true,
    codes: ["required", "msg.file_size", "msg.file_type", "rate_limited"],
  },
  async ({ c }) => {
    const { accountId } = c.get("signedIn").account;
    const tooMany = overRate(c, PHOTOS, [accountId]);
    if (tooMany !== undefined) return refuse(tooMany);
    const taken = await takePhoto(c.env.FILES, c.req.raw);
    if (!taken.ok) return taken;
    await replacePhoto(c, taken.value);
    return answer({ photoUrl: photoUrl(ownOrigin(c), taken.value) ?? "" }, 201);
  },
);

const removePhoto = endpoint(
  { method: "DELETE", path: `${PATH}/photo`, audience: "session", summary: "Take the own photo away" },
  async ({ c }) => {
    await replacePhoto(c, null);
    return answer(undefined);
  },
);

async function replacePhoto(c: AppContext, photoId: string | null): Promise<void> {
  const before = await setPhoto(accountsDatabase(c.env), c.get("signedIn").account.accountId, photoId);
  if (before !== null) c.executionCtx.waitUntil(deletePhoto(c.env.FILES, before));
}

const photo = endpoint(
  {
    method: "GET",
    path: PHOTO_PATH,
    audience: "anyone",
    summary: "A person's photo; never another picture under this address",
    codes: ["not_found", "rate_limited"],
  },
  async ({ c }) => {
    const tooMany = overRate(c, READS, [clientNetwork(c)]);
    if (tooMany !== undefined) return refuse(tooMany);
    const photoId = c.req.param("photoId") ?? "";
    const served = await servePhoto(c.env.FILES, { photoId, etag: c.req.header("if-none-match") });
    return served ?? refuse(refusal("not_found"));
  },
);

export const profileEndpoints: Endpoint[] = [read, save, uploadPhoto, removePhoto, photo];
