import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import * as sample from "../../support/sample-files.ts";
import { uploadAsVisitor, uploaded } from "../files/support.ts";
import { asPage, codeOf, newVisitor, say, world } from "../http/support.ts";

it("WIDGET-20 a visitor who has become somebody else gets no more addresses of files, and stores none", async () => {
  const { one } = await world();
  const visitor = await newVisitor(one);
  const { file } = await uploaded(await uploadAsVisitor(one, visitor, "foto.gif", sample.gif()));
  expect((await say(one, visitor, "Halo")).status).toBe(200);
  const links = () =>
    asPage(one, "/widget/v1/files/links", {
      headers: { authorization: `Bearer ${visitor.accessToken}` },
      body: { fileIds: [file.fileId] },
    });
  expect((await links()).status).toBe(200);
  // The room knows its token without the seal that the Worker puts on.
  const refreshToken = (visitor.refreshToken ?? "").split(".").slice(0, -1).join(".");
  const room = env.ROOM.getByName(visitor.roomId);
  expect(await room.linkVisitor({ refreshToken, contactId: "con_known", name: null })).toBe(true);
  expect(await codeOf(await links())).toBe("not_found");
  const stored = async () =>
    (await env.FILES.list({ prefix: `${one.organizationId}/${visitor.roomId}/` })).objects.length;
  expect(await codeOf(await uploadAsVisitor(one, visitor, "foto.gif", sample.gif()))).toBe("not_found");
  expect(await stored()).toBe(1);
});
