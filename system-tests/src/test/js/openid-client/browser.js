/** A person at a browser without scripts: keeps cookies, fills in the login form, allows what is asked. */
export class Browser {
  #cookies = new Map();
  #issuer;

  constructor(issuer) {
    this.#issuer = new URL(issuer);
  }

  /** From an authorization request to the address of the application that the answer goes to. */
  async signIn(url, username, password) {
    const end = await this.#walk(url, username, password);
    if (end instanceof URL) {
      return end;
    }
    throw new Error(`the sign-in ends at ${end.url}: ${end.text}`);
  }

  /** From the address that a device shows to the page that says what became of it. */
  async letIn(url, username, password) {
    const end = await this.#walk(url, username, password);
    if (end instanceof URL || !end.text.includes("is connected")) {
      throw new Error(`the device is not let in: ${end.text ?? end}`);
    }
  }

  /** Fills in page after page, until one asks for nothing, or the browser is sent to another site. */
  async #walk(url, username, password) {
    let answer = await this.#send(url);
    for (let step = 0; step < 20; step++) {
      if (answer.status >= 300 && answer.status < 400) {
        const next = new URL(answer.headers.get("location"), answer.url);
        if (next.origin !== this.#issuer.origin) {
          return next;
        }
        answer = await this.#send(next);
      } else {
        const { url, text } = await page(answer);
        const form = asks(text);
        if (form === undefined) {
          return { url, text };
        }
        answer = await this.#fill(form, url, username, password);
      }
    }
    throw new Error("the way comes to no end");
  }

  async #fill(form, url, username, password) {
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

/** The form of a page that wants something of the person. */
function asks(text) {
  return [...text.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g)]
    .map((match) => match[0])
    .find((html) => /action="[^"]*\/(login|consent|device)"/.test(html));
}

function attribute(tag, name) {
  const found = tag.match(new RegExp(`\\s${name}="([^"]*)"`));
  return found?.[1].replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
