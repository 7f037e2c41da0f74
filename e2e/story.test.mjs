// One family's way through the service, from the referral to the call six months after closing, as each person does it
// in a browser; and what of it the evaluation counts. It follows what the source report tells of such families: a mother
// referred for domestic abuse, in whose first session her mental health comes first, who steps back and comes again.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { refer, send, tell } from './forms.mjs';
import { launch, open, signIn, startKeptDemo, visitor, widths } from './harness.mjs';

const EVALUATED = '2023-10-10';

/** What the story changes in the evaluation as at that day: each figure before it and after it. */
const COUNTED = {
  'fam.total': ['90', '91'],
  'ch.total': ['201', '203'],
  'fam.status.closed': ['41', '42'],
  'fam.accepted': ['81', '82'],
  'ch.status.closed': ['57', '59'],
  'ch.closed.notdirect': ['31', '33'],
  'fam.engaged': ['71 (81) 88%', '72 (82) 88%'],
  'months.7': ['4', '5'],
  'sex.female': ['99 (199) 50%', '100 (201) 50%'],
  'sex.male': ['98 (199) 49%', '99 (201) 49%'],
  'sex.unborn': ['2 (199) 1%', '2 (201) 1%'],
  'eth.White British': ['182 (201) 91%', '184 (203) 91%'],
  'eth.White other': ['4 (201) 2%', '4 (203) 2%'],
  'eth.Mixed or Black': ['8 (201) 4%', '8 (203) 4%'],
  'housing.rented': ['53 (90) 59%', '54 (91) 59%'],
  'housing.owned': ['4 (90) 4%', '4 (91) 4%'],
  'housing.temporary': ['8 (90) 9%', '8 (91) 9%'],
  'housing.homeless': ['1 (90) 1%', '1 (91) 1%'],
  'atrisk': ['125 (201) 62%', '127 (203) 63%'],
  'generations2': ['30 (58) 52%', '31 (59) 53%'],
  'age.4': ['10', '11'],
  'age.8': ['10', '11'],
  'da.any': ['54 (90) 60%', '55 (91) 60%'],
  'da.both': ['25', '26'],
  't3.alcohol': ['45 (90) 50%', '45 (91) 49%'],
  't3.da_any': ['54 (90) 60%', '55 (91) 60%'],
  't3.both': ['28 (90) 31%', '28 (91) 31%'],
  't4.mental_health': ['72 (152) 47%', '73 (154) 47%'],
  'n4.missing.n': ['10', '11'],
  'n4.missing.mean': ['7.1', '6.5'],
  't5.alcohol.ref': ['21 (41) 51%', '21 (42) 50%'],
  't5.alcohol.clo': ['6 (34) 18%', '6 (35) 17%'],
  't5.mental_health.clo': ['22 (33) 67%', '22 (34) 65%'],
  't5.da_12m.ref': ['21 (41) 51%', '22 (42) 52%'],
  't5.da_12m.clo': ['15 (33) 45%', '15 (34) 44%'],
  't6.mental_health.ref': ['31 (49) 63%', '32 (51) 63%'],
  't6.mental_health.clo': ['26 (48) 54%', '26 (50) 52%'],
  'miss.ref.n': ['5', '6'],
  'miss.ref.mean': ['10.2', '8.7'],
  'miss.ref.episodes': ['51', '52'],
  'miss.ref.mean_all': ['0.89', '0.88'],
  'miss.stopped': ['2', '3'],
  'out.school_attendance_improved': ['16 (25) 64%', '18 (27) 67%'],
  'out.home_stability_improved': ['22 (33) 67%', '23 (34) 68%'],
  'out.family_wellbeing_improved': ['23 (33) 70%', '24 (34) 71%'],
  'sg.ref.CPP': ['110', '112'],
  'sg.closed.ref.CPP': ['32', '34'],
  'sg.closed.clo.CIN': ['15', '17'],
  'sg.cpp_cin': ['7', '9'],
  'sg.step.down': ['26', '28'],
  'sg.step.down.pct': ['46', '47'],
  'cost.atrisk': ['35', '37'],
  'cost.avoided': ['31', '33'],
  'em.total': ['168', '169'],
  'app2.sw.qty': ['318.5', '321.5'],
  'app2.ae.qty': ['72', '73'],
  'app2.ambulance.qty': ['72', '73'],
  't2.Clacton/Holland': ['54', '55'],
  't2.total': ['90', '91'],
  'cost.proceedings': ['£1,213,371', '£1,291,653'],
  'cost.place_min': ['£1,063,920', '£1,132,560'],
  'cost.place_max': ['£3,807,804', '£3,876,444'],
  'cost.sw_18m': ['£290,628', '£294,216'],
  'app2.sw.gbp': ['£14,651', '£14,789'],
  'app2.ae.gbp': ['£11,952', '£12,118'],
  'app2.ambulance.gbp': ['£17,424', '£17,666'],
  'cost.sw_year': ['£193,752', '£196,144'],
  'app2.health': ['£29,888', '£30,296'],
  'app2.partner': ['£110,742.23', '£111,150.23'],
  't7.gross_min': ['£2,720,810.23', '£2,871,866.23'],
  't7.gross_max': ['£5,464,694.23', '£5,615,750.23'],
  't7.net_min': ['£2,130,810.23', '£2,281,866.23'],
  't7.net_max': ['£4,874,694.23', '£5,025,750.23'],
  't7p.gross_min': ['£2,720,804', '£2,871,860'],
  't7p.gross_max': ['£5,464,688', '£5,615,744'],
  't7p.net_min': ['£2,130,804', '£2,281,860'],
  't7p.net_max': ['£4,874,688', '£5,025,744'],
};

