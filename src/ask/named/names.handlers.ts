import { z } from 'zod/v4';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { Card } from '../../platform/teams/card.ts';
import { form, id } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, message } from '../../platform/teams/turn.ts';
import {
  ADVISERS,
  type AdviserChoice,
  NAMED_BY_POLICY,
  POLICY_MATTERS,
  type PolicyNames,
} from '../../school/policy-names.ts';
import type { School } from '../../school/school.ts';
import type { Library } from '../library/library.ts';
import { NOT_OWNER } from '../owner/desk.handlers.ts';
import { POLICY } from '../verbs.cards.ts';
import { namesWith } from './named-recipients.ts';
import { MATTERS, namesCard } from './names.cards.ts';
import { chooseIn, choosing, type Picks, pickedFrom, picksIn, sentenceCard } from './sentence.cards.ts';

interface PolicyNamesDeps {
  readonly library: Pick<Library, 'inForce'>;
  readonly names: PolicyNames;
  readonly advisers: AdviserChoice;
  /** The schools whose policies someone looks after; none for who is not staff, whatever a file says. */
  ownedBy(user: UserId): Promise<readonly School[]>;
}

const who = z.enum([...NAMED_BY_POLICY, 'nobody']).optional();
const ofSchool = z.object({ school: id<SchoolId>(100) });
const adviser = z.enum(ADVISERS).optional();
const chosen = ofSchool.extend({
  'pupil-contact': who,
  'about-staff': who,
  'pupil-on-staff': who,
  adviser,
  picks: picksIn(),
});
const CHOICES = POLICY_MATTERS.map((matter) => ({ matter, title: MATTERS[matter] }));
const NONE: Picks = new Map();

/** Who a school's policies name: proposed from what is in force, confirmed by those who look after them. */
export function registerPolicyNames(routes: Routes, { library, names, advisers, ownedBy }: PolicyNamesDeps): void {
  const owned = async (user: UserId, wanted: SchoolId): Promise<School | undefined> =>
    (await ownedBy(user)).find(({ id }) => id === wanted);
  const proposals = async (school: School, picks: Picks) => {
    const [inForce, confirmed] = await Promise.all([library.inForce(school.id), names.of(school.id)]);
    const picked = pickedFrom(inForce, picks, POLICY_MATTERS);
    // Without what leads into a list: under "you must not" a sentence that tells someone what to do reads as its opposite.
    const sentences = new Map([...picked].map(([matter, { clause, sentence }]) => [matter, { ...clause, sentence }]));
    return { proposed: namesWith(inForce, confirmed, sentences), confirmed };
  };
  const page = async (school: School, { isSaved = false, picks = NONE } = {}): Promise<DialogAnswer> => {
    const { proposed, confirmed } = await proposals(school, picks);
    const options = { isSaved, picks, adviser: await advisers.of(school.id) };
    return dialog(namesCard(school, proposed, confirmed, options));
  };

  const show = form(ofSchool, async (data, turn) => {
    const school = await owned(turn.sender.userId, data.school);
    return school ? page(school) : message(NOT_OWNER);
  });
  routes.dialog(POLICY.names, show);

  const save = form(chosen, async (data, turn) => {
    const school = await owned(turn.sender.userId, data.school);
    if (!school) return message(NOT_OWNER);
    const { proposed } = await proposals(school, data.picks);
    const confirmed = POLICY_MATTERS.flatMap((matter) => {
      const said = data[matter];
      const clause = proposed.find((one) => one.matter === matter)?.clause;
      return said ? [{ matter, who: said, ...(clause && { clause }) }] : [];
    });
    if (data.adviser !== undefined && data.adviser !== (await advisers.of(school.id)))
      await advisers.confirm(school.id, data.adviser, turn.sender.userId, turn.now);
    await names.confirm(school.id, confirmed, turn.sender.userId, turn.now);
    return page(school, { isSaved: true });
  });
  routes.submit(POLICY.saveNames, save);

  const choose = form(choosing, async (data, turn) => {
    const school = await owned(turn.sender.userId, data.school);
    if (!school) return message(NOT_OWNER);
    const inForce = await library.inForce(school.id);
    const next = chooseIn(data, inForce, CHOICES);
    if (next.kind === 'done') return page(school, { picks: next.picks });
    const about = { verb: POLICY.sentence, school: school.id, picks: data.picks, matters: CHOICES };
    return dialog(sentenceCard(about, inForce, next.at));
  });
  routes.submit(POLICY.sentence, choose);
}

const dialog = (card: Card): DialogAnswer => ({ kind: 'dialog', title: 'People named', card, size: 'large' });
