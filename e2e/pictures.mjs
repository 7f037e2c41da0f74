// Makes the pictures in docs/pictures/ from the demo service: `npm run pictures` in this directory,
// after `cargo build` and `npm ci`.

import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, open, signedIn, startDemo, widths } from './harness.mjs';

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

await mkdir(place, { recursive: true });
const demo = await startDemo();
const browser = await launch();
try {
  for (const [file, role, width, go] of pictures) {
    const { page, leave } = await signedIn(browser, demo.address, role, { viewport: widths[width] });
    await go(page);
    await page.screenshot({ path: join(place, `${file}.png`) });
    console.log(`docs/pictures/${file}.png`);
    await leave();
  }
} finally {
  await browser.close();
  await demo.stop();
}