/** What the story adds to what is counted of the team's own work; everything else there stays as it was. */
const ADDED = {
  'reach.families': 1,
  'reach.contact.next_working_day': 1,
  'reach.obstacle.no_reply': 1,
  'eng.engaged': 1,
  'eng.families': 1,
  'eng.stage.ended': 1,
  'eng.stepped_back': 1,
  'eng.came_back': 1,
  'eng.people': 1,
  'eng.person.ended': 1,
  'eng.consent.given': 1,
  'ses.total': 3,
  'ses.held': 3,
  'ses.place.home': 1,
  'ses.place.walk': 1,
  'ses.place.cafe': 1,
  'ses.mode.in_person': 3,
  'ses.kind.therapeutic': 2,
  'ses.kind.introduction': 1,
  'ses.children.not_discussed': 3,
  'ses.minutes.total': 140,
  'att.total': 3,
  'att.came': 3,
  'sup.families': 1,
  'sup.people': 1,
  'sup.families.da_victim': 1,
  'sup.families.adult_mental_health': 1,
  'sup.people.da_victim': 1,
  'sup.people.adult_mental_health': 1,
  'sup.several': 1,
  'sup.joint': 1,
  'sup.discipline_changes': 1,
  'sup.same_key_worker': 1,
  'con.consultations': 1,
  'con.mode.online': 1,
  'con.present.da_victim': 1,
  'con.present.adult_mental_health': 1,
  'con.advised': 1,
  'thr.family.met': 1,
  'ask.given.over': 1,
  'com.total': 1,
  'com.step.engaging': 1,
  'com.engaging_at_closure': 1,
  'clo.ground.community_support': 1,
  'fup.done': 1,
  'fup.calls': 1,
  'pred.achieved': 1,
  'pred.partly': 1,
};

/** The tables in which the team's own work is counted. */
const WORK = [
  'caseload', 'consulting', 'reaching', 'engagement', 'sessions', 'attendance', 'supporting', 'advocacy', 'afterwards',
];

/** What is the same of both children at the referral. */
const ON_A_PLAN = { safeguarding_ref: 'CPP', at_risk_accommodation: 'yes', ethnicity: 'White British' };

