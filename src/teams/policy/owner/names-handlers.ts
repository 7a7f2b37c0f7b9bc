import { z } from 'zod/v4';
import type { SchoolId, UserId } from '../../../core/ids.ts';
import {
  ADVISERS,
  type AdviserChoice,
  NAMED_BY_POLICY,
  POLICY_MATTERS,
  type PolicyNames,
} from '../../../core/school/policy-names.ts';
import type { School } from '../../../core/school/school.ts';
import type { Library } from '../../../policy/library/library.ts';
import { namesIn } from '../../../policy/owner/named-recipients.ts';
import { form, id } from '../../entrances.ts';
import type { Routes } from '../../routes.ts';
import { type DialogAnswer, message } from '../../turn.ts';
import { POLICY } from '../verbs.ts';
import { NOT_OWNER } from './desk-handlers.ts';
import { namesCard } from './names-cards.ts';

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
const chosen = ofSchool.extend({ 'pupil-contact': who, 'about-staff': who, 'pupil-on-staff': who, adviser });

/** Whom a school's policies name: proposed from what is in force, confirmed by those who look after them. */
export function registerPolicyNames(routes: Routes, { library, names, advisers, ownedBy }: PolicyNamesDeps): void {
  const owned = async (user: UserId, wanted: SchoolId): Promise<School | undefined> =>
    (await ownedBy(user)).find(({ id }) => id === wanted);
  const page = async (school: School, isSaved = false): Promise<DialogAnswer> => {
    const [proposed, confirmed] = [namesIn(await library.inForce(school.id)), await names.of(school.id)];
    return {
      kind: 'dialog',
      title: 'People named',
      card: namesCard(school, proposed, confirmed, { isSaved, adviser: await advisers.of(school.id) }),
      size: 'large',
    };
  };

  const show = form(ofSchool, async (data, turn) => {
    const school = await owned(turn.sender.userId, data.school);
    return school ? page(school) : message(NOT_OWNER);
  });
  routes.dialog(POLICY.names, show);

  const save = form(chosen, async (data, turn) => {
    const school = await owned(turn.sender.userId, data.school);
    if (!school) return message(NOT_OWNER);
    const confirmed = POLICY_MATTERS.flatMap((matter) => {
      const said = data[matter];
      return said ? [{ matter, who: said }] : [];
    });
    if (data.adviser !== undefined && data.adviser !== (await advisers.of(school.id)))
      await advisers.confirm(school.id, data.adviser, turn.sender.userId, turn.now);
    await names.confirm(school.id, confirmed, turn.sender.userId, turn.now);
    return page(school, true);
  });
  routes.submit(POLICY.saveNames, save);
}
