// Filling in forms as their readers do.

import assert from 'node:assert/strict';
import { open } from './harness.mjs';

/** Fills in the fields of a form by their names: a person is chosen by their name, anything else by its label or code. */
export async function tell(page, answers) {
  await page.evaluate(() => document.querySelectorAll('main details').forEach((part) => (part.open = true)));
  for (const [name, given] of Object.entries(answers)) {
    for (const answer of Array.isArray(given) ? given : [given]) {
      const fields = page.locator(`main form [name="${name}"]:not([type=hidden])`);
      const kind = await fields.first().evaluate((field) => field.type);
      if (kind === 'radio' || kind === 'checkbox') {
        const places = await fields.evaluateAll(
          (all, answer) => {
            const those = (fits) => all.flatMap((field, at) => (fits(field) ? [at] : []));
            const coded = those((field) => field.value === answer);
            return coded.length ? coded : those((field) => field.labels[0].innerText.startsWith(answer));
          },
          answer,
        );
        assert.equal(places.length, 1, `${name} has ${places.length} answers ${answer}`);
        await fields.nth(places[0]).check();
      } else if (kind === 'select-one') {
        const value = await fields.evaluate(
          (field, answer) => [...field.options].find((option) => option.value === answer || option.text.startsWith(answer))?.value,
          answer,
        );
        assert.ok(value, `${name} has no answer ${answer}`);
        await fields.selectOption(value);
      } else {
        await fields.fill(answer);
      }
    }
  }
}

/** Presses the button, and fails with what the page says is wrong if it does not lead on. */
export async function send(page, button) {
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: button, exact: true }).click()]);
  const wrong = page.locator('.govuk-error-summary');
  if (await wrong.count()) assert.fail(`${new URL(page.url()).pathname}: ${await wrong.innerText()}`);
}

/** The path of the first family with a status, as the signed-in person sees it. */
export async function family(page, status) {
  await open(page, `/families?status=${status}`);
  const href = await page.locator('main a[href^="/families/"]').first().getAttribute('href');
  return href.split('?')[0];
}

/** Chooses a date by the name of its question. */
export const date = (page, name, [day, month, year]) =>
  tell(page, { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year });

/**
 * Refers a family by the task list, page by page, from the page that explains it; `look` is shown each page as it is
 * filled in. Gives the ids of its people, in their order.
 */
export async function refer(page, told, look = async () => {}) {
  await look('referring');
  await send(page, 'Start a referral');
  const start = new URL(page.url()).pathname;
  const of = (whose, answers) => Object.fromEntries(Object.entries(answers).map(([name, answer]) => [`${name}-${whose}`, answer]));
  const step = async (name, answers) => {
    await open(page, `${start}/${name}`);
    await tell(page, answers);
    await look(`referring-${name.split('/')[0]}`);
    await send(page, 'Save and continue');
  };
  await step('household', of('family', told.home));
  const people = [];
  for (const person of told.people) {
    await open(page, `${start}/people`);
    await send(page, 'Add a person');
    const id = new URL(page.url()).pathname.split('/').at(-1);
    await step(`people/${id}`, of(id, person));
    people.push(id);
  }
  const [who, discipline] = told.asked;
  const asked = people[told.people.findIndex(({ name }) => name === who)];
  await step('asks', { asked: who, [`for-${asked}`]: discipline });
  await step('tried', told.tried);
  const children = people.filter((_, at) => told.people[at].relation === 'child');
  for (const [at, answers] of told.children.entries()) await step(`child/${children[at]}`, of(children[at], answers));
  await step('family', of('family', told.family));
  await step('consent', of(asked, told.consent));
  await step('holder', told.holder);
  await open(page, start);
  await look('referring-tasks');
  await open(page, `${start}/check`);
  await look('referring-check');
  await send(page, 'Send the referral');
  await look('referring-sent');
  return people;
}
