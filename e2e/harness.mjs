// The demo service, a browser that may not leave this machine, and the checks every page must pass.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const program = process.env.ALONGSIDE ?? join(here, '../target/debug/alongside');
const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The widths every page is looked at: a desk and a phone, in CSS pixels. */
export const widths = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

/** Starts `alongside demo` on a free port, in a directory of its own that goes when it stops. */
export async function startDemo() {
  const kept = await startKeptDemo();
  return { address: kept.address, stop: kept.stop, said: kept.said };
}

/** The same, to be killed and started again on the same data and port, as with `start('--today', '2023-01-09')`. */
export const startKeptDemo = () => start(['demo', '--data', '.'], /Listening on (http:\/\/127\.0\.0\.1:\d+)/);

/** The same with a new database; `setUp` is the path to set it up at. */
export async function startEmpty() {
  const served = await start(['serve', '--database', 'sqlite:service.db'], /(http:\/\/127\.0\.0\.1:\d+\/set-up\/\w+)\n/);
  const { origin, pathname } = new URL(served.address);
  return { address: origin, setUp: pathname, stop: served.stop, said: served.said };
}

/** The same where people can sign in with an identity provider, which is asked for by where this service is. */
export async function startWithProvider(startProvider) {
  const at = `http://127.0.0.1:${await freePort()}`;
  const provider = await startProvider(at);
  const words = ['serve', '--database', 'sqlite:service.db', '--at', at, ...provider.options];
  const served = await start(words, /(http:\/\/127\.0\.0\.1:\d+\/set-up\/\w+)\n/, at);
  return { address: at, setUp: new URL(served.address).pathname, provider, stop: () => Promise.all([served.stop(), provider.stop()]) };
}

/** A port that nothing listens on. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** No file may grow beyond what it takes to open a store, as on a disk that is full; writing more fails. */
const NO_ROOM = "trap '' XFSZ; ulimit -f 64;";

/** Starts the program and waits until it says its address in the words that `pattern` matches. */
async function start(words, pattern, address = '127.0.0.1:0') {
  const home = await mkdtemp(join(tmpdir(), 'alongside-demo-'));
  const demo = { address, room: 'enough' };
  let server;
  let said = '';
  let ended;
  demo.said = () => said;
  demo.start = async (...more) => {
    const listen = demo.address.replace('http://', '');
    const command = [program, ...words, ...more, '--listen', listen];
    server = spawn('sh', ['-c', `${demo.room === 'none' ? NO_ROOM : ''} exec "$@"`, 'sh', ...command], {
      cwd: home,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let heard = '';
    ended = new Promise((resolve) => server.once('close', resolve).once('error', resolve));
    demo.address = await new Promise((resolve, reject) => {
      const hear = (words) => {
        said += words;
        heard += words;
        const found = heard.match(pattern);
        if (found) resolve(found[1]);
      };
      server.stdout.on('data', hear);
      server.stderr.on('data', hear);
      server.once('error', reject);
      server.once('close', (code) => reject(new Error(`the program ended (${code}) and said:\n${said}`)));
      setTimeout(() => reject(new Error(`the program did not listen within 3 minutes; it said:\n${said}`)), 180_000).unref();
    });
  };
  /** Kills it as a power cut would. */
  demo.kill = async () => {
    server.kill('SIGKILL');
    await ended;
  };
  /** Asks it to stop, and keeps its data. */
  demo.close = async () => {
    server.kill('SIGTERM');
    await ended;
  };
  demo.stop = async () => {
    await demo.close();
    await rm(home, { recursive: true, force: true });
  };
  try {
    await demo.start();
    return demo;
  } catch (problem) {
    await demo.stop();
    throw problem;
  }
}

/** Chromium with everything off that would call home, and no way to find any other machine. */
const chosen = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  ],
};

/** Playwright switches off what keeps pages to go back to; every real browser has it. */
const asPeopleHaveIt = { ...chosen, ignoreDefaultArgs: ['--disable-back-forward-cache'] };

export function launch({ backForwardCache = 'off' } = {}) {
  return chromium.launch(backForwardCache === 'on' ? asPeopleHaveIt : chosen);
}

/** The same, with all that a browser keeps in a folder. */
export function launchOnDisk(folder, address) {
  return chromium.launchPersistentContext(folder, { ...asPeopleHaveIt, baseURL: address });
}

