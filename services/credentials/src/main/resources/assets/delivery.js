// The part of the second factor's page that says what became of a code that was sent. Works without this script, by its link.
const PAUSE = 2000;
const MOST_LOOKS = 60;

/** Lets another code be asked for when it may be, and says how long that is. */
function countDown(button) {
  const words = button.textContent;
  const end = Date.now() + Number(button.dataset.resendIn) * 1000;
  const tick = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    button.disabled = left > 0;
    button.textContent = left > 0 ? `${words} (in ${left} s)` : words;
    if (left > 0 && button.isConnected) setTimeout(tick, 1000);
  };
  tick();
}

/** The same part of the page as it is now, if it is there still. */
async function look(section) {
  const response = await fetch(section.dataset.page, { credentials: 'same-origin', headers: { Accept: 'text/html' } });
  if (!response.ok || response.redirected) return null;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  return page.querySelector('[data-delivery]');
}

async function watch(section, looks = MOST_LOOKS) {
  if (!['on-its-way', 'trying'].includes(section.dataset.delivery) || looks === 0) return;
  await new Promise((done) => { setTimeout(done, PAUSE); });
  const now = await look(section).catch(() => section);
  if (!now) return;
  if (now.dataset.delivery !== section.dataset.delivery) {
    section.querySelector('[role=status]')?.replaceWith(now.querySelector('[role=status]') ?? '');
    section.dataset.delivery = now.dataset.delivery;
  }
  watch(section, looks - 1);
}

for (const section of document.querySelectorAll('[data-delivery]')) {
  countDown(section.querySelector('[data-resend-in]'));
  watch(section);
}
