// From an empty database to a first referral, as docs/user-guide/README.md tells it. Used by the test that holds every
// page of it to what pages are held to, and by the script that makes the guide's pictures.

import { setFactorUp } from './codes.mjs';
import { date, refer, send, tell } from './forms.mjs';
import { open, visitor } from './harness.mjs';

const PASSWORD = 'kettle orbit moss violin';

/** Goes the whole way. `look` is shown each page worth seeing, under a name. */
export async function firstReferral(browser, served, look) {
  const troubles = [];
  const sitDown = async () => {
    const someone = await visitor(browser, served.address);
    troubles.push(someone.trouble);
    return someone;
  };
  const { page, leave } = await sitDown();
  const see = (name) => look(page, name);

  // Who starts the service sets it up.
  await open(page, served.setUp);
  await tell(page, { service: 'Brightsea multi-disciplinary team', name: 'Ada Example', username: 'ada@example.org', password: PASSWORD });
  await see('start');
  await send(page, 'Save and continue');
  await setFactorUp(page);
  await see('set-up');
  await page.getByRole('link', { name: 'Name and start' }).click();
  await date(page, 'began', ['1', '2', '2021']);
  await send(page, 'Save');
  await open(page, '/service/teams/new');
  await tell(page, { name: 'Family Support North', kind: 'social_care' });
  await date(page, 'from', ['1', '2', '2021']);
  await see('team');
  await send(page, 'Save');

  const links = {};
  for (const [name, role] of [
    ['Moira Example', 'manager'],
    ['Priya Example', 'practitioner'],
    ['Sol Example', 'social_worker'],
  ]) {
    await open(page, '/service/people/new');
    await tell(page, { name, role, ...(role === 'social_worker' ? { team: 'Family Support North' } : {}) });
    if (role === 'social_worker') await see('person');
    await send(page, 'Save');
    if (role === 'practitioner') {
      await tell(page, { main: 'Domestic abuse: support', hours: '37', ceiling: '12' });
      await send(page, 'Save');
    }
    await open(page, '/service/people');
    await page.getByRole('link', { name }).click();
    await send(page, 'Make a sign-in link');
    links[role] = new URL(await page.getByLabel('The link').inputValue()).pathname;
  }
  await see('link');
  await open(page, '/service');
  await see('ready');
  await leave();

  // The social worker opens the link, and refers.
  const sol = await sitDown();
  await open(sol.page, links.social_worker);
  await tell(sol.page, { password: PASSWORD });
  await look(sol.page, 'password');
  await send(sol.page, 'Save and sign in');
  await setFactorUp(sol.page, (name) => look(sol.page, name));
  await open(sol.page, '/refer');
  await refer(
    sol.page,
    {
      home: { home_town: 'Brightsea', housing: 'Rented' },
      people: [
        { name: 'Wren Pretend', relation: 'parent', born: '1990', here: 'yes' },
        { name: 'Robin Pretend', relation: 'child', born: '14 May 2014', here: 'yes' },
      ],
      asked: ['Wren Pretend', 'da_victim'],
      tried: { in_place: 'A child in need plan since the spring.' },
      children: [{ safeguarding_ref: 'CIN', sex: 'female' }],
      family: { da_12m_ref: 'yes', alcohol_ref: 'unknown' },
      consent: { consent: 'given', how: 'She was asked at home.' },
      holder: { holder: 'Sol Example', holder_team: 'Family Support North', role: 'social_worker' },
    },
    (name) => look(sol.page, name),
  );
  await sol.leave();

  // The manager finds it on the team's page.
  const moira = await sitDown();
  await open(moira.page, links.manager);
  await tell(moira.page, { password: PASSWORD });
  await send(moira.page, 'Save and sign in');
  await setFactorUp(moira.page);
  await look(moira.page, 'team-board');
  await moira.leave();
  return troubles.flat();
}
