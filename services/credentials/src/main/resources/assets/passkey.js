// Passkeys in the browser (Web Authentication Level 3), and the small conveniences of our pages. No other script is loaded.
const status = document.querySelector('[data-passkey-status]');
const texts = document.querySelector('script[data-texts]')?.dataset ?? {};
const language = document.documentElement.lang || undefined;
let autofill = null;

function say(text) {
  if (status) status.textContent = text;
}

async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw Object.assign(new Error(answer.detail || 'refused'), { status: response.status, text: answer.text });
  }
  return answer;
}

async function create(interaction, name) {
  const { options } = await post('/webauthn/register/start', { interaction });
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options.publicKey);
  const credential = await navigator.credentials.create({ publicKey });
  return post('/webauthn/register/finish', { credential: credential.toJSON(), name });
}

async function use(ceremony, body, extra = {}) {
  const { options } = await post(`/webauthn/${ceremony}/start`, body);
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey);
  const credential = await navigator.credentials.get({ publicKey, ...extra });
  return post(`/webauthn/${ceremony}/finish`, { ...body, credential: credential.toJSON() });
}

/** The fields of a form except the password; none if one of them is not valid, which the browser then says. */
function fieldsOf(form) {
  const fields = [...form.elements].filter(({ name }) => name && name !== 'password');
  if (!fields.every((field) => field.reportValidity())) return undefined;
  return Object.fromEntries(fields.map((field) => [field.name, field.type === 'checkbox' ? field.checked : field.value]));
}

/** Creates an account with a passkey; one that the server refuses is of no use, and the browser may forget it. */
async function createAccount(fields) {
  const { options } = await post('/webauthn/new-account/start', fields);
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options.publicKey);
  say(texts.create);
  const credential = await navigator.credentials.create({ publicKey });
  try {
    return await post('/webauthn/new-account/finish', { ...fields, credential: credential.toJSON() });
  } catch (error) {
    if (error.status < 500) {
      PublicKeyCredential.signalUnknownCredential?.({ rpId: publicKey.rp.id, credentialId: credential.id })
        .catch(() => {});
    }
    throw error;
  }
}

const acts = {
  authenticate: ({ interaction }) => {
    autofill?.abort();
    return use('authenticate', { interaction });
  },
  'second-factor': ({ interaction }) => use('2fa', { interaction }),
  confirm: () => use('2fa', { confirm: true }),
  enrol: async ({ interaction }, name) => {
    say(texts.create);
    await create(interaction, name);
    say(texts.use);
    return use('2fa', { interaction });
  },
  'create-account': (_, __, button) => createAccount(fieldsOf(button.form)),
  'enrol-further': async (_, name) => {
    await create(undefined, name);
    return { redirect_to: '/account' };
  },
};

function explain(error) {
  if (error.name === 'InvalidStateError') return texts.known;
  if (error.name === 'NotAllowedError' || error.name === 'AbortError') {
    return texts.cancelled;
  }
  if (error.status === 401) return texts.wrong;
  if (error.status === 400) return texts.stale;
  if (error.text) return error.text;
  if (error.status === 429) return texts.tooMany;
  if (error.status) return `${texts.impossible} ${error.message}.`;
  return texts.offline;
}

/** Where to go on: as the server says, but to the page of ours that the user came from instead of the account page. */
function onward(answer, element) {
  const { next } = element.dataset;
  if (next && answer.redirect_to === '/account') {
    window.location.assign(next);
  } else if (next && answer.redirect_to === '/login/2fa') {
    window.location.assign(`/login/2fa?redirect_to=${encodeURIComponent(next)}`);
  } else {
    window.location.assign(answer.redirect_to);
  }
}

async function run(button, name) {
  const { passkey, interaction } = button.dataset;
  button.disabled = true;
  button.setAttribute('aria-busy', 'true');
  say(texts.waiting);
  try {
    const answer = await acts[passkey]({ interaction: interaction || undefined }, name || undefined, button);
    say(texts.done);
    onward(answer, button);
  } catch (error) {
    say(explain(error));
    button.disabled = false;
    button.removeAttribute('aria-busy');
    button.focus();
  }
}

/** Offers passkeys in the user name's autofill, where the browser can. */
async function offerAutofill(form) {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  const interaction = form.dataset.interaction || undefined;
  autofill = new AbortController();
  try {
    const answer = await use('authenticate', { interaction }, { mediation: 'conditional', signal: autofill.signal });
    onward(answer, form);
  } catch (error) {
    if (error.name !== 'AbortError' && error.name !== 'NotAllowedError') say(explain(error));
  }
}

function passkeys() {
  const able = window.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined;
  const buttons = document.querySelectorAll('[data-passkey]');
  if (!able) {
    if (buttons.length > 0) say(texts.unsupported);
    return;
  }
  for (const button of buttons) {
    button.disabled = false;
    const form = button.closest('form[data-passkey-form]');
    if (form) {
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        run(button, new FormData(form).get('name'));
      });
    } else {
      button.addEventListener('click', () => {
        if (!button.form || fieldsOf(button.form)) run(button);
      });
    }
  }
  for (const offer of document.querySelectorAll('[data-passkey-offer]')) offer.hidden = false;
  const conditional = document.querySelector('[data-passkey-conditional]');
  if (conditional) offerAutofill(conditional);
}

function showPassword() {
  for (const button of document.querySelectorAll('[data-show-password]')) {
    const field = document.getElementById(button.dataset.showPassword);
    button.hidden = false;
    button.addEventListener('click', () => {
      const shown = field.type === 'password';
      field.type = shown ? 'text' : 'password';
      button.textContent = shown ? texts.hide : texts.show;
      button.setAttribute('aria-pressed', String(shown));
    });
  }
}

/** Copies what an element says; codes one a line. */
function copying() {
  for (const button of document.querySelectorAll('[data-copy]')) {
    const source = document.getElementById(button.dataset.copy);
    const codes = [...source.querySelectorAll('code')].map((code) => code.textContent).join('\n');
    const status = (button.closest('section, details') ?? document).querySelector('[data-copied]');
    button.hidden = !navigator.clipboard;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(codes || source.textContent.replaceAll(' ', ''));
        status.textContent = texts.copied;
      } catch {
        status.textContent = texts.notCopied;
      }
    });
  }
  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }
}

/** Times as people say them; the exact time in the person's own zone, with the zone's name, on hover. */
function times() {
  const exact = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const units = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];
  for (const time of document.querySelectorAll('time[datetime]')) {
    const at = new Date(time.dateTime);
    const seconds = Math.round((at - Date.now()) / 1000);
    const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= size) ?? units[3];
    time.textContent = relative.format(Math.trunc(seconds / length), unit);
    time.title = `${exact.format(at)} ${Intl.DateTimeFormat().resolvedOptions().timeZone}`;
  }
}

showPassword();
copying();
times();
passkeys();
document.querySelector('[data-focus]')?.focus();
