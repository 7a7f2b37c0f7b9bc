import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { channelCard, reportByClicking, shown } from '../../report/support-sandbox.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';
import { report } from './support-report.ts';

let world: Running;
let windows: Windows;
beforeAll(async () => {
  [world, windows] = await Promise.all([running({ followsClock: true }), openBrowser()]);
});
afterEach(async () => {
  await windows.closeAll();
  expect(windows.takeErrors()).toEqual([]);
});
afterAll(async () => {
  await windows.close();
  await world.close();
});

const as = (user: string) => `${world.sandbox.url}/?as=${user}&at=chat`;
const dslChannel = (user: string) =>
  `${world.sandbox.url}/?as=${user}&at=teams&channel=${encodeURIComponent(CHANNELS.dsl)}`;
const heads = (user: string, reference: string) =>
  world.sandbox.messages(user).some((message) => shown(message).includes(reference));
const referenceIn = async (dialog: Awaited<ReturnType<typeof report>>): Promise<string> =>
  /Your reference is ([A-Z0-9]+)/.exec(await dialog.innerText())?.[1] ?? '';

test('a report about the DSL: the headteacher has it, and the DSL and the deputy have not so much as its reference', async () => {
  const teacher = await windows.open(as(PEOPLE.priyaNair));
  const dialog = await report(teacher, /The DSL or a deputy/, 'He told a pupil to keep a secret from us.');
  const reference = await referenceIn(dialog);
  expect(reference).not.toBe('');
  await shoot(teacher, 'journey-1-about-the-dsl-sent');
  expect(await seriousProblems(teacher)).toEqual([]);

  await world.sandbox.until(() => heads(PEOPLE.joannaOkafor, reference));
  const head = await windows.open(as(PEOPLE.joannaOkafor), { dark: true });
  await head.getByText(`Report ${reference}`).first().waitFor();
  await head.getByRole('button', { name: 'Open', exact: true }).last().click();
  await head.getByRole('dialog').getByText('keep a secret', { exact: false }).waitFor();
  await shoot(head, 'journey-2-head-reads-in-the-dark');
  expect(await seriousProblems(head)).toEqual([]);

  for (const person of [PEOPLE.miriamHale, PEOPLE.tomAshworth]) expect(heads(person, reference)).toBe(false);
  expect(shown(world.sandbox.channel(CHANNELS.dsl))).not.toContain(reference);
  const dsl = await windows.open(dslChannel(PEOPLE.miriamHale));
  await dsl.getByTestId('log').waitFor();
  expect(await dsl.getByText(reference).count()).toBe(0);
});

test('a report about the head: the chair of governors has it, and the headteacher has nothing', async () => {
  const teacher = await windows.open(as(PEOPLE.frankDoyle), { zoom: 2 });
  const dialog = await report(teacher, /^The headteacher/, 'She told us to write nothing down.');
  const reference = await referenceIn(dialog);
  await shoot(teacher, 'journey-3-about-the-head-200');
  await world.sandbox.until(() => heads(PEOPLE.colinMarsh, reference));
  const chair = await windows.open(as(PEOPLE.colinMarsh));
  await chair.getByText(`Report ${reference}`).first().waitFor();
  await chair.getByRole('button', { name: 'Acknowledge' }).last().click();
  await chair.getByText('Acknowledged', { exact: true }).first().waitFor();
  await shoot(chair, 'journey-4-chair');
  expect(await seriousProblems(chair)).toEqual([]);
  expect(heads(PEOPLE.joannaOkafor, reference)).toBe(false);
});

