import { z } from 'zod/v4';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import { dayOf } from '../../kernel/time.ts';
import { form, freeText, id, nameText, places, someDay } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { FIND } from '../campaign/buttons.ts';
import { inCampaign, keptDay } from '../card-data.handlers.ts';
import { policiesOf } from '../text/as-asked.ts';
import {
  ADD,
  ADD_ONE,
  ASK_BACK,
  addCard,
  backCard,
  CHANGE,
  ENTER_ONE,
  enterCard,
  findPersonCard,
  type Said,
  TAKE_BACK,
  TRY_AGAIN,
} from './entries.cards.ts';
import { entriesFor, type Outcome, PERSON_ENTRIES } from './entries.ts';
import { ENTRY_WORDING, entryWords, outcomeWords } from './entry-wording.ts';
import { NOT_YOURS } from './people.handlers.ts';
import type { Person, PersonId } from './person.ts';

const aboutPerson = inCampaign.extend({ person: id<PersonId>(60) });
/** What the message said that led here: whom it named, and what is to be entered of them. */
const looking = inCampaign.extend({
  person: id<PersonId>(60).optional(),
  change: z.enum(PERSON_ENTRIES).optional(),
  witness: id<PersonId>(60).optional(),
  day: keptDay,
});
const finding = inCampaign.extend({ name: nameText('Part of the name', 100) });
const changing = aboutPerson.extend({ change: z.enum(PERSON_ENTRIES) });
const source = { who: nameText('Who saw it or said it', 100), day: someDay('On what day?') };
const entering = changing.extend(source);
const adding = inCampaign.extend({
  newName: nameText('Name', 100),
  newRole: nameText('Role', 100),
  read: places(50),
  ...source,
});
const askingBack = aboutPerson.extend({ event: z.coerce.number().int().min(1).max(100_000_000) });
const takingBack = askingBack.extend({ why: freeText('Why is it taken back?', 200) });

/** People shown at once; more of the name finds fewer. */
const FOUND = 8;
const complaint = (words: string): Said => ({ words, isComplaint: true });
const WHO_AND_DAY = complaint('Please fill in who saw it or said it, and the day.');

/** What is shown of a person, before and after something is entered about them. */
function desk(acknowledgements: Acknowledgements) {
  /** Who bears this name, or is this person; `said` is above, after something was done. */
  const find = async (
    by: UserId,
    campaign: CampaignId,
    wanted: { readonly name: string } | { readonly person: PersonId },
    said?: Said,
  ): Promise<DialogAnswer> => {
    const register = await acknowledgements.register(by, campaign);
    if (!register) return message(NOT_YOURS);
    const name = 'name' in wanted ? wanted.name : '';
    const part = name.toLocaleLowerCase('en-GB');
    const found = register.people.filter((person) =>
      'person' in wanted
        ? person.id === wanted.person
        : part !== '' && person.name.toLocaleLowerCase('en-GB').includes(part),
    );
    const shown = await Promise.all(
      found.slice(0, FOUND).map(async (person) => ({
        person,
        entries: await acknowledgements.entries(by, campaign, person.id),
      })),
    );
    return dialog('Update a person', findPersonCard(register.campaign, name, shown, said), 'large');
  };
  /** With the titles of what a signature of theirs counts for. */
  const personIn = async (
    by: UserId,
    campaign: CampaignId,
    who: PersonId,
  ): Promise<(Person & { readonly counts: readonly string[] }) | undefined> => {
    const register = await acknowledgements.register(by, campaign);
    const person = register?.people.find(({ id }) => id === who);
    if (!register || !person) return undefined;
    return { ...person, counts: policiesOf(register.campaign.policies, person).map(({ title }) => title) };
  };
  /** The person with what was entered last, in words; or why nothing was. */
  const after = async (
    by: UserId,
    campaign: CampaignId,
    outcome: Outcome,
    who: PersonId,
    words?: string,
  ): Promise<DialogAnswer> => {
    if (outcome.kind === 'not-allowed') return message(NOT_YOURS);
    if (outcome.kind !== 'entered')
      return find(
        by,
        campaign,
        { person: who },
        { words: outcomeWords(outcome), isComplaint: outcome.kind !== 'taken-back' },
      );
    const last = (await acknowledgements.entries(by, campaign, who)).at(-1);
    const said = words ?? (last ? `Entered for ${outcome.person.name}: ${entryWords(last)}.` : '');
    return find(by, campaign, { person: who }, { words: said, isComplaint: false });
  };
  return { find, personIn, after };
}