/**
 * A visitor with a cookie jar of their own. `trouble` gathers what no page may do: ask another machine
 * for something (but those in `alsoAsks`), break its own content security policy, throw, or answer 5xx.
 */
export async function visitor(browser, address, { viewport = widths.desk, javaScript = 'on', alsoAsks = [] } = {}) {
  const context = await browser.newContext({
    baseURL: address,
    viewport,
    javaScriptEnabled: javaScript === 'on',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  const trouble = [];
  const note = (words) => trouble.includes(words) || trouble.push(words);
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== address && !alsoAsks.includes(url.origin)) note(`asked ${url.origin} for something`);
  });
  context.on('response', (response) => {
    if (response.status() >= 500) note(`${response.status()} at ${new URL(response.url()).pathname}`);
  });
  context.on('weberror', (event) => note(`threw: ${event.error().message}`));
  context.on('console', (message) => {
    const page = new URL(message.page().url()).pathname;
    if (message.text().includes('Content Security Policy')) note(`${page}: ${message.text().split('. ')[0]}`);
  });
  const page = await context.newPage();
  return { context, page, trouble, leave: () => context.close() };
}

/** Signs in by the demo's one click, as "Practitioner", "Manager" and so on. */
export async function signIn(page, role) {
  await page.goto('/sign-in');
  await Promise.all([
    page.waitForURL((url) => url.pathname !== '/sign-in'),
    page.getByRole('button', { name: role, exact: true }).click(),
  ]);
}

/** A visitor signed in at the first click. */
export async function signedIn(browser, address, role, options) {
  const someone = await visitor(browser, address, options);
  await signIn(someone.page, role);
  return someone;
}

/** Opens a path and fails unless it is answered with a page. */
export async function open(page, path) {
  const response = await page.goto(path);
  assert.equal(response.status(), 200, `${path} answered ${response.status()}`);
  return response;
}

/** Fails on any breach of WCAG 2.0, 2.1 or 2.2 at A or AA that axe can see. */
export async function axe(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
    }),
  );
  const told = violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 3).map((node) => `    ${node.target.join(' ')}: ${node.failureSummary.split('\n').at(-1).trim()}`);
    return `${id}: ${help} (${nodes.length})\n${places.join('\n')}`;
  });
  assert.equal(violations.length, 0, `axe found:\n${told.join('\n')}`);
}

/** What every page owes its reader, besides axe. */
export async function wellMade(page) {
  const facts = await page.evaluate(() => ({
    language: document.documentElement.lang,
    title: document.title.trim(),
    headings: [...document.querySelectorAll('h1')].length,
    main: document.querySelectorAll('main').length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    wideParts: [...document.querySelectorAll('body *')]
      .filter((part) => part.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .slice(0, 3)
      .map((part) => `${part.localName}.${part.className}`),
  }));
  assert.equal(facts.language, 'en-GB', 'the page says its language');
  assert.notEqual(facts.title, '', 'the page has a title');
  assert.equal(facts.headings, 1, 'the page has one main heading');
  assert.equal(facts.main, 1, 'the page has one main part');
  assert.ok(facts.wide <= 0, `the page is ${facts.wide} px too wide: ${facts.wideParts.join(', ')}`);
}

/** Runs the same look at both widths. */
export async function bothWidths(page, look) {
  for (const [name, size] of Object.entries(widths)) {
    await page.setViewportSize(size);
    await look(name);
  }
}

/** Everything a page is held to: well made, accessible and pictured at both widths, and flowing at 320 px (WCAG 1.4.10). */
export async function hold(page, name) {
  await bothWidths(page, async (width) => {
    await picture(page, `${name.toLowerCase().replaceAll(' ', '-')}-${width}`);
    await wellMade(page);
    await axe(page);
  });
  await page.setViewportSize({ width: 320, height: 640 });
  await wellMade(page);
  await page.setViewportSize(widths.desk);
}

/** Keeps a picture of the whole page for a person to look at; `screens/` is not in the tree. */
export async function picture(page, name) {
  const screens = join(here, 'screens');
  await mkdir(screens, { recursive: true });
  await page.screenshot({ path: join(screens, `${name}.png`), fullPage: true });
}
