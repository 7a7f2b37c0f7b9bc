import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { next, shown } from '../../report/support-sandbox.ts';
import { readWhole, sendNow } from '../../support/campaign.ts';
import type { Running } from '../../support/running.ts';

export const {
  joannaOkafor: HEAD,
  ruthEllery: OWNER,
  frankDoyle: APPLICANT,
  priyaNair: SECOND,
  garethBevan: IT,
  lewisGrant: STAFF,
  bethanLloyd: MILLBROOK_STAFF,
  eleanorFrith: MILLBROOK_HEAD,
} = PEOPLE;

/** The policy owner confirms what I read in the policies of a school. */
export async function confirmRules(
  world: Running,
  school: 'Oakfield Academy' | 'Millbrook Primary School',
  over: Record<string, string> = {},
): Promise<string> {
  const { sandbox } = world;
  await sandbox.say(OWNER, 'policies');
  const desk = sandbox.messages(OWNER).findLast((one) => shown(one).includes('Accounts and posts'));
  const page = await sandbox.openDialog(OWNER, desk?.id ?? '', `Accounts and posts: ${school}`);
  return shown((await next(world, OWNER, page, 'Confirm', over)).card);
}

export const APPLICATION = {
  name: 'PE department',
  platform: 'x',
  aim: 'Share results of matches',
  audience: 'Families',
  promotion: 'Newsletter',
  runners: `${APPLICANT},${SECOND}`,
  helper: '',
} as const;

/** Someone applies by clicking; returns the account's id. */
export async function apply(
  world: Running,
  over: Record<string, string> = {},
  user: string = APPLICANT,
): Promise<string> {
  const { sandbox } = world;
  const { name } = { ...APPLICATION, ...over };
  await sandbox.say(user, 'i want a twitter account for the PE department');
  const opening = sandbox.messages(user).findLast((one) => shown(one).includes('An account in the school'));
  const form = await sandbox.openDialog(user, opening?.id ?? '', 'Apply for an account');
  const button = /"title":"(Send to [^"]+)"/.exec(shown(form.card))?.[1] ?? '';
  await next(world, user, form, button, { ...APPLICATION, ...over });
  const told = await sandbox.until(() =>
    sandbox
      .messages(HEAD)
      .findLast((one) => shown(one).includes('An application for a school account') && shown(one).includes(name)),
  );
  return accountIn(told);
}

export const accountIn = (card: unknown): string => /"account":"([0-9a-f-]{36})"/.exec(shown(card))?.[1] ?? '';

/** A dialog asked for by hand, whether or not a button for it stands anywhere. */
export async function byHand({ sandbox }: Running, user: string, dialog: string, data: object = {}): Promise<string> {
  const value = { data: { ...data, dialog } };
  const activity = sandbox.activity(user, { type: 'invoke', name: 'task/fetch', value });
  return shown((await sandbox.sendActivity(activity)).body);
}

/** HR asks everyone for the social media policy, and these people acknowledge it. */
export async function acknowledged(world: Running, users: readonly string[]): Promise<void> {
  const { sandbox } = world;
  const hr = PEOPLE.sunitaRao;
  await sandbox.say(hr, 'campaigns');
  const list = sandbox.messages(hr).findLast((one) => shown(one).includes('New campaign'));
  const form = await sandbox.openDialog(hr, list?.id ?? '', 'New campaign');
  const policies =
    /\{"title":"[^"]*Social Media Policy[^"]*","value":"(oakfield\/[0-9a-f]+)"/.exec(shown(form.card))?.[1] ?? '';
  await sandbox.submitDialog(hr, form, 'See who would be asked', { policies, due: '2026-12-14', pages: 'false' });
  const draft = await sandbox.until(() =>
    sandbox.messages(hr).findLast((one) => /Nobody has been asked yet.*14 December/.test(shown(one))),
  );
  await sendNow({ sandbox }, draft.id);
  for (const user of users) {
    const ask = await sandbox.until(() =>
      sandbox.messages(user).findLast((one) => shown(one).includes('I have read and understood')),
    );
    await readWhole(world, user, ask.id, /"title":"(Read it [^"]+)"/.exec(shown(ask))?.[1] ?? '');
    await sandbox.click(user, ask.id, 'I have read and understood');
  }
}