/** Finds one person of a register, enters something about them, and takes it back. Whether someone may is asked at every click. */
export function registerEntries(routes: Routes, acknowledgements: Acknowledgements): void {
  const { find, personIn, after } = desk(acknowledgements);
  routes.dialog(
    FIND,
    form(looking, async ({ campaign, person, change, witness, day }, { sender: { userId: by } }) => {
      const named = person && (await personIn(by, campaign, person));
      if (!named || !change || !entriesFor(named.state).includes(change))
        return find(by, campaign, { name: named ? named.name : '' });
      const who = witness ? await acknowledgements.nameOf(by, campaign, witness) : '';
      return dialog('Update a person', enterCard(campaign, named, change, { who, day, counts: named.counts }), 'large');
    }),
  );
  routes.submit(
    FIND,
    form(finding, ({ campaign, name }, { sender }) => find(sender.userId, campaign, { name: name.words })),
  );

  const ask = form(changing, async ({ campaign, person, change }, { sender: { userId: by }, now }) => {
    const found = await personIn(by, campaign, person);
    if (!found) return message(NOT_YOURS);
    // Who saw it is asked, and not taken for granted: an inspector asks too.
    const who = change === 'witnessed' ? '' : acknowledgements.nameOfHr(by);
    return dialog(
      'Update a person',
      enterCard(campaign, found, change, { who, day: dayOf(now), counts: found.counts }),
      'large',
    );
  });
  routes.submit(CHANGE, ask);

  const enter = form(entering, async ({ campaign, person, change: kind, who, day }, { sender: { userId: by } }) => {
    const again = async (said: Said): Promise<DialogAnswer> => {
      const found = await personIn(by, campaign, person);
      const filled = { who: who.words, day, said };
      if (!found) return message(NOT_YOURS);
      const card = enterCard(campaign, found, kind, { ...filled, counts: found.counts });
      return dialog('Update a person', card, 'large');
    };
    if (who.words.length < 2 || !day) return again(WHO_AND_DAY);
    const outcome = await acknowledgements.enter(by, campaign, { person, kind, source: { who: who.words, day } });
    return outcome.kind === 'bad-day' || outcome.kind === 'own-witness'
      ? again(complaint(outcomeWords(outcome)))
      : after(by, campaign, outcome, person);
  });
  routes.submit(ENTER_ONE, enter);

  const tryAgain = form(aboutPerson, async ({ campaign, person }, { sender: { userId: by } }) => {
    const outcome = await acknowledgements.tryAgain(by, campaign, person);
    const name = outcome.kind === 'entered' ? outcome.person.name : '';
    return after(by, campaign, outcome, person, `${name}: their card is being sent again now.`);
  });
  routes.submit(TRY_AGAIN, tryAgain);

  registerAdding(routes, acknowledgements, after);
  registerTakingBack(routes, acknowledgements, { personIn, after });
}

type Desk = ReturnType<typeof desk>;

function registerAdding(routes: Routes, acknowledgements: Acknowledgements, after: Desk['after']): void {
  const title = ENTRY_WORDING.added.button;
  const begin = form(inCampaign, async ({ campaign }, { sender: { userId: by }, now }) => {
    const view = await acknowledgements.campaign(by, campaign);
    if (!view) return message(NOT_YOURS);
    const { policies } = view;
    const filled = { name: '', role: '', who: acknowledgements.nameOfHr(by), day: dayOf(now), policies };
    return dialog(title, addCard(campaign, filled), 'large');
  });
  routes.submit(ADD, begin);

  const add = form(adding, async ({ campaign, newName: name, newRole: role, who, day, read }, { sender }) => {
    const by = sender.userId;
    const again = async (said: Said): Promise<DialogAnswer> => {
      const policies = (await acknowledgements.campaign(by, campaign))?.policies;
      if (!policies) return message(NOT_YOURS);
      const filled = { name: name.words, role: role.words, who: who.words, day, policies, read };
      return dialog(title, addCard(campaign, filled, said), 'large');
    };
    if (name.words.length < 2) return again(complaint('Please write a name of at least two letters.'));
    if (who.words.length < 2 || !day) return again(WHO_AND_DAY);
    const outcome = await acknowledgements.addPaperPerson(by, campaign, {
      ...{ name, role, source: { who: who.words, day }, read },
    });
    if (outcome.kind === 'bad-day' || outcome.kind === 'nothing-to-read')
      return again(complaint(outcomeWords(outcome)));
    return after(by, campaign, outcome, outcome.kind === 'entered' ? outcome.person.id : ('' as PersonId));
  });
  routes.submit(ADD_ONE, add);
}

function registerTakingBack(
  routes: Routes,
  acknowledgements: Acknowledgements,
  { personIn, after }: Pick<Desk, 'personIn' | 'after'>,
): void {
  const shown = async (
    by: UserId,
    { campaign, person: who, event }: { campaign: CampaignId; person: PersonId; event: number },
    said?: Said,
  ): Promise<DialogAnswer> => {
    const person = await personIn(by, campaign, who);
    if (!person) return message(NOT_YOURS);
    const entry = (await acknowledgements.entries(by, campaign, who)).find(({ seq }) => seq === event);
    if (!entry || entry.takenBack) return after(by, campaign, { kind: 'not-now' }, who);
    return dialog('Take back an entry', backCard(campaign, person, entry, said), 'large');
  };
  routes.submit(
    ASK_BACK,
    form(askingBack, (about, { sender }) => shown(sender.userId, about)),
  );
  const take = form(takingBack, async ({ why, ...about }, { sender: { userId: by } }) => {
    if (why.words.length < 3) return shown(by, about, complaint('Please write why: it stays in the register.'));
    const { campaign, person, event: seq } = about;
    return after(by, campaign, await acknowledgements.takeBack(by, campaign, { person, seq, why: why.words }), person);
  });
  routes.submit(TAKE_BACK, take);
}
