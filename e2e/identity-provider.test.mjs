// Signing in with the council's identity provider: invited, bound, out, in again, asked again, and gone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setFactorUp, shown } from './codes.mjs';
import { hold, launch, open, startWithProvider, visitor } from './harness.mjs';
import { say, startProvider } from './identity-provider.mjs';

const PASSWORD = 'kettle orbit moss violin';

let served;
let away;
let browser;
before(async () => {
  [served, away] = await Promise.all([startWithProvider(startProvider), startWithProvider(startProvider)]);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await served?.stop();
  await away?.stop();
});

/** The first administrator, who has set a service up with a password. */
async function administrator(of) {
  const admin = await visitor(browser, of.address);
  await open(admin.page, of.setUp);
  await admin.page.getByLabel('Name of the service').fill('Brightsea multi-disciplinary team');
  await admin.page.getByLabel('Your name').fill('Ada Example');
  await admin.page.getByLabel('Your sign-in name').fill('ada@example.org');
  await admin.page.getByLabel('New password').fill(PASSWORD);
  await press(admin.page, 'Save and continue');
  await setFactorUp(admin.page);
  return admin;
}

/** Presses a button or a link that looks like one, and waits for the page that follows. */
const press = (page, name) => Promise.all([page.waitForNavigation(), page.getByRole('button', { name, exact: true }).click()]);

/** Presses a button that leads to the provider, and waits until the page between has led on. */
async function goThere(page, name) {
  await press(page, name);
  await page.waitForURL((url) => !(url.origin === served.address && url.pathname.endsWith('/provider')));
}

/** Goes to the provider by a button and says there who somebody is. */
async function goAndSay(page, button, who) {
  await goThere(page, button);
  assert.equal(new URL(page.url()).origin, served.provider.issuer);
  await say(page, who, served.provider);
}

const SIGN_IN = 'Sign in with your council account';

test('somebody who was invited signs in with the provider until they leave', async () => {
  const admin = await administrator(served);
  await open(admin.page, '/service/signing-in');
  await admin.page.getByRole('group', { name: 'Does everybody have to have a second factor?' }).getByLabel('No', { exact: false }).check();
  await press(admin.page, 'Save');
  await open(admin.page, '/service/signing-in');
  await hold(admin.page, 'provider-settings');
  await open(admin.page, '/service/people/new');
  await admin.page.getByLabel('Name', { exact: true }).fill('Priya Example');
  await admin.page.getByLabel('Practitioner', { exact: true }).check();
  await press(admin.page, 'Save');
  await open(admin.page, '/service/people');
  await admin.page.getByRole('link', { name: 'Priya Example' }).click();
  const person = new URL(admin.page.url()).pathname;
  await press(admin.page, 'Make a sign-in link');
  await hold(admin.page, 'provider-link-made');
  const link = await admin.page.getByLabel('The link').inputValue();

  // Nobody comes in before they are bound.
  const { page, trouble, leave } = await visitor(browser, served.address, { alsoAsks: [served.provider.issuer] });
  await open(page, '/sign-in');
  await hold(page, 'provider-sign-in');
  await goAndSay(page, SIGN_IN, 'subject-of-priya');
  assert.match(await page.locator('main').innerText(), /You could not be signed in/);
  await hold(page, 'provider-refused');

  // The link binds whoever signs in for it, who has to say again who they are.
  await open(page, new URL(link).pathname);
  await hold(page, 'provider-link');
  await goAndSay(page, SIGN_IN, 'subject-of-priya');
  assert.match(await page.locator('header').innerText(), /Priya Example/);
  assert.equal((await page.goto(link)).status(), 404);
  await open(page, '/account');
  await hold(page, 'provider-account');

  // Out, here and there, and in again.
  await press(page, 'Sign out');
  assert.equal(new URL(page.url()).pathname, '/signed-out');
  await hold(page, 'provider-signed-out');
  await goThere(page, 'Sign out of your council account too');
  await Promise.all([page.waitForURL(`${served.address}/sign-in`), page.getByRole('button', { name: /^Yes/ }).click()]);
  await goAndSay(page, SIGN_IN, 'subject-of-priya');
  assert.match(await page.locator('header').innerText(), /Priya Example/);

  // Whoever is signed in at the provider comes in with one click, which is no proof for a grave act.
  await press(page, 'Sign out');
  await open(page, '/sign-in');
  await goThere(page, SIGN_IN);
  assert.match(await page.locator('header').innerText(), /Priya Example/);
  await open(page, '/account/second-factor');
  await press(page, 'Set up a second factor');
  await hold(page, 'provider-confirm');
  await goAndSay(page, 'Confirm with your council account', 'somebody-else');
  assert.match(await page.locator('main').innerText(), /did not confirm that it is you/);
  await hold(page, 'provider-confirm-wrong');
  await goAndSay(page, 'Confirm with your council account', 'subject-of-priya');
  await hold(page, 'provider-confirmed');
  await press(page, 'Confirm');
  const key = await setFactorUp(page);

  // From now on a code of ours is asked, too.
  await press(page, 'Sign out');
  await open(page, '/sign-in');
  await goThere(page, SIGN_IN);
  await hold(page, 'provider-code');
  await page.getByLabel('Code', { exact: true }).fill(shown(key, 1));
  await press(page, 'Sign in');
  assert.match(await page.locator('header').innerText(), /Priya Example/);

  // Whoever leaves is out at once, whatever the provider says.
  await open(admin.page, person);
  assert.match(await admin.page.locator('main').innerText(), /They sign in with their council account/);
  await hold(admin.page, 'provider-person');
  const yesterday = new Date(Date.now() - 2 * 86_400_000);
  await admin.page.fill('#until-day', String(yesterday.getUTCDate()));
  await admin.page.fill('#until-month', String(yesterday.getUTCMonth() + 1));
  await admin.page.fill('#until-year', String(yesterday.getUTCFullYear()));
  await press(admin.page, 'Save the last day');
  await page.goto('/today');
  assert.equal(new URL(page.url()).pathname, '/sign-in');
  await goThere(page, SIGN_IN);
  assert.match(await page.locator('main').innerText(), /You could not be signed in/);
  assert.deepEqual(trouble, []);
  assert.deepEqual(admin.trouble, []);
  await leave();
  await admin.leave();
});

test('a provider that is away keeps nobody from signing in with a password', async () => {
  await (await administrator(away)).leave();
  await away.provider.stop();
  const { page, leave } = await visitor(browser, away.address);
  await open(page, '/sign-in');
  await press(page, SIGN_IN);
  assert.match(await page.locator('main').innerText(), /sign in with a name and a password if you have them/);
  await hold(page, 'provider-away');
  await page.getByLabel('Sign-in name').fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await press(page, 'Sign in');
  assert.match(await page.locator('main').innerText(), /Enter your code/);
  await leave();
});
