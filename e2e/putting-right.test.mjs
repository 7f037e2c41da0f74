// Putting entries right in a browser: the form of each kind at desk and telephone, and an original that stays.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { family } from './forms.mjs';
import { hold, launch, open, signedIn, startDemo, widths } from './harness.mjs';

let demo;
let browser;
before(async () => {
  demo = await startDemo();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** The kind of each entry on the page that can be put right, and where. */
const correctable = (page) =>
  page.$$eval('a[href*="/record/put-right/"]', (all) =>
    all.map((a) => [a.closest('article').dataset.entry, a.getAttribute('href')]));

test('the form of every kind of entry there is', async (t) => {
  const { page, trouble, leave } = await signedIn(browser, demo.address, 'Manager');
  t.after(leave);
  const seen = new Set();
  for (const status of ['open', 'closed', 'not_met_threshold']) {
    await open(page, await family(page, status));
    for (const [kind, path] of await correctable(page)) {
      if (seen.has(kind)) continue;
      seen.add(kind);
      await open(page, path);
      assert.equal(await page.locator('h1').innerText(), 'Put an entry right', kind);
      await hold(page, `put-right-${kind}`);
    }
  }
  assert.ok(seen.size >= 5, `kinds: ${[...seen]}`);
  assert.deepEqual(trouble, []);
});

test('a session is put right on a telephone, with its reason, and its note apart', async (t) => {
  const { page, trouble, leave } = await signedIn(browser, demo.address, 'Practitioner', { viewport: widths.phone });
  t.after(leave);
  await open(page, await family(page, 'open'));
  await page.getByRole('button', { name: 'Record a session' }).click();
  await page.locator('input[name=person]').first().check();
  await page.getByLabel('What kind').selectOption({ label: 'Therapeutic' });
  await page.getByLabel('Minutes').fill('54');
  await page.getByLabel('Note', { exact: true }).fill('Mornings are easyer now.');
  await page.getByRole('button', { name: 'Save the session' }).click();
  const standing = (kind) =>
    page.locator(`article[data-entry="${kind}"]`).filter({ has: page.locator('a[href*="/put-right/"]') }).first();
  await standing('session').getByRole('link', { name: /^Put right/ }).click();
  assert.equal(await page.getByLabel('Minutes').inputValue(), '54');
  assert.equal(await page.getByLabel('Note', { exact: true }).count(), 0, 'the note has a form of its own');
  await page.getByLabel('Minutes').fill('45');
  await page.getByRole('button', { name: 'Put it right' }).click();
  await page.locator('.govuk-error-summary').waitFor();
  assert.equal(await page.getByLabel('Minutes').inputValue(), '45', 'nothing typed is lost');
  await page.getByLabel('Why it is put right').fill('I turned the figures round');
  await page.getByRole('button', { name: 'Put it right' }).click();
  await page.getByText('The entry is put right; the original stays').waitFor();
  await standing('session').getByText('45 minutes').waitFor();
  await page.getByText('Corrected by a later entry: I turned the figures round').waitFor();
  await standing('session_note').getByRole('link', { name: /^Put right/ }).click();
  await page.getByLabel('Note', { exact: true }).fill('Mornings are easier now.');
  await page.getByLabel('Why it is put right').fill('Spelling');
  await page.getByRole('button', { name: 'Put it right' }).click();
  await standing('session_note').getByText('Mornings are easier now.').waitFor();
  await page.getByText('Mornings are easyer now.').waitFor();
  assert.deepEqual(trouble, []);
});
