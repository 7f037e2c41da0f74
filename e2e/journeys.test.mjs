// Journeys from end to end, as people make them: by keyboard alone, without scripts, with a file.

import assert from 'node:assert/strict';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { hold, launch, open, signedIn, startDemo, visitor } from './harness.mjs';

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

/** Presses Tab until the focus is on what `wanted` names, then Enter, and waits for the page that follows. */
async function follow(page, wanted) {
  for (let presses = 0; presses < 400; presses += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const at = document.activeElement;
      // What has the focus must be seen to have it (WCAG 2.4.7, 2.4.11).
      const box = at.getBoundingClientRect();
      return { words: at.innerText?.trim() ?? '', href: at.getAttribute('href') ?? '', seen: box.width > 0 && box.height > 0 };
    });
    if (wanted(here)) {
      assert.ok(here.seen, `"${here.words}" has the focus and cannot be seen`);
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      return;
    }
  }
  assert.fail('Tab never came to what was looked for');
}

test('by keyboard from signing in to the rows behind a figure', async () => {
  const { page, trouble, leave } = await visitor(browser, demo.address);
  await open(page, '/sign-in');
  await follow(page, ({ words }) => words === 'Practitioner');
  assert.match(page.url(), /\/today$/);
  await follow(page, ({ href }) => href === '/families');
  assert.match(page.url(), /\/families$/);
  await follow(page, ({ href }) => /^\/families\/[0-9a-f-]{36}/.test(href));
  assert.equal(await page.locator('article[data-entry]').count() > 0, true, 'the chronology has entries');
  await follow(page, ({ words }) => words === 'Evaluation');
  assert.match(page.url(), /\/evaluation/);
  await follow(page, ({ words }) => words === 'Parents before and after');
  const figure = page.locator('[data-figure="t5.alcohol.clo"]').first();
  assert.match(await figure.innerText(), /6 \(34\) 18%/);
  await follow(page, ({ href }) => /id=t5\.alcohol\.clo/.test(href));
  assert.match(await page.locator('main').innerText(), /6 \(34\) 18%/);
  assert.equal(await page.locator('main table tbody tr a[href^="/families/"]').count(), 6, 'the six rows lead to their families');
  await follow(page, ({ href }) => /^\/families\/[0-9a-f-]{36}/.test(href));
  assert.equal(await page.locator('article[data-entry]').count() > 0, true);
  assert.deepEqual(trouble, []);
  await leave();
});

test('each tab of a family, as it is and as at an earlier day', async (t) => {
  const { page, trouble, leave } = await signedIn(browser, demo.address, 'Practitioner');
  t.after(leave);
  await open(page, '/families');
  await page.locator('main a[href^="/families/"]').first().click();
  const tabs = await page.$$eval('nav a[href^="/families/"]', (all) => [...new Set(all.map((a) => a.getAttribute('href')))].filter((path) => path.split('/').length > 2));
  assert.ok(tabs.length >= 4, `the family page has tabs: ${tabs}`);
  for (const [index, path] of tabs.entries()) {
    await open(page, path);
    await hold(page, `family-tab-${index + 1}`);
  }
  await open(page, `${tabs[0].split('?')[0]}?as_at=2021-06-01`);
  assert.match(await page.locator('body').innerText(), /1 June 2021/);
  await hold(page, 'family-as-at');
  assert.deepEqual(trouble, []);
});

test('the rows behind a figure, for an evaluator and for a manager', async (t) => {
  for (const [role, links] of [['Evaluator', 0], ['Manager', 6]]) {
    const { page, trouble, leave } = await signedIn(browser, demo.address, role);
    t.after(leave);
    await open(page, '/evaluation/parents-change');
    await page.locator('a[data-figure="t5.alcohol.clo"], [data-figure="t5.alcohol.clo"] a').first().click();
    assert.equal(await page.locator('main table tbody tr').count(), 6);
    assert.equal(await page.locator('main table a[href^="/families/"]').count(), links);
    assert.equal(/F0\d\d/.test(await page.locator('main').innerText()), links > 0, 'references are for the team only');
    await hold(page, `behind-a-figure-${role}`);
    assert.deepEqual(trouble, []);
  }
});

test('a workbook that cannot be brought in, and one that is here already', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'alongside-files-'));
  t.after(() => rm(folder, { recursive: true }));
  const { page, trouble, leave } = await signedIn(browser, demo.address, 'Manager');
  t.after(leave);

  await writeFile(join(folder, 'families.xlsx'), 'MZ this is a program and no workbook');
  await open(page, '/import');
  await page.locator('input[type=file]').first().setInputFiles(join(folder, 'families.xlsx'));
  await page.locator('main form:has(input[type=file]) button').first().click();
  await page.locator('.govuk-error-summary').waitFor();
  await hold(page, 'import-refused');

  const data = join(dirname(fileURLToPath(import.meta.url)), '../demo');
  await open(page, '/import');
  const files = ['families', 'children', 'emergency_sessions'].map((name) => join(data, `${name}.csv`));
  await page.locator('input[type=file]').first().setInputFiles(files);
  await page.locator('main form:has(input[type=file]) button').first().click();
  await page.getByText(/90 families/).first().waitFor();
  await hold(page, 'import-checked');
  assert.deepEqual(trouble, []);
});

test('a workbook in a team\'s own words is asked about', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'alongside-own-words-'));
  t.after(() => rm(folder, { recursive: true }));
  const { page, trouble, leave } = await signedIn(browser, demo.address, 'Manager');
  t.after(leave);
  const sheets = {
    families: 'Family ID,Case status,Date of referral,Alcohol (Referral)\nT1,Open,3/5/2021,Y\nT2,Open,4/6/2021,maybe\n',
    children: 'Child ID,Family ID,Case status\nT1a,T1,Open\n',
    emergency_sessions: 'Session ID,Family ID,Date\nTe1,T1,1/7/2021\n',
  };
  for (const [name, text] of Object.entries(sheets)) await writeFile(join(folder, `${name}.csv`), text);
  await open(page, '/import');
  await page.locator('input[type=file]').first().setInputFiles(Object.keys(sheets).map((name) => join(folder, `${name}.csv`)));
  await page.locator('main form:has(input[type=file]) button').first().click();
  await page.getByText('maybe').first().waitFor();
  await hold(page, 'import-questions');
  assert.deepEqual(trouble, []);
});

test('a family that is not a social worker\'s own is not there', async (t) => {
  const team = await signedIn(browser, demo.address, 'Practitioner');
  const own = await signedIn(browser, demo.address, 'Social worker');
  t.after(() => Promise.all([team.leave(), own.leave()]));
  const listed = async ({ page }) => {
    await open(page, '/families');
    return page.$$eval('main a[href^="/families/"]', (all) => all.map((a) => a.getAttribute('href')).filter((path) => /[0-9a-f-]{36}$/.test(path)));
  };
  const mine = new Set(await listed(own));
  const others = (await listed(team)).filter((path) => !mine.has(path));
  assert.ok(others.length > 0, 'there are families of other social workers');
  const denied = await own.page.goto(others[0]);
  const deniedWords = await own.page.locator('main').innerText();
  const unknown = await own.page.goto('/families/00000000-0000-7000-8000-000000000000');
  assert.equal(denied.status(), 404);
  assert.equal(unknown.status(), 404);
  assert.equal(await own.page.locator('main').innerText(), deniedWords);
});
