// From an empty database to a person of the team who is signed in, as an administrator does it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setFactorUp, shown } from './codes.mjs';
import { hold, launch, open, startEmpty, visitor } from './harness.mjs';

const PASSWORD = 'kettle orbit moss violin';

let served;
let browser;
before(async () => {
  served = await startEmpty();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await served?.stop();
});

/** Presses a button and waits for the page that follows. */
const press = (page, name) => Promise.all([page.waitForNavigation(), page.getByRole('button', { name, exact: true }).click()]);

/** Fills in a date by its question. */
async function date(page, id, [day, month, year]) {
  await page.fill(`#${id}-day`, day);
  await page.fill(`#${id}-month`, month);
  await page.fill(`#${id}-year`, year);
}

test('a service is set up, and somebody of the team signs in', async () => {
  const { page, trouble, leave } = await visitor(browser, served.address);
  await open(page, '/sign-in');
  await hold(page, 'setting-up-not-yet');
  await open(page, served.setUp);
  await press(page, 'Save and continue');
  await hold(page, 'setting-up-wrong');
  await page.getByLabel('Name of the service').fill('Brightsea multi-disciplinary team');
  await page.getByLabel('Your name').fill('Ada Example');
  await page.getByLabel('Your sign-in name').fill('ada@example.org');
  await page.getByLabel('New password').fill(PASSWORD);
  await press(page, 'Save and continue');
  await setFactorUp(page);
  await hold(page, 'setting-up');
  assert.equal(await page.getByText('To do', { exact: true }).count(), 4);

  await page.getByRole('link', { name: 'Name and start' }).click();
  await date(page, 'began', ['1', '2', '2021']);
  await press(page, 'Save');

  await open(page, '/service/teams/new');
  await page.getByLabel('Name of the team').fill('Family Support North');
  await date(page, 'from', ['1', '2', '2021']);
  await press(page, 'Save');
  await hold(page, 'setting-up-teams');

  for (const [name, role] of [['Moira Example', 'Manager'], ['Priya Example', 'Practitioner']]) {
    await open(page, '/service/people/new');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel(role, { exact: true }).check();
    await press(page, 'Save');
  }
  await page.getByLabel('Main discipline').selectOption({ label: 'Youth work' });
  await page.getByLabel('Hours a week').fill('22.3');
  await page.getByLabel('How many people do they support at most?').fill('9');
  await press(page, 'Save');
  await hold(page, 'setting-up-practitioner-wrong');
  await page.getByLabel('Hours a week').fill('22.5');
  await press(page, 'Save');

  await open(page, '/service');
  assert.equal(await page.getByText('To do', { exact: true }).count(), 0);
  await open(page, '/service/people');
  await page.getByRole('link', { name: 'Priya Example' }).click();
  await press(page, 'Make a sign-in link');
  await hold(page, 'setting-up-link');
  const link = await page.getByLabel('The link').inputValue();
  assert.deepEqual(trouble, []);
  await leave();

  const other = await visitor(browser, served.address);
  await open(other.page, new URL(link).pathname);
  await hold(other.page, 'sign-in-link');
  await other.page.getByLabel('New password').fill('passwordpassword');
  await press(other.page, 'Save and sign in');
  await hold(other.page, 'sign-in-link-wrong');
  await other.page.getByLabel('New password').fill(PASSWORD);
  await press(other.page, 'Save and sign in');
  const key = await setFactorUp(other.page, (name) => hold(other.page, `account-${name}`));
  assert.match(await other.page.locator('header').innerText(), /Priya Example/);
  const again = await other.page.goto(link);
  assert.equal(again.status(), 404);
  await hold(other.page, 'sign-in-link-used');

  // Out, and in again with the name and the password.
  await open(other.page, '/account');
  await hold(other.page, 'account');
  await open(other.page, '/account/password');
  await hold(other.page, 'account-password');
  await open(other.page, '/account/second-factor');
  await hold(other.page, 'account-second-factor');
  await press(other.page, 'Sign out');
  await other.page.getByLabel('Sign-in name').fill('priya.example');
  await other.page.getByLabel('Password', { exact: true }).fill('not the password');
  await press(other.page, 'Sign in');
  await hold(other.page, 'sign-in-wrong');
  await other.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await press(other.page, 'Sign in');
  await hold(other.page, 'sign-in-code');
  // The code that confirmed the factor is used up; the next half minute's works already.
  await other.page.getByLabel('Code', { exact: true }).fill(shown(key, 1));
  await press(other.page, 'Sign in');
  assert.match(await other.page.locator('header').innerText(), /Priya Example/);
  assert.deepEqual(other.trouble, []);
  await other.leave();
});
