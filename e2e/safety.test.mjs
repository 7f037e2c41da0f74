// Children's safety in a browser: a concern in two taps with nothing lost, a lapse that says whom it is shared with,
// with scripts and without, at desk and telephone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bothWidths, hold, launch, open, picture, signedIn, startDemo, wellMade, widths } from './harness.mjs';

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

/** The family of the demo in which a concern waits, as the signed-in person finds it. */
async function waiting(page) {
  await open(page, '/today');
  const concerns = page.locator('.app-concerns');
  assert.match(await concerns.innerText(), /Immediate concern/);
  const href = await concerns.locator('a[href^="/families/"]').first().getAttribute('href');
  return href.split('/').slice(0, 3).join('/');
}

test('the pages on which a concern waits', async (t) => {
  for (const role of ['Manager', 'Social worker']) {
    const { page, trouble, leave } = await signedIn(browser, demo.address, role);
    t.after(leave);
    const family = await waiting(page);
    await hold(page, `safety-home-${role}`);
    await open(page, `${family}/safety`);
    assert.match(await page.locator('.app-identity').innerText(), /not acknowledged yet/);
    await hold(page, `safety-${role}`);
    assert.deepEqual(trouble, []);
  }
});

test('a concern in two taps from a form, on a telephone, with nothing lost', async (t) => {
  const { page, trouble, leave } = await signedIn(browser, demo.address, 'Manager', { viewport: widths.phone });
  t.after(leave);
  const family = await waiting(page);
  await open(page, `${family}/record/note`);
  await page.getByLabel('Note', { exact: true }).fill('Half a sentence, when the telephone rang');
  await page.getByRole('button', { name: 'Raise a concern' }).click();
  await page.waitForURL(/\/record\/concern/);
  assert.match(await page.locator('main').innerText(), /What you typed is kept/);
  await hold(page, 'safety-concern');
  await page.getByLabel('Not immediate').check();
  await page.locator('input[name=child]').first().check();
  await page.getByLabel('What was seen or said').fill('He was alone on the front at ten.');
  await page.getByRole('button', { name: 'Save and share the concern' }).click();
  await page.waitForURL(/done=concern/);
  await open(page, `${family}/record/note`);
  assert.equal(await page.getByLabel('Note', { exact: true }).inputValue(), 'Half a sentence, when the telephone rang');
  assert.deepEqual(trouble, []);
});

test('a line says whom a lapse is shared with as it is answered; without scripts the form comes back to say it', async (t) => {
  for (const javaScript of ['on', 'off']) {
    const { page, trouble, leave } = await signedIn(browser, demo.address, 'Manager', { javaScript });
    t.after(leave);
    const family = await waiting(page);
    await open(page, `${family}/record/lapse`);
    const answer = (name, value) => page.locator(`input[name=${name}][value=${value}]`).check();
    const save = page.getByRole('button', { name: 'Save the lapse' });
    await page.locator('input[name=item]').first().check();
    await page.locator('input[name=person]').first().check();
    await answer('in_care', 'no');
    await answer('followed', 'yes');
    if (javaScript === 'on') {
      await save.click();
      await page.locator('.govuk-error-summary').waitFor();
      await hold(page, 'safety-lapse-wrong');
    }
    await page.getByLabel('What happened, in their words').fill('Two glasses, and the children were away.');
    const said = page.locator('[data-decides] > div:not([hidden])');
    if (javaScript === 'on') {
      assert.match(await said.innerText(), /stays in the team/);
      await answer('in_care', 'yes');
      await answer('followed', 'no');
      assert.match(await said.innerText(), /must be told/);
      await hold(page, 'safety-lapse');
      await answer('in_care', 'no');
      await answer('followed', 'yes');
    } else {
      assert.equal(await said.count(), 0);
      await save.click();
      await page.locator('.govuk-error-summary').waitFor();
      assert.match(await said.innerText(), /stays in the team/);
      // axe needs scripts; the same page is held to it where they run.
      await bothWidths(page, async (width) => {
        await picture(page, `safety-lapse-plain-${width}`);
        await wellMade(page);
      });
    }
    await save.click();
    await page.waitForURL(/done=lapse/);
    assert.deepEqual(trouble, []);
  }
});

test('the social worker acknowledges a concern', async (t) => {
  const { page, trouble, leave } = await signedIn(browser, demo.address, 'Social worker');
  t.after(leave);
  const family = await waiting(page);
  await open(page, `${family}/record/acknowledge`);
  await hold(page, 'safety-acknowledge');
  await page.locator('input[name=concern]').first().check();
  await page.getByLabel('What you will do').fill('I shall be there this afternoon.');
  await page.getByRole('button', { name: 'Acknowledge the concern' }).click();
  await page.waitForURL(/done=acknowledge/);
  assert.deepEqual(trouble, []);
});

test('the administrator says where a social worker is told by e-mail', async (t) => {
  const { page, trouble, leave } = await signedIn(browser, demo.address, 'Administrator');
  t.after(leave);
  await open(page, '/service/people');
  await page.getByRole('link', { name: 'Iris Invented', exact: true }).click();
  const address = page.getByLabel('E-mail address');
  const save = page.getByRole('button', { name: 'Save the e-mail address' });
  await address.fill('nowhere');
  await save.click();
  await page.locator('.govuk-error-summary').waitFor();
  assert.equal(await address.inputValue(), 'nowhere');
  await hold(page, 'safety-e-mail-wrong');
  await address.fill('iris@service.test');
  await save.click();
  await page.waitForURL(/done=saved/);
  await hold(page, 'safety-e-mail');
  assert.deepEqual(trouble, []);
});