test('the connector is down for an hour: the reporter is told to phone, the next person alerted, and then it is delivered', async () => {
  const { sandbox } = world;
  // What is there already can be written to, but for the chats of the DSL's team; no new thread and no new chat can be opened.
  for (const person of [PEOPLE.lewisGrant, PEOPLE.joannaOkafor]) await sandbox.say(person, 'hello');
  const down = { status: 503, code: 'ServiceError' };
  const faults = [
    sandbox.faults.add({ match: { surface: 'connector', operation: 'createConversation' }, fault: down }),
    ...[PEOPLE.miriamHale, PEOPLE.tomAshworth].map((userId) =>
      sandbox.faults.add({ match: { surface: 'connector', operation: 'sendActivity', userId }, fault: down }),
    ),
  ];
  const teacher = await windows.open(as(PEOPLE.lewisGrant));
  const dialog = await report(teacher, /A child$/, 'Bruises on both arms.');
  const reference = await referenceIn(dialog);
  // Before anyone is reached: saved, not delivered, and who to phone.
  await dialog.getByText('Not yet').first().waitFor();
  await dialog.getByText('please phone', { exact: false }).first().waitFor();
  await shoot(teacher, 'journey-8-saved-not-delivered');
  await teacher.keyboard.press('Escape');

  const minutes = async (count: number, isThere: () => boolean) => {
    for (let minute = 0; minute < count && !isThere(); minute += 1) {
      sandbox.clock.advance(60_000);
      await sandbox.until(isThere, 3_000).catch(() => undefined);
    }
    expect(isThere()).toBe(true);
  };
  await minutes(10, () => shown(sandbox.messages(PEOPLE.lewisGrant)).includes('Please phone now'));
  await teacher.getByText('Please phone now').first().waitFor();
  await teacher.getByText('I have not been able to deliver it', { exact: false }).first().waitFor();
  await shoot(teacher, 'journey-9-please-phone');
  expect(await seriousProblems(teacher)).toEqual([]);
  await minutes(15, () => heads(PEOPLE.joannaOkafor, reference));
  expect(shown(sandbox.channel(CHANNELS.dsl))).not.toContain(reference);

  sandbox.clock.advance(45 * 60_000);
  for (const fault of faults) sandbox.faults.remove(fault);
  await minutes(
    10,
    () => shown(sandbox.channel(CHANNELS.dsl)).includes(reference) || heads(PEOPLE.miriamHale, reference),
  );
  const dsl = await windows.open(
    shown(sandbox.channel(CHANNELS.dsl)).includes(reference) ? dslChannel(PEOPLE.miriamHale) : as(PEOPLE.miriamHale),
  );
  await dsl.getByText(`Report ${reference}`).first().waitFor();
  await shoot(dsl, 'journey-10-delivered-after-an-hour');
  expect(await seriousProblems(dsl)).toEqual([]);
});

test('the subject joins the DSL channel between report and opening: it is taken away and the head has it', async () => {
  const { sandbox } = world;
  const reference = await reportByClicking(world, PEOPLE.priyaNair, {
    about: 'child',
    people: PEOPLE.lewisGrant,
    words: { seen: 'He waits for her after school.' },
  });
  await channelCard(world, reference);
  // Delivered and written down: a clock moved before that would take the sending for cut off.
  await sandbox.until(() =>
    sandbox.messages(PEOPLE.priyaNair).some((one) => shown(one).includes(reference) && !shown(one).includes('Not yet')),
  );
  await sandbox.tenant.addToChannel(CHANNELS.dsl, PEOPLE.lewisGrant);
  sandbox.clock.advance(60_000);

  const dsl = await windows.open(dslChannel(PEOPLE.miriamHale));
  await dsl.getByText(`Report ${reference}`).waitFor();
  const card = dsl.getByTestId('message').filter({ hasText: reference });
  await card.getByRole('button', { name: 'Open', exact: true }).click();
  await dsl.getByText('This report has gone to the headteacher', { exact: false }).waitFor();
  await shoot(dsl, 'journey-5-moved-at-opening');
  expect(await dsl.getByText('waits for her').count()).toBe(0);
  expect(await seriousProblems(dsl)).toEqual([]);

  const subject = await windows.open(dslChannel(PEOPLE.lewisGrant));
  const emptied = subject.getByTestId('message').filter({ hasText: reference });
  await emptied.getByText('This report is no longer here.', { exact: false }).waitFor();
  expect(await emptied.getByRole('button').count()).toBe(0);
  await shoot(subject, 'journey-6-what-the-subject-sees');

  const head = await windows.open(as(PEOPLE.joannaOkafor));
  await head.getByText(`Report ${reference}`).last().waitFor();
  await head.getByText('Nothing that was written was shown there.', { exact: false }).last().waitFor();
  await shoot(head, 'journey-7-head-is-told-why');
  expect(await seriousProblems(head)).toEqual([]);
  await sandbox.tenant.removeFromChannel(CHANNELS.dsl, PEOPLE.lewisGrant);
  sandbox.clock.advance(60_000);
});

