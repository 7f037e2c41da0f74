// Every page, as each role that comes for it: made well, accessible, at a desk and on a phone,
// and readable with JavaScript off.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hold, launch, open, signedIn, startDemo, visitor } from './harness.mjs';

/** The path of the first link whose address matches. */
const firstLink = async (page, from, pattern) => (await links(page, from, pattern)).slice(0, 1);

/** The paths of all links on a page whose address matches, each once, without its fragment. */
async function links(page, from, pattern) {
  await open(page, from);
  const found = await page.$$eval('a[href]', (all) => all.map((a) => new URL(a.href).pathname + new URL(a.href).search));
  const matching = [...new Set(found)].filter((path) => pattern.test(path));
  assert.notEqual(matching.length, 0, `no link on ${from} matches ${pattern}`);
  return matching;
}

const family = /^\/families\/[^/?]+$/;

/** The trail with something to ask about in it: many families opened in a short time. */
async function manyFamilies(page) {
  for (const path of (await links(page, '/families', family)).slice(0, 20)) await open(page, path);
  return ['/trail', ...(await firstLink(page, '/trail', /^\/trail\/sessions\/[^/?]+$/))];
}

/** The pages of a referral that has been begun, with one child in it. */
async function referral(page) {
  await open(page, '/refer');
  await page.getByRole('button', { name: 'Start a referral' }).click();
  const start = new URL(page.url()).pathname;
  await open(page, `${start}/people`);
  await page.getByRole('button', { name: 'Add a person' }).click();
  const person = new URL(page.url()).pathname;
  await page.getByLabel('Name', { exact: true }).fill('Teal Invented');
  await page.getByLabel('Child or young person').check();
  await page.getByRole('button', { name: 'Save and continue' }).click();
  const steps = ['household', 'people', 'asks', 'tried', 'family', 'consent', 'holder', 'check'];
  const child = person.replace('/people/', '/child/');
  return [start, person, child, ...steps.map((step) => `${start}/${step}`)];
}

/** Role, name of the page for its pictures, and how to find the page or pages. To add a page, add a line. */
const pages = [
  ...['Practitioner', 'Manager', 'Social worker', 'Co-ordinator', 'Evaluator', 'Administrator', 'Auditor'].map(
    (role) => [role, 'home', () => ['/']],
  ),
  ['Manager', 'waiting', () => ['/today/waiting', '/today/waiting?kind=follow_up']],
  ['Manager', 'caseload', () => ['/today/caseload']],
  ['Manager', 'holding', () => ['/today/holding']],
  ['Practitioner', 'advice', () => ['/advice', '/advice/record', '/advice/asked']],
  ['Social worker', 'ask', () => ['/ask', '/refer/advice']],
  ['Practitioner', 'families', () => ['/families']],
  ['Practitioner', 'family', (page) => firstLink(page, '/families', family)],
  ['Social worker', 'family', (page) => firstLink(page, '/families', family)],
  ['Social worker', 'looked', async (page) => (await firstLink(page, '/families', family)).map((path) => `${path}/looked`)],
  ['Manager', 'trail', manyFamilies],
  ['Social worker', 'refer', () => ['/refer']],
  ['Social worker', 'referral', referral],
  ['Evaluator', 'evaluation', () => ['/evaluation']],
  ['Evaluator', 'table', (page) => links(page, '/evaluation', /^\/evaluation\/(?!figures|download)[a-z-]+(\?as_at=[0-9-]+)?$/)],
  ['Manager', 'import', () => ['/import']],
  ['Manager', 'practitioner', (page) => firstLink(page, '/service/practitioners', /^\/service\/practitioners\/[^/?]+$/)],
  [
    'Administrator',
    'service',
    async (page) => [
      ...(await links(page, '/service', /^\/service\/[a-z-]+$/)),
      '/service/teams/new',
      '/service/people/new',
      ...(await firstLink(page, '/service/teams', /^\/service\/teams\/(?!new)[^/?]+$/)),
      ...(await firstLink(page, '/service/people', /^\/service\/people\/(?!new)[^/?]+$/)),
    ],
  ],
];

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

test('the sign-in page', async () => {
  const { page, trouble, leave } = await visitor(browser, demo.address);
  await open(page, '/sign-in');
  await hold(page, 'sign-in');
  assert.deepEqual(trouble, []);
  await leave();
});

test('a page that is not there', async () => {
  const { page, trouble, leave } = await signedIn(browser, demo.address, 'Practitioner');
  const response = await page.goto('/no-such-page');
  assert.equal(response.status(), 404);
  await hold(page, 'not-there');
  assert.deepEqual(trouble, []);
  await leave();
});

test('the first press of Tab offers the way past the header', async () => {
  const { page, leave } = await signedIn(browser, demo.address, 'Practitioner');
  await open(page, '/families');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const inMain = await page.evaluate(() => document.querySelector('main').contains(document.activeElement));
  assert.ok(inMain, 'after the skip link, Tab goes on from the main part');
  await leave();
});

for (const [role, name, find] of pages) {
  test(`${role}: ${name}`, async (t) => {
    const { page, trouble, leave } = await signedIn(browser, demo.address, role);
    const plain = await signedIn(browser, demo.address, role, { javaScript: 'off' });
    t.after(() => Promise.all([leave(), plain.leave()]));
    const paths = await find(page);
    for (const [index, path] of paths.entries()) {
      await t.test(path, async () => {
        await open(page, path);
        const heading = await page.locator('h1').innerText();
        await hold(page, [role, name, paths.length > 1 ? index + 1 : ''].filter(Boolean).join('-'));
        await open(plain.page, path);
        assert.equal(await plain.page.locator('h1').innerText(), heading, 'the same page without JavaScript');
      });
    }
    assert.deepEqual([...trouble, ...plain.trouble], []);
  });
}
