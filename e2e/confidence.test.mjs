// What is kept in confidence stays so in the pages people are really sent. The rules themselves are tested
// where they are decided; this is the last look, from outside, at the demo's own families.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, signedIn, startDemo } from './harness.mjs';

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

/** The paths of the families on someone's first page of families. */
async function families(page) {
  await open(page, '/families');
  const paths = await page.$$eval('main a[href]', (all) => all.map((a) => new URL(a.href).pathname));
  return [...new Set(paths)].filter((path) => /^\/families\/[^/]+$/.test(path));
}

/** For each visibility, how many entries someone is shown on some families' pages. */
async function shown(page, paths) {
  const counts = { shared: 0, team: 0, named: 0 };
  for (const path of paths) {
    await open(page, path);
    for (const sight of await page.$$eval('article[data-entry]', (all) => all.map((a) => a.dataset.visibility))) {
      assert.ok(sight in counts, `an entry on a page has the visibility "${sight}"`);
      counts[sight] += 1;
    }
  }
  return counts;
}

test('a practitioner sees notes of the team; a social worker sees only what is shared', async (t) => {
  const practitioner = await signedIn(browser, demo.address, 'Practitioner');
  const socialWorker = await signedIn(browser, demo.address, 'Social worker');
  t.after(() => Promise.all([practitioner.leave(), socialWorker.leave()]));

  const theirs = await families(socialWorker.page);
  assert.notEqual(theirs.length, 0, 'the social worker has families');
  const seenBySocialWorker = await shown(socialWorker.page, theirs);
  assert.ok(seenBySocialWorker.shared > 0, 'the social worker is shown shared entries');
  assert.equal(seenBySocialWorker.team + seenBySocialWorker.named, 0, 'and nothing kept in confidence');

  const seenByPractitioner = await shown(practitioner.page, (await families(practitioner.page)).slice(0, 10));
  assert.ok(seenByPractitioner.team > 0, 'there was something in confidence to keep');
});

test('a family one may not see answers as one that does not exist', async (t) => {
  const practitioner = await signedIn(browser, demo.address, 'Practitioner');
  const [path] = await families(practitioner.page);
  await practitioner.leave();
  assert.ok(path, 'the practitioner has a family');
  const nowhere = path.replace(/[0-9a-f]/g, '0');

  for (const role of ['Co-ordinator', 'Evaluator', 'Administrator', 'Auditor']) {
    await t.test(role, async () => {
      const someone = await signedIn(browser, demo.address, role);
      const answers = [];
      for (const asked of [path, nowhere]) {
        const response = await someone.page.goto(asked);
        answers.push({ status: response.status(), words: await someone.page.locator('main').innerText() });
      }
      await someone.leave();
      assert.ok([403, 404].includes(answers[0].status), `answered ${answers[0].status}`);
      assert.deepEqual(answers[0], answers[1], 'forbidden and unknown read the same');
    });
  }
});