test('10:05, urgent: a DSL who is not looking at the channel has it in their own chat, and acknowledges there', async () => {
  world.sandbox.clock.set(new Date('2026-12-01T10:05:00Z'));
  const dsl = await windows.open(as(PEOPLE.miriamHale), { width: 390, height: 844 });
  const teacher = await windows.open(as(PEOPLE.marcusLindley), { width: 390, height: 844 });
  const reference = await referenceIn(await report(teacher, /A child$/, 'She will not go home.', 'Yes'));
  const card = dsl.getByTestId('message').filter({ hasText: reference }).last();
  await card.getByText('the reporter says that someone needs to act today', { exact: false }).waitFor();
  await shoot(dsl, 'urgent-1-own-chat-390');
  expect(await seriousProblems(dsl)).toEqual([]);
  expect(await card.getByText('She will not').count()).toBe(0);
  await card.getByRole('button', { name: 'Acknowledge' }).click();
  await card.getByText('Acknowledged', { exact: true }).first().waitFor();
  await channelCard(world, reference);
});

test('Kai’s second report is seen with the first, said to be the same child, and one chronology', async () => {
  const first = await reportByClicking(world, PEOPLE.priyaNair, {
    about: 'child',
    words: { who: 'Kai Turner 7B', seen: 'A bruise on his arm.' },
  });
  await channelCard(world, first);
  const second = await reportByClicking(world, PEOPLE.lewisGrant, {
    about: 'child',
    words: { who: 'Kai Turner, 7B', seen: 'Another bruise, on his neck.' },
  });
  await channelCard(world, second);
  const dsl = await windows.open(dslChannel(PEOPLE.miriamHale), { dark: true });
  const card = dsl.getByTestId('message').filter({ hasText: second }).last();
  await card.getByRole('button', { name: 'Open', exact: true }).click();
  const dialog = dsl.getByRole('dialog');
  await dialog.getByText('1 report may be about the same child').waitFor();
  await shoot(dsl, 'kai-1-record-dark');
  expect(await seriousProblems(dsl)).toEqual([]);
  await dialog.getByRole('button', { name: 'Reports about this person' }).click();
  await dialog.getByText('Kai Turner 7B').waitFor();
  await dialog.getByRole('button', { name: 'The same', exact: true }).click();
  await dialog.getByText('Recorded in both.').waitFor();
  await shoot(dsl, 'kai-2-joined-dark');
  expect(await seriousProblems(dsl)).toEqual([]);
  await dialog.getByRole('button', { name: 'One chronology' }).click();
  await dialog.getByText('A bruise on his arm.').first().waitFor();
  await dialog.getByText('Another bruise, on his neck.').first().waitFor();
  await shoot(dsl, 'kai-3-chronology-dark');
});

test('the rota and a drill on a phone', async () => {
  const dsl = await windows.open(as(PEOPLE.miriamHale), { width: 390, height: 844 });
  await dsl.getByTestId('compose').fill('rota');
  await dsl.keyboard.press('Enter');
  await dsl.getByRole('button', { name: 'Open the rota' }).last().click();
  const dialog = dsl.getByRole('dialog');
  await dialog.getByText('On duty now').waitFor();
  await dialog.getByLabel('Who?', { exact: false }).selectOption({ label: 'Tom Ashworth' });
  await dialog.getByLabel('From which day?').fill('2026-12-10');
  await dialog.getByRole('button', { name: 'Enter' }).click();
  await dialog.getByText('Saved.').waitFor();
  await dialog.getByText('Tom Ashworth is away').waitFor();
  await shoot(dsl, 'rota-390');
  expect(await seriousProblems(dsl)).toEqual([]);
  await dsl.keyboard.press('Escape');
  await dsl.getByTestId('compose').fill('drill');
  await dsl.keyboard.press('Enter');
  await dsl.getByRole('button', { name: 'Open drills' }).last().click();
  await dialog.getByRole('button', { name: 'Begin a drill now' }).click();
  await dialog.getByText('DRILL: a test, not a real report').waitFor();
  await shoot(dsl, 'drill-1-form-390');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('button', { name: /^Send to/ }).click();
  await dialog.getByText('Saved. Your reference is').waitFor();
  expect(await seriousProblems(dsl)).toEqual([]);
});
