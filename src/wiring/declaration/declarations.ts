import { sqlAdviserChoice } from '../../ask/named/names.store.ts';
import { nameOf } from '../../kernel/calls/fault.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import { registerDeclarations } from '../../more/declarations/declaration.handlers.ts';
import { createDeclarationMessages } from '../../more/declarations/declaration.messages.ts';
import { sqlDeclarationStore } from '../../more/declarations/declaration.store.ts';
import type { DeclarantId } from '../../more/declarations/declaration.ts';
import type { LinkedTies } from '../../more/declarations/declaration-ports.ts';
import { createDeclarations, type Declarations } from '../../more/declarations/declarations.ts';
import type { KeyWrap } from '../../report/ports.ts';
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
