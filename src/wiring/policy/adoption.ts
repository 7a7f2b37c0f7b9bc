import { readAudience } from '../../acknowledge/audience/audience.ts';
import { registerAdoption } from '../../ask/adoption/adoption.handlers.ts';
import { createAdoptionMessages } from '../../ask/adoption/adoption.messages.ts';
import { type Colleagues, createAdoptions } from '../../ask/adoption/adoptions.ts';
import { registerConsulted } from '../../ask/adoption/consulted.handlers.ts';
import { sqlConsultedStore } from '../../ask/adoption/consulted.store.ts';
import type { Library } from '../../ask/library/library.ts';
import type { OwnersDesk } from '../../ask/owner/desk.ts';
import type { AppContext } from '../../context.ts';
import { nameOf } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';

/** Looks at rows, so that a lost or repeated run is harmless: the switch on a version's first day, and cards to be sent. */
const JOB = 'policies.adopt';
const EVERY_MS = HOUR_MS / 6;

interface Further {
  readonly library: Library;
  readonly desk: OwnersDesk;
  isStaff(user: UserId): Promise<boolean>;
  ownedBy(user: UserId): Promise<readonly School[]>;
}

/** Puts together how a version of a policy is consulted on, adopted, and comes into force on its day. */
export function wireAdoption(context: AppContext, { library, desk, isStaff, ownedBy }: Further): void {
  const { config, db, clock, ids, log, jobs, routes, reaching } = context;
  const { trust } = config;
  const adoptions = createAdoptions({
    library,
    desk,
    consulted: sqlConsultedStore(db),
    messages: createAdoptionMessages(reaching, trust.tenantId),
    colleagues: colleaguesIn(context, isStaff),
    schools: trust.schools,
    ids,
    clock,
    wake: () => jobs.wake(JOB),
    onTrouble: (error) => log.warn('policy.not-consulted', { reason: nameOf(error) }),
  });
  registerAdoption(routes, { library, adoptions, ownedBy });
  registerConsulted(routes, { adoptions, schools: trust.schools, isStaff });
  jobs.handle(JOB, adoptions.work);
  jobs.every(JOB, EVERY_MS);
}

const colleaguesIn = (
  { config, directory }: Pick<AppContext, 'config' | 'directory'>,
  isStaff: Further['isStaff'],
): Colleagues => ({
  async find(user) {
    const person = (await isStaff(user)) ? await directory.person(user) : undefined;
    return person && { id: person.id, name: person.name };
  },
  async staffOf({ staffGroups, acknowledgement }) {
    const read = await readAudience(directory, {
      staff: staffGroups,
      // A pupil of one school is a pupil at another.
      pupils: config.trust.schools.flatMap(({ pupilGroups }) => pupilGroups),
      teamsPlans: acknowledgement.teamsPlans,
    });
    return read.kind === 'read' ? read.audience.ask.map(({ id, name }) => ({ id, name })) : undefined;
  },
});
