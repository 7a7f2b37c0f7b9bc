import { z } from 'zod/v4';
import type { UserId } from '../../kernel/ids.ts';
import { formatDay } from '../../kernel/time.ts';
import type { Card } from '../../platform/teams/card.ts';
import { form, freeText, nameText, people, places, someDay } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, message, type Turn } from '../../platform/teams/turn.ts';
import type { School } from '../../school/school.ts';
import type { Library } from '../library/library.ts';
import { GONE, NOT_OWNER, type OfVersion, tooLate, versionData } from '../owner/desk.handlers.ts';
import { POLICY } from '../verbs.cards.ts';
import { ADOPTION_LIMITS, adoptCard, commentsCard, consultCard, draftCard } from './adoption.cards.ts';
import type { Adopted, Adoptions, AdoptionView } from './adoptions.ts';

interface AdoptionDeps {
  readonly library: Pick<Library, 'draftAnswerer'>;
  readonly adoptions: Adoptions;
  /** The schools whose policies someone looks after; none for who is not staff, whatever a file says. */
  ownedBy(user: UserId): Promise<readonly School[]>;
}

const { adoptedBy, minute, consulted } = ADOPTION_LIMITS;
const adopting = versionData.extend({
  adoptedBy: nameText('Who adopted it', adoptedBy),
  adoptedOn: someDay('On what date was it adopted?'),
  minute: nameText('Minute or reference', minute),
  consulted: freeText('Who was consulted', consulted),
  from: someDay('In force from'),
  review: someDay('Next review'),
  meant: places(200),
});
const consulting = versionData.extend({
  people: people(200),
  allStaff: z.enum(['true', 'false']).default('false'),
  until: someDay('Comments until'),
});
const asking = versionData.extend({ question: freeText('Your question', 500, 1) });

/** How a version becomes the school's policy. Whether someone looks after it is asked at every press. */
export function registerAdoption(routes: Routes, deps: AdoptionDeps): void {
  registerAdopting(routes, deps);
  registerConsulting(routes, deps);
  registerDraft(routes, deps);
}

interface Found {
  readonly school: School;
  readonly view: AdoptionView;
}

/** The version, for its owner; or why not. One that was decided is told as such. */
async function owned(
  { adoptions, ownedBy }: AdoptionDeps,
  data: OfVersion,
  { sender }: Turn,
  { whenDecided = false } = {},
): Promise<Found | DialogAnswer> {
  const schools = await ownedBy(sender.userId);
  if (schools.length === 0) return message(NOT_OWNER);
  const school = schools.find(({ id }) => id === data.school);
  const view = school && (await adoptions.view(school, data.version));
  if (!school || !view) return message(GONE);
  const { stored } = view.comparison;
  if (stored.state !== 'proposed' && !whenDecided) return message(tooLate(school, { kind: 'too-late', found: stored }));
  return { school, view };
}

const dialog = (title: string, card: Card): DialogAnswer => ({ kind: 'dialog', title, card, size: 'large' });

function registerAdopting(routes: Routes, deps: AdoptionDeps): void {
  const { adoptions } = deps;
  const open = form(versionData, async (data, turn) => {
    const found = await owned(deps, data, turn);
    return 'kind' in found ? found : dialog('Put in force', adoptCard(found.school, found.view));
  });
  routes.dialog(POLICY.adopt, open);
  routes.submit(POLICY.adoptPage, open);

  const adopt = form(adopting, async (data, turn) => {
    const found = await owned(deps, data, turn);
    if ('kind' in found) return found;
    const { school, view } = found;
    const again = (why: string) => dialog('Put in force', adoptCard(school, view, why));
    if (data.adoptedBy.words === '') return again('Please say who adopted it.');
    if (!data.adoptedOn) return again('Please choose the date on which it was adopted.');
    const entered = {
      ...{ adoptedBy: data.adoptedBy, adoptedOn: data.adoptedOn, meant: data.meant },
      ...(data.minute.words !== '' && { minute: data.minute }),
      ...(data.consulted.words !== '' && { consulted: data.consulted }),
      ...(data.from && { from: data.from }),
      ...(data.review && { review: data.review }),
    };
    return saidOf(school, await adoptions.adopt(school, data.version, turn.sender.userId, entered), again);
  });
  routes.submit(POLICY.putInForce, adopt);

  const takeBack = form(versionData, async (data, turn) => {
    const found = await owned(deps, data, turn);
    if ('kind' in found) return found;
    const decision = await adoptions.takeBack(found.school, data.version, turn.sender.userId);
    if (decision.kind === 'too-late') return message(tooLate(found.school, decision));
    const view = await adoptions.view(found.school, data.version);
    const said = 'Taken back. It is waiting for your decision.';
    return view ? dialog('Put in force', adoptCard(found.school, view, said)) : message(GONE);
  });
  routes.submit(POLICY.takeBack, takeBack);
}

