// What an authenticator application does: the code of a key at a moment (RFC 6238).

import { createHmac } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code that an application shows for a key, now or so many half minutes from now. */
export function shown(key, halfMinutes = 0) {
  const bits = [...key].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from(bits.match(/.{8}/g).map((eight) => parseInt(eight, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + halfMinutes));
  const hash = createHmac('sha1', bytes).update(step).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Sets up the second factor that the page offers; its key. `look` is shown the page before and after. */
export async function setFactorUp(page, look = async () => {}) {
  const key = (await page.locator('.govuk-inset-text strong').innerText()).replaceAll(' ', '');
  await look('factor');
  await page.getByLabel('Code', { exact: true }).fill(shown(key));
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Confirm' }).click()]);
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
  await look('recovery-codes');
  await page.getByRole('button', { name: 'I have written them down' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/account'));
  return key;
}
