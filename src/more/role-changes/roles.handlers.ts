import { z } from 'zod/v4';
import type { Ids, SchoolId } from '../../kernel/ids.ts';
import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import { RECIPIENTS } from '../../report/concern.ts';
import type { Concerns } from '../../report/concerns.ts';
import { picksIn } from '../../report/handlers/picked.ts';
import { NOT_AVAILABLE, NOT_THEIRS } from '../../report/handlers/refusals.cards.ts';
import type { Routes } from '../../report/handlers/turns.handlers.ts';
import { actorOf } from '../../report/handlers/who-acts.handlers.ts';
import { handedOnWords } from '../../report/roles/kept.cards.ts';
import type { LetInAll } from '../../report/roles/let-in-all.ts';
import { CHANGE_ROLE, END_ROLE, LET_IN, PROPOSE_ROLE, ROLES_PAGE, SECOND_ROLE } from '../../report/verbs.cards.ts';
import { ROLES } from '../../school/school.ts';
import { changeRoleCard, rolesCard, rolesInvitation } from './roles.cards.ts';
import type { Roles, RolesAnswer, RolesChanged } from './roles.ts';

const school = z
  .string()
  .max(60)
  .transform((id) => id as SchoolId);
const ofOther = z.object({ other: school.optional() });
const role = z.enum(ROLES);
const begun = z.object({ school, role });
const wanted = z.object({
  school,
  role,
  id: z.guid(),
  newcomer: z.string().max(900).default(''),
  outgoing: z.string().max(900).default(''),
  quiet: z.enum(['true', 'false']).default('false'),
});
const named = z.object({ school, proposal: z.guid() });
const letting = z.object({ school, recipient: z.enum(RECIPIENTS) });
const agreed = named.extend({ quiet: z.enum(['true', 'false']) });

export interface RolesDeps {
  readonly roles: Roles;
  readonly concerns: Pick<Concerns, 'record'>;
  readonly ids: Pick<Ids, 'uuid'>;
}

/** Role-holders: seen by all who take reports, changed by those whose word counts. */
export function registerRoles(routes: Routes, { roles, concerns, ids }: RolesDeps): void {
  const TITLE = 'Who holds which role';
  const page = (card: ReturnType<typeof rolesCard>): DialogAnswer => dialog(TITLE, card, 'large');
  const show = (answer: RolesAnswer, said?: Parameters<typeof rolesCard>[1]): DialogAnswer =>
    answer.kind === 'roles' ? page(rolesCard(answer, said)) : message(NOT_AVAILABLE);
  const shown = (changed: RolesChanged): DialogAnswer => {
    if (changed.kind === 'not-available') return message(NOT_AVAILABLE);
    return show(changed.view, changed.kind === 'done' ? { done: changed.outcome } : { why: changed.why });
  };

  routes.command(
    [
      'roles',
      'role holders',
      'role-holders',
      'who holds which role',
      'change a role',
      'change roles',
      'change the dsl',
    ],
    async (turn) => {
      const found = await roles.look(actorOf(turn));
      if (found.kind !== 'roles') return void (await turn.replyPrivately(NOT_THEIRS));
      await turn.replyPrivately({ card: rolesInvitation(), summary: TITLE });
    },
  );
  routes.dialog(ROLES_PAGE, async (turn) => show(await roles.look(actorOf(turn))));
  routes.submit(ROLES_PAGE, async (turn) =>
    show(await roles.look(actorOf(turn), ofOther.safeParse(turn.data).data?.other)),
  );

  routes.action(LET_IN, async (turn) => {
    const { data } = letting.safeParse(turn.data);
    const done: LetInAll = data
      ? await concerns.record.letInAll(actorOf(turn), data.school, data.recipient)
      : { kind: 'not-available' };
    return done.kind === 'done' ? message(handedOnWords(done)) : { kind: 'refused', code: 403, text: NOT_AVAILABLE };
  });

  routes.submit(CHANGE_ROLE, async (turn) => {
    const { data } = begun.safeParse(turn.data);
    const found = await roles.look(actorOf(turn), data?.school);
    if (found.kind !== 'roles') return message(NOT_AVAILABLE);
    if (!data || !found.mayChange) return show(found, { why: 'nothing-chosen' });
    return page(changeRoleCard(found, data.role, ids.uuid()));
  });
  routes.submit(PROPOSE_ROLE, async (turn) => {
    const { data } = wanted.safeParse(turn.data);
    const actor = actorOf(turn);
    if (!data) return show(await roles.look(actor), { why: 'nothing-chosen' });
    const { id, quiet } = data;
    const [newcomer] = picksIn(data.newcomer);
    const asked = { id, role: data.role, newcomer, outgoing: picksIn(data.outgoing), isQuiet: quiet === 'true' };
    const changed = await roles.propose(actor, data.school, asked);
    // What is missing is put right on the same page.
    return changed.kind === 'not-done' && changed.view.mayChange
      ? page(changeRoleCard(changed.view, data.role, ids.uuid(), { why: changed.why }))
      : shown(changed);
  });
  routes.submit(SECOND_ROLE, async (turn) => {
    const { data } = agreed.safeParse(turn.data);
    const actor = actorOf(turn);
    if (!data) return show(await roles.look(actor), { why: 'gone' });
    return shown(await roles.confirm(actor, data.school, data.proposal, data.quiet === 'true'));
  });
  routes.submit(END_ROLE, async (turn) => {
    const { data } = named.safeParse(turn.data);
    const actor = actorOf(turn);
    if (!data) return show(await roles.look(actor), { why: 'gone' });
    return shown(await roles.end(actor, data.school, data.proposal));
  });
}
