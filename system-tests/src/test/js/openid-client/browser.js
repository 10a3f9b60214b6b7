/** A person at a browser without scripts: keeps cookies, fills in the login form, allows what is asked. */
export class Browser {
  #cookies = new Map();
  #issuer;

  constructor(issuer) {
    this.#issuer = new URL(issuer);
  }

  /** From an authorization request to the address of the application that the answer goes to. */
  async signIn(url, username, password) {
    let answer = await this.#send(url);
    for (let step = 0; step < 20; step++) {
      if (answer.status >= 300 && answer.status < 400) {
        const next = new URL(answer.headers.get("location"), answer.url);
        if (next.origin !== this.#issuer.origin) {
          return next;
        }
        answer = await this.#send(next);
      } else {
        answer = await this.#fill(await page(answer), username, password);
      }
    }
    throw new Error("the sign-in comes to no end");
  }

  /** Fills in a page of the server's, for whatever it asks. */
  async #fill({ url, text }, username, password) {
    const form = [...text.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g)]
      .map((match) => match[0])
      .find((html) => /action="[^"]*\/(login|consent)"/.test(html));
    if (form === undefined) {
      throw new Error(`nothing to fill in at ${url}: ${text}`);
    }
    const fields = new URLSearchParams();
    for (const [input] of form.matchAll(/<input[^>]*>/g)) {
      const name = attribute(input, "name");
      if (name !== undefined) {
        fields.set(name, attribute(input, "value") ?? "");
      }
    }
    if (fields.has("password")) {
      fields.set("username", username);
      fields.set("password", password);
    } else {
      fields.set("action", "approve");
    }
    return this.#send(new URL(attribute(form, "action"), url), {
      method: "POST",
      headers: { origin: this.#issuer.origin },
      body: fields,
    });
  }

  async #send(url, init = {}) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { accept: "text/html", ...(init.headers ?? {}), ...(cookie === "" ? {} : { cookie }) };
    const answer = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const set of answer.headers.getSetCookie()) {
      const [, name, value] = set.match(/^([^=]+)=([^;]*)/);
      this.#cookies.set(name, value);
    }
    return answer;
  }
}

async function page(answer) {
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${answer.url} answered ${answer.status}: ${text}`);
  }
  return { url: answer.url, text };
}

function attribute(tag, name) {
  const found = tag.match(new RegExp(`\\s${name}="([^"]*)"`));
  return found?.[1].replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
