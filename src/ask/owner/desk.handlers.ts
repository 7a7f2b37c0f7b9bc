import { z } from 'zod/v4';
import type { PolicyId, PolicyVersionId, SchoolId, UserId } from '../../kernel/ids.ts';
import type { Card } from '../../platform/teams/card.ts';
import { action, form, id } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type ActionAnswer, type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import { holdsRole, type School } from '../../school/school.ts';
import type { Library } from '../library/library.ts';
import type { Decision } from '../ports.ts';
import { POLICY } from '../verbs.cards.ts';
import { changesDialog, keptCard } from './change.cards.ts';
import { adoptedCard, deskCard } from './desk.cards.ts';
import type { OwnersDesk } from './desk.ts';
import { readingDialog, versionsDialog } from './version-dialogs.cards.ts';
import { decisionWording } from './version-wording.ts';

interface PolicyDeskDeps {
  readonly library: Library;
  readonly desk: OwnersDesk;
  /** The schools whose policies someone looks after; none for who is not staff, whatever a file says. */
  ownedBy(user: UserId): Promise<readonly School[]>;
  /** The schools of which someone is the head or chairs the governors: they see how each version was adopted, and no draft. */
  governedBy(user: UserId): Promise<readonly School[]>;
}

export const NOT_OWNER = 'This is for the people who look after the policies.';
const notOwner: ActionAnswer = { kind: 'refused', code: 403, text: NOT_OWNER };
export const GONE = 'This version is not among your school’s policies.';

export const versionData = z.object({
  school: id<SchoolId>(100),
  version: id<PolicyVersionId>(100),
  page: z.coerce.number().int().min(0).max(1_000).default(0),
});
const policyData = z.object({ school: id<SchoolId>(100), policy: id<PolicyId>(100) });
export type OfVersion = z.output<typeof versionData>;

/** What the owners of policies do. Whether someone is one is asked at every click, never taken from a card. */
export function registerPolicyDesk(routes: Routes, deps: PolicyDeskDeps): void {
  registerDesk(routes, deps);
  registerDecisions(routes, deps);
  registerReading(routes, deps);
}

const showDesk = async (desk: OwnersDesk, schools: readonly School[]): Promise<Card> =>
  deskCard(await Promise.all(schools.map((school) => desk.desk(school))));

function registerDesk(routes: Routes, { desk, library, ownedBy, governedBy }: PolicyDeskDeps): void {
  routes.command(['policies', 'my policies'], async (turn) => {
    const schools = await ownedBy(turn.sender.userId);
    if (schools.length === 0) {
      const governed = await governedBy(turn.sender.userId);
      if (governed.length === 0)
        return void (await turn.replyPrivately({
          text: `${NOT_OWNER} Ask me what a policy says instead.`,
          whose: ['policy-owner'],
        }));
      const shelves = await Promise.all(
        governed.map(async (school) => ({ school, policies: await library.inForce(school.id) })),
      );
      return void (await turn.replyPrivately({ card: adoptedCard(shelves), summary: 'Policies in force' }));
    }
    await turn.replyPrivately({ card: await showDesk(desk, schools), summary: 'Your policies' });
  });

  routes.action(POLICY.desk, async (turn) => {
    const schools = await ownedBy(turn.sender.userId);
    return schools.length === 0 ? notOwner : { kind: 'card', card: await showDesk(desk, schools) };
  });

  const versions = form(policyData, async (data, turn) => {
    const [owned, governed] = await Promise.all([ownedBy(turn.sender.userId), governedBy(turn.sender.userId)]);
    if (owned.length + governed.length === 0) return message(NOT_OWNER);
    const school = [...owned, ...governed].find(({ id }) => id === data.school);
    const isOwner = owned.some(({ id }) => id === data.school);
    const all = school ? await library.history(school.id, data.policy) : [];
    const history = all.filter(({ state }) => isOwner || state === 'in-force' || state === 'replaced');
    if (!school || history.length === 0) return message(GONE);
    const card = versionsDialog(school, history, { mayRead: isOwner });
    return dialog('Every version', card, 'large');
  });
  routes.dialog(POLICY.versions, versions);
}

/** The version that the data names, at a school whose policies this person looks after. */
export async function findVersion(
  { library, ownedBy }: Pick<PolicyDeskDeps, 'library' | 'ownedBy'>,
  user: UserId,
  data: OfVersion,
) {
  const schools = await ownedBy(user);
  if (schools.length === 0) return 'not-owner';
  const school = schools.find(({ id }) => id === data.school);
  if (!school) return 'gone';
  const comparison = await library.comparison(school.id, data.version);
  return comparison ? { ...data, school, schools, comparison } : 'gone';
}

export const refusal = (found: 'not-owner' | 'gone'): ActionAnswer =>
  found === 'not-owner' ? notOwner : { kind: 'refused', code: 404, text: GONE };
export const refused = (found: 'not-owner' | 'gone'): DialogAnswer => message(found === 'not-owner' ? NOT_OWNER : GONE);

/** Whether a version comes into force. */
function registerDecisions(routes: Routes, deps: PolicyDeskDeps): void {
  const { desk } = deps;
  const setAside = action(versionData, async (data, turn): Promise<ActionAnswer> => {
    const found = await findVersion(deps, turn.sender.userId, data);
    if (typeof found === 'string') return refusal(found);
    const { school, comparison } = found;
    const decision = await desk.decide(school, comparison.after.versionId, turn.sender.userId, 'set-aside');
    if (decision.kind === 'too-late') return message(tooLate(school, decision));
    if (decision.kind !== 'done') return refusal('gone');
    return { kind: 'card', card: await showDesk(desk, found.schools) };
  });
  routes.action(POLICY.setAside, setAside);

  const notNow = action(versionData, async (data, turn) => {
    const found = await findVersion(deps, turn.sender.userId, data);
    if (typeof found === 'string') return refusal(found);
    return { kind: 'card', card: keptCard(found.school, found.comparison) };
  });
  routes.action(POLICY.notNow, notNow);
}

/** A version's words, and what it changes. */
function registerReading(routes: Routes, deps: PolicyDeskDeps): void {
  const changes = form(versionData, async (data, turn) => {
    const found = await findVersion(deps, turn.sender.userId, data);
    if (typeof found === 'string') return refused(found);
    const card = changesDialog(found.school, found.comparison, found.page);
    return dialog('What changed', card, 'large');
  });
  routes.dialog(POLICY.changes, changes);
  routes.submit(POLICY.changesPage, changes);

  const read = form(versionData, async (data, turn) => {
    const found = await findVersion(deps, turn.sender.userId, data);
    if (typeof found === 'string') return refused(found);
    const { stored, after } = found.comparison;
    const card = readingDialog(found.school, after, stored, found.page);
    return dialog(after.title, card, 'large');
  });
  routes.dialog(POLICY.read, read);
  routes.submit(POLICY.readPage, read);
}

export const tooLate = (school: School, { found }: Extract<Decision, { kind: 'too-late' }>): string =>
  `This has already been decided: ${decisionWording(school, found)}`;

/** The schools of which this person is the head, or chairs the governors. */
export const governedSchools = (schools: readonly School[], user: UserId): readonly School[] =>
  schools.filter((school) => holdsRole(school, user, 'headteacher', 'chair-of-governors'));

/** The schools at which this person holds the role, for someone who proves to be staff. */
export const ownedSchools = (schools: readonly School[], user: UserId): readonly School[] =>
  schools.filter((school) => holdsRole(school, user, 'policy-owner'));