function saidOf(school: School, adopted: Adopted, again: (why: string) => DialogAnswer): DialogAnswer {
  switch (adopted.kind) {
    case 'in-force':
      return message('In force. From now on I answer from this version.');
    case 'scheduled':
      return message(
        `Adopted. It comes into force on ${formatDay(adopted.from)} automatically. Until then I answer from the version before it.`,
      );
    case 'gaps':
      return again(
        adopted.gaps.length === 1
          ? 'Not in force: 1 gap is still to be filled in, or ticked as meant to stay.'
          : `Not in force: ${adopted.gaps.length} gaps are still to be filled in, or ticked as meant to stay.`,
      );
    case 'consult-first':
      return again('Not in force: please say who was consulted, or why nobody was.');
    case 'too-late':
      return message(tooLate(school, adopted));
    case 'unknown':
      return message(GONE);
    default:
      return adopted satisfies never;
  }
}

function registerConsulting(routes: Routes, deps: AdoptionDeps): void {
  const { adoptions } = deps;
  const open = form(versionData, async (data, turn) => {
    const found = await owned(deps, data, turn);
    return 'kind' in found ? found : dialog('Consult', consultCard(found.school, found.view));
  });
  routes.dialog(POLICY.consult, open);

  const begin = form(consulting, async (data, turn) => {
    const found = await owned(deps, data, turn);
    if ('kind' in found) return found;
    const { school, view } = found;
    const again = (why: string) => dialog('Consult', consultCard(school, view, why));
    const { version, until } = data;
    if (!until) return again('Please choose the last day for comments.');
    const whom = { people: data.people, allStaff: data.allStaff === 'true', until };
    const asked = await adoptions.consult(school, version, turn.sender.userId, whom);
    switch (asked.kind) {
      case 'asked':
        return message(
          `Asked: ${asked.people === 1 ? '1 person' : `${asked.people} people`}. They can comment until ${formatDay(until)}. I will tell you when it ends.`,
        );
      case 'nobody':
        return again('Please choose at least one person who works at the school.');
      case 'unread':
        return again('I cannot read the staff groups just now, so I have not asked anyone. Please try again.');
      case 'closed':
        return again('That day has passed. Please choose a later one.');
      default:
        return asked satisfies never;
    }
  });
  routes.submit(POLICY.beginConsultation, begin);

  const comments = form(versionData, async (data, turn) => {
    const found = await owned(deps, data, turn, { whenDecided: true });
    return 'kind' in found ? found : dialog('Comments', commentsCard(found.school, found.view, data.page));
  });
  routes.dialog(POLICY.comments, comments);
  routes.submit(POLICY.commentsPage, comments);
}

/** Questions to a version that waits: for its owner alone. */
function registerDraft(routes: Routes, deps: AdoptionDeps): void {
  const open = form(versionData, async (data, turn) => {
    const found = await owned(deps, data, turn);
    return 'kind' in found ? found : dialog('Try a question', draftCard(found.school, found.view.comparison.after));
  });
  routes.dialog(POLICY.askDraft, open);

  const ask = form(
    asking,
    async (data, turn) => {
      const found = await owned(deps, data, turn);
      if ('kind' in found) return found;
      const { after } = found.view.comparison;
      const answer = await (await deps.library.draftAnswerer(after)).askLocally(data.question.words);
      return dialog('Try a question', draftCard(found.school, after, answer));
    },
    'Please type a question.',
  );
  routes.submit(POLICY.askedDraft, ask);
}
