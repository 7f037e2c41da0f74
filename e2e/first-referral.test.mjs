// The user guide's first page: from an empty database to a first referral, with every page held to what pages are.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { firstReferral } from './first-referral.mjs';
import { hold, launch, startEmpty } from './harness.mjs';

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

test('from an empty database to a first referral', async () => {
  let board;
  const trouble = await firstReferral(browser, served, async (page, name) => {
    await hold(page, `first-${name}`);
    if (name === 'team-board') board = await page.locator('main').innerText();
  });
  assert.match(board, /1\s*Threshold to decide/);
  assert.deepEqual(trouble, []);
});
