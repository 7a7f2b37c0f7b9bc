import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import type { MessageView } from '../../../src/sandbox/tenant/views.ts';
import { sendNow } from '../../support/campaign.ts';
import { type Running, running } from '../../support/running.ts';

/** One campaign from trial to withdrawal, everything by the buttons that HR has. */
let world: Running;
beforeAll(async () => {
  world = await running({ at: new Date('2026-11-23T09:30:00Z') });
});
afterAll(() => world.close());

const HR = PEOPLE.sunitaRao;
const STAFF = [PEOPLE.priyaNair, PEOPLE.lewisGrant, PEOPLE.frankDoyle, PEOPLE.danielPrior];
const text = (message: MessageView | undefined): string => JSON.stringify(message?.cards ?? []);
const cardsOf = (user: string): MessageView[] =>
  world.sandbox.messages(user).filter((message) => text(message).includes('Social Media Policy'));
/** HR's card of the campaign, as of now. */
const own = (): MessageView | undefined =>
  world.sandbox.messages(HR).findLast((message) => /campaign\.(start|withdraw|refresh)/.test(text(message)));
const soon = <T>(look: () => T | undefined | false) => world.sandbox.until(look);

test('a trial run goes to HR alone, and answering it records nothing', async () => {
  const { sandbox } = world;
  await sandbox.say(HR, 'campaigns');
  const form = await sandbox.openDialog(HR, sandbox.messages(HR).at(-1)?.id ?? '', 'New campaign');
  const choice = JSON.stringify(form.card).match(/Social Media Policy[^}]*?"value":"(oakfield\/[0-9a-f]+)"/)?.[1];
  await sandbox.submitDialog(HR, form, 'See who would be asked', {
    policies: choice ?? '',
    due: '2026-12-14',
    pages: 'false',
  });
  const draft = await soon(() => text(own()).includes('Nobody has been asked yet') && own());
  await sandbox.click(HR, draft.id, 'campaign.trial');
  const trial = await soon(() => cardsOf(HR).find((message) => text(message).includes('Trial run. Only you')));
  const answered = await sandbox.click(HR, trial.id, 'acknowledgement.confirm');
  expect(answered).toMatchObject({ kind: 'message', text: expect.stringContaining('nothing is recorded') });
  for (const user of STAFF) expect(sandbox.messages(user)).toEqual([]);
  await sendNow({ sandbox }, draft.id);
  await soon(() => STAFF.every((user) => cardsOf(user).length === 1));
  // HR is asked in earnest now; the card of the trial still answers for nobody.
  const again = await sandbox.click(HR, trial.id, 'acknowledgement.confirm');
  expect(again).toMatchObject({ kind: 'message', text: expect.stringContaining('nothing is recorded') });
  expect(text(own())).toContain('**0 of ');
});

test('HR sees who has a question and who needs another format, and notes the answer', async () => {
  const { sandbox } = world;
  const frank = PEOPLE.frankDoyle;
  await sandbox.click(frank, cardsOf(frank)[0]?.id ?? '', 'acknowledgement.format');
  await soon(() => text(own()).includes('1 person: a question, or needs another format.'));
  const outstanding = await sandbox.openDialog(HR, own()?.id ?? '', 'Outstanding');
  expect(JSON.stringify(outstanding.card)).toContain('Has a question: they need another format');
  const find = await sandbox.openDialog(HR, own()?.id ?? '', 'Update a person');
  const found = await sandbox.submitDialog(HR, find, 'Find', { name: 'Doyle' });
  if (found.kind !== 'dialog') throw new Error(found.kind);
  const form = await sandbox.submitDialog(HR, found.dialog, 'Question answered');
  if (form.kind !== 'dialog') throw new Error(form.kind);
  const entered = await sandbox.submitDialog(HR, form.dialog, 'Enter it', { who: 'Ruth Ellery', day: '2026-11-23' });
  expect(JSON.stringify(entered)).toContain('Entered for Frank Doyle: question answered by Ruth Ellery');
  await soon(() => !text(own()).includes('a wish for another format'));
});

