import { z } from 'zod/v4';
import type { UserId } from '../../../kernel/ids.ts';
import { dayOf } from '../../../kernel/time.ts';
import { form, freeText, nameText, someDay } from '../../../platform/teams/entrances.ts';
import type { Routes } from '../../../platform/teams/routes.ts';
import { message } from '../../../platform/teams/turn.ts';
import type { School } from '../../../school/school.ts';
import type { AccountParts } from '../account.handlers.ts';
import { PLATFORMS } from '../account.ts';
import { byOf, dialog, pageOf, peopleIn } from '../card-data.handlers.ts';
import { ACCOUNTS } from '../verbs.cards.ts';
import { addForm, leavingForm } from './apply.cards.ts';

const adding = z.object({
  name: nameText('Whose account is it?', 80),
  platform: z.enum(PLATFORMS).default('other'),
  address: freeText('Address or name of the account', 200),
  openness: z.enum(['open', 'closed']).default('open'),
  runners: peopleIn,
});
const leaving = z.object({
  who: z
    .union([z.literal(''), z.uuid()])
    .default('')
    .transform((id) => (id === '' ? undefined : (id.toLowerCase() as UserId))),
  day: someDay('Their last day'),
});

const NOT_ADDED = {
  'not-yours': 'This is for leadership and the IT lead.',
  'not-complete': 'It was not added. Please say whose account it is.',
  'too-few-runners': 'It was not added. Name at least two people who run it.',
  'not-staff': 'It was not added. Someone you picked is not staff at this school.',
  'looks-like-login': 'It was not added. The address looks like a login. Only write where to find the account.',
} as const;
const NOT_HR = message('This is for HR, leadership and the IT lead.');

/** Accounts that were there before the register, and leavers who HR knows of. */
export function registerAccountRegister(routes: Routes, parts: AccountParts): void {
  const { accounts, schools, schoolOf } = parts;
  /** Where someone keeps the register: at their own school before any other. */
  const ledBy = async (user: UserId): Promise<School | undefined> => {
    const own = await schoolOf(user);
    return [...(own ? [own] : []), ...schools].find((school) => accounts.mayAdd(school, user));
  };
  const knownBy = (user: UserId): readonly School[] =>
    schools.filter((school) => accounts.mayKnowLeavers(school, user));

  const add = form(z.object({}), async (_data, turn) => {
    const school = await ledBy(turn.sender.userId);
    return school ? dialog('School accounts', addForm(school)) : message(NOT_ADDED['not-yours']);
  });
  routes.dialog(ACCOUNTS.add, add);

  const save = form(adding, async (data, turn) => {
    const school = await ledBy(turn.sender.userId);
    if (!school) return message(NOT_ADDED['not-yours']);
    const added = await accounts.add(byOf(turn), school, data);
    return added.kind === 'added'
      ? pageOf(parts, turn, added.id, 'It is on the register.')
      : message(NOT_ADDED[added.kind]);
  });
  routes.submit(ACCOUNTS.saveAdded, save);

  const ask = form(z.object({}), async (_data, turn) =>
    knownBy(turn.sender.userId).length > 0 ? dialog('School accounts', leavingForm()) : NOT_HR,
  );
  routes.dialog(ACCOUNTS.leaving, ask);

  const leave = form(leaving, async ({ who, day }, turn) => {
    const known = knownBy(turn.sender.userId);
    if (known.length === 0) return NOT_HR;
    if (!who || !day || day < dayOf(turn.now))
      return dialog('School accounts', leavingForm('It was not recorded. Please choose a person and a future date.'));
    let count = 0;
    for (const school of known) count += (await accounts.leaving(byOf(turn), school, who, day)) ?? 0;
    await accounts.tell();
    return message(
      count === 0
        ? 'They don’t run a school account, so there is nothing to hand over.'
        : `Recorded on ${count === 1 ? 'one account' : `${count} accounts`}. I am asking the others who run it to hand it over.`,
    );
  });
  routes.submit(ACCOUNTS.saveLeaving, leave);
}
