import type { KeyWrap } from '../../concern/ports.ts';
import { nameOf } from '../../core/calls/fault.ts';
import { HOUR_MS } from '../../core/time.ts';
import type { DeclarantId } from '../../declaration/declaration.ts';
import { createDeclarations, type Declarations } from '../../declaration/declarations.ts';
import type { LinkedTies } from '../../declaration/ports.ts';
import { sqlDeclarationStore } from '../../store/declaration/declaration-store.ts';
import { sqlAdviserChoice } from '../../store/policy/names-store.ts';
import { registerDeclarations } from '../../teams/declaration/declaration-handlers.ts';
import { createDeclarationMessages } from '../../teams/declaration/declaration-messages.ts';
import type { AppContext } from '../app-context.ts';

/** Looks at rows, so that a lost or repeated run is harmless. */
const JOB = 'declarations.work';

/** Puts together what staff declare. Nothing of reports is handed in here, and nothing of this to them. */
export function wireDeclarations(context: AppContext, wrap: KeyWrap): Declarations {
  const { config, db, clock, ids, log, jobs, routes, reaching, directory, standingOf, schoolOf } = context;
  const { trust } = config;
  const declarations = createDeclarations({
    store: sqlDeclarationStore(db, wrap),
    advisers: sqlAdviserChoice(db),
    messages: createDeclarationMessages(reaching, trust.tenantId),
    schools: trust.schools,
    ids,
    clock,
    standingOf,
    managerOf: (user) => directory.managerOf(user),
    nameOf: async (user) => (await directory.person(user))?.name,
    wake: () => jobs.wake(JOB),
    onTrouble: (error) => log.warn('declaration.not-told', { reason: nameOf(error) }),
  });
  registerDeclarations(routes, { declarations, ids, schoolOf });
  jobs.handle(JOB, declarations.work);
  jobs.every(JOB, HOUR_MS);
  return declarations;
}

/** Someone who signs by a personal link ticks a box and writes nothing. */
export const declaredByLink = (declarations: Pick<Declarations, 'declare'>): LinkedTies => ({
  async declare({ school, person, name }) {
    const said = { tie: 'unsaid', whom: 'unsaid', words: undefined, method: 'link' } as const;
    await declarations.declare(school, { ...said, person: person as DeclarantId, name });
  },
});