test('a correction changes every card in place, with its note; nobody gets a second message', async () => {
  const { sandbox } = world;
  const dialog = await sandbox.openDialog(HR, own()?.id ?? '', 'Change date or note');
  expect(await sandbox.submitDialog(HR, dialog, 'Change every card')).toMatchObject({
    kind: 'message',
    text: expect.stringContaining('Nothing was changed. It is due on'),
  });
  const saved = await sandbox.submitDialog(HR, dialog, 'Change every card', {
    due: '2027-01-15',
    note: 'The date was too early. _No hurry._',
  });
  expect(saved).toMatchObject({ kind: 'message', text: expect.stringContaining('being updated') });
  await soon(() => STAFF.every((user) => /15 January 2027.*too early/s.test(text(cardsOf(user)[0]))));
  for (const user of STAFF) expect(sandbox.messages(user)).toHaveLength(1);
  // What HR typed is shown as typed: in a run of plain text, where markup is none.
  expect(text(cardsOf(PEOPLE.priyaNair)[0])).toContain('"type":"TextRun","text":"The date was too early. _No hurry._"');
});

test('a question is no refusal: it opens Ask, HR sees it, and the answer can still be given', async () => {
  const { sandbox } = world;
  const [card] = cardsOf(PEOPLE.lewisGrant);
  await sandbox.click(PEOPLE.lewisGrant, card?.id ?? '', 'acknowledgement.question');
  await soon(() => text(cardsOf(PEOPLE.lewisGrant)[0]).includes('HR'));
  expect(sandbox.messages(PEOPLE.lewisGrant).at(-1)?.text).toContain('your question about the Social Media Policy');
  const list = await sandbox.openDialog(HR, own()?.id ?? '', 'Outstanding');
  expect(JSON.stringify(list.card)).toContain('Has a question');
  expect(JSON.stringify(list.card)).not.toMatch(/refus/i);
  // Ask looks in that policy first, and what another one says is not hidden; for someone who has no question about it that
  // other one stands first.
  const policiesOf = async (user: string, question: string): Promise<string[]> => {
    await sandbox.say(user, question);
    const shown = text(sandbox.messages(user).at(-1)).matchAll(/Staff Code of Conduct|Social Media Policy/g);
    return [...new Set([...shown].map(([title]) => title))];
  };
  const number = 'can i give a pupil my phone number';
  expect((await policiesOf(PEOPLE.priyaNair, number))[0]).toBe('Staff Code of Conduct');
  expect((await policiesOf(PEOPLE.lewisGrant, number))[0]).toBe('Social Media Policy');
  expect(await policiesOf(PEOPLE.lewisGrant, 'can i text a pupil from my own phone')).toHaveLength(2);
});

test('paused, it takes answers and sends nothing; resumed, it goes on', async () => {
  const { sandbox } = world;
  await sandbox.click(HR, own()?.id ?? '', 'campaign.pause');
  await soon(() => text(own()).includes('Paused'));
  const [card] = cardsOf(PEOPLE.priyaNair);
  const title = /"title":"(Read it [^"]+)"/.exec(text(card))?.[1] ?? '';
  await sandbox.openDialog(PEOPLE.priyaNair, card?.id ?? '', title);
  const receipt = await sandbox.click(PEOPLE.priyaNair, card?.id ?? '', 'acknowledgement.confirm');
  expect(JSON.stringify(receipt)).toContain('Your answer is recorded');
  await sandbox.click(HR, own()?.id ?? '', 'campaign.resume');
  await soon(() => text(own()).includes('Running') && text(own()).includes('**1 of '));
});

test('withdrawn, every card says so in place; what was signed keeps its receipt', async () => {
  const { sandbox } = world;
  const said = () =>
    STAFF.filter((user) =>
      world.sandbox.messages(user).some((message) => text(message).includes('This request was withdrawn')),
    );
  const asking = await sandbox.openDialog(HR, own()?.id ?? '', 'Withdraw');
  expect(JSON.stringify(asking.card)).toContain('This can’t be undone');
  expect(said()).toEqual([]);
  await sandbox.submitDialog(HR, asking, 'Withdraw this campaign');
  await soon(() => said().length === STAFF.length - 1);
  expect(said()).not.toContain(PEOPLE.priyaNair);
  expect(text(cardsOf(PEOPLE.priyaNair)[0])).toContain('Your answer is recorded');
  expect(world.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
