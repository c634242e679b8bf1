import { describe, expect, it } from "vitest";
import { needsTls } from "../../../worker/mail/transport.ts";

describe("SEC mails hold links that sign in", () => {
  it.each(["smtp://mail.example:25", "smtp://u:p@mail.example", "smtp://10.0.0.5", "smtp://localhost.evil.example"])(
    "%s is spoken to under TLS only",
    (url) => expect(needsTls(url)).toBe(true),
  );
  it.each(["smtp://localhost:1025", "smtp://127.0.0.1:1025", "smtp://[::1]:1025"])("%s is this very machine", (url) =>
    expect(needsTls(url)).toBe(false),
  );
});
