// Recording casework in a browser: every form at desk and telephone, and words that survive whatever happens.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { family } from './forms.mjs';
import { axe, hold, launch, open, signIn, signedIn, startDemo, startKeptDemo, visitor, widths } from './harness.mjs';

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

/** The addresses of every form that the family's page offers. */
async function forms(page, at) {
  await open(page, at);
  return page.$$eval('.app-acts a[href*="/record/"]', (all) => all.map((a) => a.getAttribute('href')));
}

test('every form of an open and of a closed family', async (t) => {
  for (const viewport of Object.values(widths)) {
    const { page, trouble, leave } = await signedIn(browser, demo.address, 'Manager', { viewport });
    t.after(leave);
    const seen = new Set();
    for (const status of ['open', 'closed']) {
      for (const path of await forms(page, await family(page, status))) {
        const act = path.split('/').at(-1);
        if (seen.has(act)) continue;
        seen.add(act);
        await open(page, path);
        assert.equal(await page.locator('h1').count(), 1, act);
        await axe(page);
      }
    }
    assert.ok(seen.size >= 24, `forms offered: ${[...seen]}`);
    assert.deepEqual(trouble, []);
  }
});

test('a form that is refused says what is wrong, at desk and telephone', async (t) => {
  const { page, trouble, leave } = await signedIn(browser, demo.address, 'Practitioner');
  t.after(leave);
  await open(page, `${await family(page, 'open')}/record/session`);
  await page.getByLabel('Note', { exact: true }).fill('A first meeting on the front.');
  await page.getByRole('button', { name: 'Save the session' }).click();
  await page.locator('.govuk-error-summary').waitFor();
  assert.equal(await page.getByLabel('Note', { exact: true }).inputValue(), 'A first meeting on the front.');
  await hold(page, 'record-session-refused');
  assert.deepEqual(trouble, []);
});

test('a session on a telephone, in under a dozen touches', async (t) => {
  const { page, trouble, leave } = await signedIn(browser, demo.address, 'Practitioner', { viewport: widths.phone });
  t.after(leave);
  const at = await family(page, 'open');
  await open(page, at);
  const before = await page.locator('article[data-entry="session"]').count();
  await page.getByRole('button', { name: 'Record a session' }).click();
  await page.locator('input[name=person]').first().check();
  await page.getByLabel('What kind').selectOption({ label: 'Therapeutic' });
  await page.getByLabel('Minutes').fill('45');
  await page.getByLabel('Note', { exact: true }).fill('She noticed that mornings are easier now.');
  await page.getByRole('button', { name: 'Save the session' }).click();
  await page.getByText('The session is recorded').waitFor();
  assert.equal(await page.locator('article[data-entry="session"]').count(), before + 1);
  assert.equal(await page.locator('article[data-entry="session_note"][data-visibility="team"]').count() > 0, true);
  await hold(page, 'record-session-done');
  assert.deepEqual(trouble, []);
});

test('two thousand words survive the session, the server and another try', async (t) => {
  const kept = await startKeptDemo();
  t.after(() => kept.stop());
  const words = Array.from({ length: 2000 }, (_, n) => `word${n}`).join(' ');
  const { page, context, leave } = await visitor(browser, kept.address);
  t.after(leave);
  await signIn(page, 'Practitioner');
  const form = `${await family(page, 'open')}/record/note`;
  await open(page, form);
  await page.getByLabel('Note', { exact: true }).fill(words);
  // Three seconds after the last key the page says that it is kept.
  await page.locator('[data-kept]', { hasText: 'Kept as a draft' }).waitFor({ timeout: 20_000 });
  await kept.kill();
  await kept.start();
  // Whoever was signed in still is.
  await open(page, form);
  assert.equal(await page.getByLabel('Note', { exact: true }).inputValue(), words);
  // The session ends under it: what is sent is kept for its writer.
  const more = `${words} and the last one`;
  await page.getByLabel('Note', { exact: true }).fill(more);
  await page.getByLabel('The team only').check();
  await context.clearCookies();
  await page.getByRole('button', { name: 'Save the note' }).click();
  await page.getByText('nothing you typed is lost').waitFor();
  await signIn(page, 'Manager');
  await open(page, form);
  assert.equal(await page.getByLabel('Note', { exact: true }).inputValue(), '', 'nobody else is shown it');
  await context.clearCookies();
  await signIn(page, 'Practitioner');
  await open(page, form);
  assert.equal(await page.getByLabel('Note', { exact: true }).inputValue(), more);
  await page.getByRole('button', { name: 'Save the note' }).click();
  await page.getByText('The note is in the chronology').waitFor();
  const notes = page.locator('article[data-entry="note"]', { hasText: 'and the last one' });
  assert.equal(await notes.count(), 1);
  // Going back offers an empty form: what was sent is not sent again by a second press.
  await page.goBack();
  assert.equal(await page.getByLabel('Note', { exact: true }).inputValue(), '');
});

test('without scripts a refused form gives its words back', async (t) => {
  const { page, trouble, leave } = await signedIn(browser, demo.address, 'Practitioner', { javaScript: 'off' });
  t.after(leave);
  await open(page, `${await family(page, 'open')}/record/note`);
  await page.getByLabel('Note', { exact: true }).fill('Typed without scripts');
  await page.locator('input[name=day]').fill('2099-01-01');
  await page.getByRole('button', { name: 'Save the note' }).click();
  await page.getByText('Give today or an earlier day').first().waitFor();
  assert.equal(await page.getByLabel('Note', { exact: true }).inputValue(), 'Typed without scripts');
  assert.deepEqual(trouble, []);
});

test('two thousand words survive a full disk', async (t) => {
  const kept = await startKeptDemo();
  t.after(() => kept.stop());
  const words = Array.from({ length: 2000 }, (_, n) => `full${n}`).join(' ');
  const { page, leave } = await visitor(browser, kept.address);
  t.after(leave);
  await signIn(page, 'Practitioner');
  const at = await family(page, 'open');
  await open(page, at);
  const before = await page.locator('article').count();
  const form = `${at}/record/note`;
  await open(page, form);
  await kept.close();
  kept.room = 'none';
  await kept.start();
  // Once looking has filled what little room there is, what cannot be written in the trail is not shown.
  let refused;
  for (let times = 0; times < 20 && refused?.status() !== 500; times += 1) refused = await page.request.get(kept.address + at);
  assert.equal(refused.status(), 500);
  assert.ok(!(await refused.text()).includes('app-identity'), 'nothing of the family is shown');
  await page.getByLabel('Note', { exact: true }).fill(words);
  await page.getByLabel('The team only').check();
  await page.getByRole('button', { name: 'Save the note' }).click();
  // It says plainly that nothing is saved, and every word stands in the form.
  await page.getByRole('link', { name: 'Nothing was saved' }).waitFor();
  assert.ok(!kept.said().includes('full1'), 'what is typed is in no log');
  assert.equal(await page.getByLabel('Note', { exact: true }).inputValue(), words);
  // Room is made, and the same page is sent again: it simply works.
  await kept.kill();
  kept.room = 'enough';
  await kept.start();
  await page.getByRole('button', { name: 'Save the note' }).click();
  await page.getByText('The note is in the chronology').waitFor();
  assert.equal(await page.locator('article').count(), before + 1);
});
