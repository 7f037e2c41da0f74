// Passkeys in a browser, with a device that the browser pretends to have: set up, signed in with, confirmed with, removed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setFactorUp } from './codes.mjs';
import { hold, launch, open, startEmpty, visitor, widths } from './harness.mjs';

const PASSWORD = 'kettle orbit moss violin';

let served;
let address;
let browser;
before(async () => {
  served = await startEmpty();
  // Browsers make no passkeys for an address by number.
  address = served.address.replace('127.0.0.1', 'localhost');
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await served?.stop();
});

const press = (page, name) => Promise.all([page.waitForNavigation(), page.getByRole('button', { name, exact: true }).click()]);

/** A device within the browser, whose owner it always finds there. */
async function device(context, page) {
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const is = (isUserVerified) => devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  return { is };
}

test('a passkey is set up, signed in with, confirmed with and removed', async () => {
  const { context, page, trouble, leave } = await visitor(browser, address);
  const owner = await device(context, page);
  await open(page, served.setUp);
  await page.getByLabel('Name of the service').fill('Brightsea multi-disciplinary team');
  await page.getByLabel('Your name').fill('Ada Example');
  await page.getByLabel('Your sign-in name').fill('ada@example.org');
  await page.getByLabel('New password').fill(PASSWORD);
  await press(page, 'Save and continue');

  // In the place of codes of an application.
  await page.getByRole('link', { name: 'Use a passkey instead' }).click();
  await hold(page, 'passkeys-first');
  await press(page, 'Add a passkey');
  await hold(page, 'passkey-add');
  const name = page.getByLabel('What do you call it?');
  assert.notEqual(await name.inputValue(), '');
  await name.fill('');
  await press(page, 'Make the passkey');
  await hold(page, 'passkey-add-wrong');
  await name.fill('Desk in the office');
  // Somebody else at the desk: the device does not make one.
  await owner.is(false);
  await page.getByRole('button', { name: 'Make the passkey' }).click();
  await page.getByText('Nothing was done').waitFor();
  await hold(page, 'passkey-add-stopped');
  await owner.is(true);
  await press(page, 'Make the passkey');
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
  await press(page, 'I have written them down');
  assert.equal(new URL(page.url()).pathname, '/service');

  await open(page, '/account');
  await page.getByRole('link', { name: 'Your passkeys' }).click();
  assert.match(await page.getByRole('row').nth(1).innerText(), /Desk in the office.*Never/s);
  await hold(page, 'passkeys');
  // Before a grave act. Ten minutes are long for a test: the page that comes after them comes after a wrong password too.
  await page.getByRole('button', { name: 'Add a passkey' }).evaluate((button) => {
    button.form.action = '/account/confirm';
    button.form.insertAdjacentHTML('beforeend', '<input type="hidden" name="proof-then" value="/account/passkeys/new">');
  });
  await press(page, 'Add a passkey');
  await page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor();
  await hold(page, 'confirm-passkey');
  await press(page, 'Confirm with a passkey');
  await page.getByRole('heading', { name: 'Add a passkey' }).waitFor();

  // This device has one: it makes no second.
  await page.getByRole('button', { name: 'Make the passkey' }).click();
  await page.getByText('This device has a passkey of yours').waitFor();

  // Out, and in again without a name.
  await press(page, 'Sign out');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
  await hold(page, 'sign-in-passkey');
  await owner.is(false);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('Nothing was done').waitFor();
  await owner.is(true);
  await press(page, 'Sign in with a passkey');
  assert.equal(new URL(page.url()).pathname, '/service');
  assert.match(await page.locator('header').innerText(), /Ada Example/);

  // After the password, in the place of a code.
  await press(page, 'Sign out');
  await page.getByLabel('Sign-in name').fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await press(page, 'Sign in');
  await page.getByRole('heading', { name: 'Show your passkey' }).waitFor();
  await hold(page, 'sign-in-passkey-second');
  await press(page, 'Sign in with a passkey');
  assert.equal(new URL(page.url()).pathname, '/service');

  // Asked of those who see most.
  await open(page, '/service/signing-in');
  const asked = page.getByRole('group', { name: 'Do managers, administrators and auditors have to have a passkey?' });
  await asked.getByLabel('Yes').check();
  await hold(page, 'signing-in-passkeys');
  await press(page, 'Save');
  await open(page, '/account/passkeys');
  await press(page, 'Remove Desk in the office');
  await page.getByText('This is your only passkey').first().waitFor();
  await hold(page, 'passkeys-last-one');

  // No longer asked: codes of an application are set up, and the passkey goes.
  await open(page, '/service/signing-in');
  await asked.getByLabel('No, codes will do').check();
  await press(page, 'Save');
  await open(page, '/account/second-factor');
  await press(page, 'Set up a second factor');
  await setFactorUp(page);
  await open(page, '/account/passkeys');
  await press(page, 'Remove Desk in the office');
  await page.getByText('The passkey is removed.').waitFor();
  await hold(page, 'passkeys-none');
  await press(page, 'Sign out');
  await press(page, 'Sign in with a passkey');
  await page.getByText('The passkey was not accepted').first().waitFor();
  await hold(page, 'sign-in-passkey-wrong');
  assert.deepEqual(trouble, []);
  await leave();
});

test('without scripts, and at another address, there is no button that does nothing', async () => {
  for (const [where, options] of [[address, { javaScript: 'off' }], [served.address, {}]]) {
    const { page, trouble, leave } = await visitor(browser, where, { viewport: widths.phone, ...options });
    await open(page, '/sign-in');
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Sign in with a passkey' }).count(), 0);
    assert.deepEqual(trouble, []);
    await leave();
  }
});
