// T33: what somebody was shown is gone from the browser when their session is, with its back-forward cache on.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { family } from './forms.mjs';
import { launch, launchOnDisk, open, signIn, startKeptDemo, visitor } from './harness.mjs';

const SAID = 'Quicksilver was said in confidence';

let demo;
let browser;
before(async () => {
  demo = await startKeptDemo();
  browser = await launch({ backForwardCache: 'on' });
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Signs in, writes a note and looks at it, and then at another page. */
async function shown(page) {
  await signIn(page, 'Practitioner');
  const at = await family(page, 'open');
  await open(page, `${at}/record/note`);
  await page.getByLabel('Note', { exact: true }).fill(SAID);
  await page.getByLabel('The team only').check();
  await page.getByRole('button', { name: 'Save the note' }).click();
  await page.getByText(SAID).first().waitFor();
  await open(page, '/drafts');
}

/** Goes back one page, whether the browser asks for it or had put it by. */
const back = (page) => page.goBack({ waitUntil: 'commit' });

/** Goes back as far as there is anything, and sees what was said nowhere on the way. */
async function nothingIsThere(page) {
  while (await back(page)) {
    await page.waitForURL('**/sign-in');
    const text = await page.evaluate(() => document.documentElement.innerText);
    assert.ok(!text.includes(SAID), `${page.url()} shows it again`);
  }
}

test('the browser of this test keeps pages to go back to', async (t) => {
  const server = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html');
    answer.end('<title>a</title><script>addEventListener("pageshow", (e) => { window.kept = e.persisted })</script><p>a page');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const address = `http://127.0.0.1:${server.address().port}`;
  const { page, leave } = await visitor(browser, address);
  t.after(leave);
  await page.goto('/one');
  await page.goto('/other');
  await back(page);
  await page.waitForFunction(() => window.kept);
});

test('after signing out', async (t) => {
  const { page, leave } = await visitor(browser, demo.address);
  t.after(leave);
  await shown(page);
  const [out] = await Promise.all([
    page.waitForResponse((response) => new URL(response.url()).pathname === '/sign-out'),
    page.getByRole('button', { name: 'Sign out' }).click(),
  ]);
  assert.equal((await out.allHeaders())['clear-site-data'], '"cache", "storage"');
  await page.waitForURL('**/sign-in');
  await nothingIsThere(page);
});

test('after the session was ended from elsewhere', async (t) => {
  const { page, leave } = await visitor(browser, demo.address);
  t.after(leave);
  await shown(page);
  const elsewhere = await visitor(browser, demo.address);
  t.after(elsewhere.leave);
  await signIn(elsewhere.page, 'Practitioner');
  await open(elsewhere.page, '/account');
  await Promise.all([
    elsewhere.page.waitForNavigation(),
    elsewhere.page.getByRole('button', { name: 'Sign out everywhere else' }).click(),
  ]);
  await nothingIsThere(page);
  await page.goto('/today');
  assert.equal(new URL(page.url()).pathname, '/sign-in');
});

test('after the session has ended by itself', async (t) => {
  const { page, leave } = await visitor(browser, demo.address);
  t.after(leave);
  await shown(page);
  await demo.close();
  await demo.start('--today', '2023-01-09');
  await nothingIsThere(page);
});

/** Every file below a folder. */
async function files(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

test('nothing of it lies on the disk', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'alongside-browser-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const context = await launchOnDisk(folder, demo.address);
  const page = context.pages()[0] ?? (await context.newPage());
  await signIn(page, 'Practitioner');
  await open(page, await family(page, 'open'));
  const read = await page.locator('article').first().innerText();
  const line = read.split('\n').sort((one, other) => other.length - one.length)[0];
  assert.ok(line.length > 15, line);
  await context.close();
  const all = await files(folder);
  let found = 0;
  for (const file of all) {
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    found += 1;
    for (const encoding of ['utf8', 'utf16le']) {
      assert.ok(!bytes.includes(Buffer.from(line, encoding)), file);
    }
  }
  assert.ok(found > 20, `only ${found} files were looked at`);
});
