import { SignInNeeded } from "../../../client/token-source.ts";
import type { AccessToken } from "../../../protocol/http.schema.ts";
import { post, type SessionOptions, tokenOf } from "../session.ts";

/**
 * A token of the person the site has signed for (WIDGET-19), with a new signature each time; it lives in memory only.
 * Who the person was here until now is handed over once and then forgotten. Rejects with SignInNeeded when the site
 * signs no longer, or the server no longer believes it.
 */
export async function identify(options: SessionOptions, sign: () => Promise<string>): Promise<AccessToken> {
  const { entry, context } = options;
  const refreshToken = entry.read().session?.refreshToken ?? undefined;
  // Signed out meanwhile, or somebody else by now: what the browser has is not this person's any more (WIDGET-20).
  const stillThem = (): void => {
    if (context.identityToken !== sign) throw new Error("another identity");
  };
  try {
    // A site that cannot sign now has nobody signed in.
    const token = await sign().catch(() => {
      throw new SignInNeeded();
    });
    stillThem();
    const identified = await post("visitors/identify", { token, refreshToken }, options);
    stillThem();
    // Not cleared: that would tell other tabs that the chat has ended.
    const { isOpen, isMuted } = entry.read();
    const kept = { isOpen, isMuted, isGreetingClosed: true, isSigned: true };
    const { visitorId } = identified;
    options.onIdentified?.(visitorId);
    // Tabs of a former person hear of it (WIDGET-20); who it is does not stay.
    entry.replace({ ...kept, signedAs: visitorId });
    entry.replace(kept);
    return tokenOf(identified);
  } catch (error) {
    if (error instanceof SignInNeeded) context.emit("error", { code: "widget.identity" });
    throw error;
  }
}
