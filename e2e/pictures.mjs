// Makes the pictures in docs/pictures/ from the demo service and from a new one: `npm run pictures` in this directory,
// after `cargo build` and `npm ci`.

import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstReferral } from './first-referral.mjs';
import { launch, open, signedIn, startDemo, startEmpty, widths } from './harness.mjs';

const place = join(dirname(fileURLToPath(import.meta.url)), '../docs/pictures');

/** File, who looks, at what width, and how they come to the page. */
const pictures = [
  ['evaluation', 'Evaluator', 'desk', (page) => open(page, '/evaluation')],
  ['safeguarding', 'Evaluator', 'desk', (page) => open(page, '/evaluation/safeguarding')],
  [
    'family',
    'Practitioner',
    'phone',
    async (page) => {
      await open(page, '/families');
      await page.locator('main a[href^="/families/"]').first().click();
      await page.locator('article[data-entry]').first().scrollIntoViewIfNeeded();
    },
  ],
];

/** The pages of the first referral that the user guide shows. */
const GUIDE = ['set-up', 'team', 'person', 'referring-tasks', 'referring-asks', 'referring-check', 'referring-sent', 'team-board'];

async function keep(page, file) {
  await page.screenshot({ path: join(place, `${file}.png`) });
  console.log(`docs/pictures/${file}.png`);
}

await mkdir(place, { recursive: true });
const demo = await startDemo();
const browser = await launch();
try {
  for (const [file, role, width, go] of pictures) {
    const { page, leave } = await signedIn(browser, demo.address, role, { viewport: widths[width] });
    await go(page);
    await keep(page, file);
    await leave();
  }
} finally {
  await demo.stop();
}

const served = await startEmpty();
try {
  await firstReferral(browser, served, async (page, name) => {
    if (!GUIDE.includes(name)) return;
    await page.setViewportSize({ width: 960, height: 640 });
    await keep(page, `first-${name}`);
    await page.setViewportSize(widths.desk);
  });
} finally {
  await browser.close();
  await served.stop();
}
