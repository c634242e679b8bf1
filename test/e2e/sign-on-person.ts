/** A person's browser, as far as redirects and cookies go; what is on the pages is tested elsewhere. */
export class Person {
  readonly #cookies = new Map<string, string>();

  async send(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("cookie", [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "" || /max-age=0|expires=Thu, 01 Jan 1970/i.test(cookie)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  /** Follows redirects up to an address of this beginning, which is not opened. */
  async follow(url: string, end: string): Promise<URL> {
    for (let hops = 0, at = url; hops < 12; hops += 1) {
      if (at.startsWith(end)) return new URL(at);
      const response = await this.send(at);
      const next = response.headers.get("location");
      if (next === null) throw new Error(`${response.status} at ${at}: ${await response.text()}`);
      at = new URL(next, at).href;
    }
    throw new Error(`never came to ${end}`);
  }

  /** Signs in to Sapa with a password. Resolves with the CSRF token. */
  async signIn(origin: string, email: string, password: string): Promise<string> {
    const body = JSON.stringify({ email, password });
    const headers = { origin, "content-type": "application/json" };
    const response = await this.send(`${origin}/auth/sign-in`, { method: "POST", headers, body });
    if (!response.ok) throw new Error(`sign-in refused: ${await response.text()}`);
    return ((await response.json()) as { csrf: string }).csrf;
  }

  /** Who is signed in to Sapa; null: nobody. */
  async email(origin: string): Promise<string | null> {
    const response = await this.send(`${origin}/auth/session`);
    return response.ok ? ((await response.json()) as { account: { email: string } }).account.email : null;
  }

  copyOf(): Person {
    const copy = new Person();
    for (const [name, value] of this.#cookies) copy.#cookies.set(name, value);
    return copy;
  }
}