let demo;
let browser;
before(async () => {
  demo = await startKeptDemo();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Who is at the browser now, and on what day. */
let now;

/** Another day: the service was killed in the night and has been started again. */
async function on(day) {
  await now?.leave();
  now = undefined;
  await demo.kill();
  await demo.start('--today', day);
}

/** Somebody else sits down at a browser, on a telephone if they are out. */
async function as(role, viewport = widths.desk) {
  await now?.leave();
  now = await visitor(browser, demo.address, { viewport });
  await signIn(now.page, role);
  return now.page;
}

/** The family's address, once there is one. */
let family;

/** Does an act of casework on the family's page: which, with what answers. */
async function record(page, act, answers) {
  await open(page, `${family}/record/${act}`);
  await tell(page, answers);
  const button = page.locator('main form .govuk-button-group button[type=submit], main form button[type=submit].govuk-button').first();
  await send(page, await button.innerText());
  await page.locator('.moj-alert--success').waitFor({ timeout: 5000 });
}

/** Every figure of the evaluation, as it is printed: those of the team's own work apart. */
async function figures(page) {
  const answer = await page.request.get(`/evaluation/download?format=json&as_at=${EVALUATED}`);
  assert.equal(answer.status(), 200);
  const { figures } = await answer.json();
  const printed = (wanted) => new Map(figures.filter(wanted).map(({ id, display }) => [id, display]));
  return {
    found: printed(({ table }) => !WORK.includes(table)),
    work: printed(({ table }) => WORK.includes(table)),
  };
}

/** How many a figure counts: the first number in it. */
const counted = (display) => Number((/\d[\d.,]*/.exec(display)?.[0] ?? '0').replaceAll(',', ''));

test('a family’s way through the service, and what the evaluation makes of it', async () => {
  await on('2022-08-30');
  let page = await as('Evaluator');
  const earlier = await figures(page);

  // Tuesday: a social worker refers a mother for domestic abuse, and her two children with her.
  page = await as('Social worker');
  await open(page, '/today');
  await page.getByRole('link', { name: 'Refer a family' }).or(page.getByRole('button', { name: 'Refer a family' })).first().click();
  const [, daughter, son] = await refer(page, {
    home: { home_town: 'Clacton/Holland', housing: 'Rented' },
    people: [
      { name: 'Wren Pretend', relation: 'parent', born: '1990', here: 'yes' },
      { name: 'Robin Pretend', relation: 'child', born: '14 May 2014', here: 'yes' },
      { name: 'Martin Pretend', relation: 'child', born: '2 February 2018', here: 'yes' },
    ],
    asked: ['Wren Pretend', 'da_victim'],
    tried: { in_place: 'A child protection plan since the spring.', engagement: 'She opens the door to people she knows.' },
    children: [
      { ...ON_A_PLAN, sex: 'female', mental_health_ref: 'yes', missing_episodes_ref: '1' },
      { ...ON_A_PLAN, sex: 'male', mental_health_ref: 'no', missing_episodes_ref: '0' },
    ],
    family: { sc_generations: 'Two', da_12m_ref: 'yes', da_historic_ref: 'yes', alcohol_ref: 'no', mental_health_ref: 'unknown' },
    consent: { consent: 'given', how: 'She was asked at home.' },
    holder: { holder: 'Iris Invented', holder_team: 'Family Support and Protection 1', role: 'social_worker' },
  });
  family = await page.locator('main a[href^="/families/"]').first().getAttribute('href');

  // Wednesday: the consultation, the decision, and somebody who begins at once.
  await on('2022-08-31');
  page = await as('Manager');
  await record(page, 'consultation', {
    mode: 'online',
    spoke_for: ['da_victim', 'adult_mental_health'],
    questions: 'Is she safe to talk at home?',
    advice_da_victim: 'Meet her on a walk after the school run.',
  });
  await record(page, 'threshold', {
    of: 'The whole family',
    outcome: 'met',
    criterion: ['Complex issues', 'Struggles to maintain positive change'],
    grounds: 'A plan alone does not hold.',
    advice: 'One worker first.',
  });
  await record(page, 'allocate', { person: 'Wren', discipline: 'da_victim', worker: 'Ash Pretend', kind: 'full', reason: 'She asked for this.' });
  await record(page, 'safe-contact', { about: 'Wren', words: 'Do not phone before four. Leave no voicemail.' });

  // Thursday, within the day after the consultation: no reply, then a word at the school gate.
  await on('2022-09-01');
  page = await as('Practitioner', widths.phone);
  await open(page, `${family}/record/contact`);
  await page.getByText('Do not phone before four').first().waitFor();
  await record(page, 'contact', { person: 'Wren', mode: 'text', result: 'no_reply', obstacle: 'No reply', next_try: '2022-09-01' });
  await record(page, 'contact', { person: 'Wren', mode: 'visit', result: 'spoke', words: 'A few words at the school gate.' });

  // The first session is about her mental health.
  await on('2022-09-06');
  page = await as('Practitioner', widths.phone);
  await record(page, 'session', {
    person: 'Wren',
    kind: 'Therapeutic',
    minutes: '50',
    place: 'walk',
    text: 'Her own mental health comes first for her; the violence can wait until she can look at it.',
    own_words: 'I cannot think about him until I can sleep.',
    protection: 'no',
  });
  await record(page, 'engagement', { person: 'Wren', stage: 'engaged', words: 'On her terms.' });
  await record(page, 'goal', { person: 'Wren', words: 'To sleep, and to take the children to school myself.' });

  // A second worker joins, without another referral.
  await on('2022-09-13');
  page = await as('Manager');
  await record(page, 'allocate', { person: 'Wren', discipline: 'adult_mental_health', worker: 'Dill Pretend', kind: 'full', reason: 'Her mental health comes first.' });
  page = await as('Practitioner', widths.phone);
  await record(page, 'session', { person: 'Wren', kind: 'introduction', minutes: '30', place: 'cafe', introduced: 'Dill Pretend', text: 'They met over a coffee.' });

  // She steps back; nothing closes; three months later she comes again and somebody begins the same day.
  await on('2022-10-03');
  page = await as('Practitioner');
  await record(page, 'engagement', { person: 'Wren', stage: 'stepped_back', words: 'Not now.', look_again: '2022-12-19' });
  await open(page, family);
  await page.getByText('Open', { exact: true }).first().waitFor();
  await on('2023-01-09');
  page = await as('Practitioner');
  await record(page, 'asked-to-start', { person: 'Wren', words: 'I am ready for this now.' });
  await open(page, '/today');
  await page.locator('main', { hasText: 'to start' }).first().waitFor();
  await record(page, 'engagement', { person: 'Wren', stage: 'back_again', words: 'She picks up where she left off.' });
  await record(page, 'session', { person: 'Wren', kind: 'Therapeutic', minutes: '60', place: 'home', text: 'Where she left off.' });

  // An emergency: a night that ends at home instead of in A&E.
  await on('2023-01-21');
  page = await as('Practitioner', widths.phone);
  await record(page, 'emergency', {
    person: 'Wren',
    asked_at: '21:10',
    asked_by: 'client',
    arrived_at: '21:40',
    reason: 'self_harm',
    what_happened: 'She rang when the thoughts came back.',
    ae_attendances: '1',
    ae_attendances_known: 'worker',
    ambulance_callouts: '1',
    ambulance_callouts_known: 'worker',
    linked: ['A&E attendances', 'Ambulance call-outs'],
    sw_hours: '3',
    text: 'She was safe when I left; her sister stayed.',
  });

  // Her recovery, and something in the community that takes hold.
  await on('2023-04-03');
  page = await as('Practitioner');
  await record(page, 'progress', { goal: 'Wren', progress: 'reached', words: 'I take them every morning.' });
  await record(page, 'community', { about: 'Wren', service: 'Brightsea women’s group' });
  await on('2023-04-17');
  page = await as('Practitioner');
  await record(page, 'community-step', { service: 'Brightsea women’s group', step: 'engaging', words: 'She goes on Tuesdays.' });

  // Social Care steps the plan down, and the case closes with what the family predicts.
  await on('2023-04-24');
  page = await as('Social worker');
  for (const child of ['Robin', 'Martin']) {
    await record(page, 'status', { person: child, status: 'CIN', told_by: 'The review conference' });
  }
  page = await as('Practitioner');
  await record(page, 'outcomes/family', {
    alcohol_clo: 'no',
    drugs_clo: 'unknown',
    mental_health_clo: 'no',
    da_12m_clo: 'no',
    home_stability_improved: 'yes',
    family_wellbeing_improved: 'yes',
  });
  for (const child of [daughter, son]) {
    await record(page, `outcomes/${child}`, { mental_health_clo: 'no', missing_episodes_clo: '0', school_attendance_improved: 'yes' });
  }
  await record(page, 'close', {
    reason: 'community_support',
    words: 'We are all right now, and I know where you are.',
    predictions: 'Robin is still at school every day.\nI have a job.',
    follow_up: 'yes',
  });

  // Six months on, the call.
  await on('2023-10-10');
  page = await as('Practitioner');
  await open(page, `${family}/record/follow-up`);
  const predicted = async (words) =>
    page.locator('main form fieldset', { hasText: words }).locator('input').first().getAttribute('name');
  const [school, job] = [await predicted('still at school'), await predicted('I have a job')];
  await record(page, 'follow-up', {
    result: 'spoke',
    [school]: 'achieved',
    [job]: 'partly',
    [`${job}_words`]: 'Two mornings a week.',
    words: 'They are well.',
  });

  page = await as('Evaluator');
  const later = await figures(page);
  const changed = [...later.found].filter(([id, display]) => earlier.found.get(id) !== display);
  assert.deepEqual(Object.fromEntries(changed.map(([id, display]) => [id, [earlier.found.get(id), display]])), COUNTED);
  const more = [...later.work].map(([id, display]) => [id, counted(display) - counted(earlier.work.get(id))]);
  assert.deepEqual(Object.fromEntries(more.filter(([, number]) => number !== 0)), ADDED);
});
