// A manager restricts a family to named people: to a practitioner who does not work with it, it is there no more.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { family, send, tell } from './forms.mjs';
import { axe, launch, open, signedIn, startDemo, widths } from './harness.mjs';

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

test('a family restricted by its manager is not there for the others, until it is lifted', async (t) => {
  const manager = await signedIn(browser, demo.address, 'Manager');
  const practitioner = await signedIn(browser, demo.address, 'Practitioner');
  t.after(() => Promise.all([manager.leave(), practitioner.leave()]));
  const look = async (path) => {
    await open(manager.page, path);
    for (const size of Object.values(widths)) {
      await manager.page.setViewportSize(size);
      await axe(manager.page);
      if (process.env.PICTURES) {
        const name = `${path.split('/').at(-1)}-${size.width}.png`;
        await manager.page.screenshot({ path: `${process.env.PICTURES}/${name}`, fullPage: true });
      }
    }
    await manager.page.setViewportSize(widths.desk);
  };

  await look('/restricted');
  const path = await family(manager.page, 'closed');
  await open(practitioner.page, path);
  await look(`${path}/record/restrict`);
  await manager.page.getByRole('button', { name: 'Restrict the family', exact: true }).click();
  assert.match(await manager.page.locator('.govuk-error-summary').innerText(), /Say why/);
  await tell(manager.page, { ground: 'relative', reason: 'Her sister is a colleague.' });
  await send(manager.page, 'Restrict the family');
  assert.match(await manager.page.locator('main').innerText(), /Only the people named see this family now/);
  await look(path);
  await look('/restricted');
  assert.equal(await manager.page.locator(`main a[href="${path}"]`).count(), 1);

  const gone = await practitioner.page.goto(path);
  assert.equal(gone.status(), 404);
  await look(`${path}/record/lift-restriction`);
  await tell(manager.page, { reason: 'She has left.' });
  await send(manager.page, 'Lift the restriction');
  await open(practitioner.page, path);
  assert.deepEqual([...manager.trouble, ...practitioner.trouble], []);
});
