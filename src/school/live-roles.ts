import type { SchoolId, UserId } from '../kernel/ids.ts';
import { everyHolder, type Role, type RoleChange, type RoleHolder, type School, type Trust } from './school.ts';

/** Someone as a change of roles names them. */
export type Named = Pick<RoleHolder, 'id' | 'name'>;

/** From when on others hold a role. Kept for ever, in order: of each role the last one counts. */
export interface RoleEvent {
  readonly at: Date;
  readonly school: SchoolId;
  readonly role: Role;
  /** `changed`: in Teams, on the word of people. `file`: lanyard.yml was found edited since, and has the last word. */
  readonly kind: 'changed' | 'file';
  /** All who hold it from then on; the first is the one to name. */
  readonly holders: readonly Named[];
  /** Who lanyard.yml named at that time. */
  readonly fileSaid: readonly UserId[];
  /** On whose authority; nobody's where lanyard.yml was edited. */
  readonly by?: readonly UserId[];
}

/** Every change of the roles of one school, the oldest first, as those who hold a role after it and did not before. */
export function changesOf(events: readonly RoleEvent[]): readonly RoleChange[] {
  const before = new Map<Role, readonly UserId[]>();
  return events.map(({ at, role, holders, fileSaid, by = [] }) => {
    const ids = holders.map(({ id }) => id);
    // Until the first change those who are in the file held it.
    const held = before.get(role) ?? fileSaid;
    before.set(role, ids);
    return { at, role, by, newcomers: ids.filter((id) => !held.includes(id)) };
  });
}

/** Who lanyard.yml names for a role. @param configured as the file has it */
export const fileSays = (configured: School, role: Role): readonly UserId[] =>
  configured.roles[role].map(({ id }) => id);

const isSame = (left: readonly UserId[], right: readonly UserId[]): boolean => left.join() === right.join();

/** The last event of each role of this school. */
function lastOfEach(school: SchoolId, events: readonly RoleEvent[]): readonly RoleEvent[] {
  const last = new Map<Role, RoleEvent>();
  for (const event of events) if (event.school === school) last.set(event.role, event);
  return [...last.values()];
}

/**
 * Who holds which role now. A name and a number that lanyard.yml has of a person count wherever they hold a role.
 * @param trust as lanyard.yml has it
 * @param events every one of the trust, the oldest first
 */
export function rolesNow(trust: Pick<Trust, 'schools'>, configured: School, events: readonly RoleEvent[]) {
  const roles: Record<Role, readonly RoleHolder[]> = { ...configured.roles };
  for (const { role, holders } of lastOfEach(configured.id, events))
    roles[role] = holders.map((holder) => inFile(trust, configured, holder));
  return roles as School['roles'];
}

/** As this school's part of the file has them, else as another's, else as they were called when they were named. */
function inFile(trust: Pick<Trust, 'schools'>, configured: School, { id, name }: Named): RoleHolder {
  const found = [configured, ...trust.schools].flatMap(everyHolder).find((holder) => holder.id === id);
  if (!found) return { id, name };
  const { alsoCalled, phone, phoneForStaff } = found;
  return { id, name: found.name, alsoCalled, phone, ...(phoneForStaff && { phoneForStaff }) };
}

/**
 * What has to be written down because lanyard.yml names others than it did at the last event of a role: who edits it
 * afterwards has the last word, on every instance, and an older copy that comes back later is such an edit, too.
 */
export const fileEvents = (configured: School, events: readonly RoleEvent[], at: Date): readonly RoleEvent[] =>
  lastOfEach(configured.id, events).flatMap(({ role, fileSaid }): RoleEvent[] => {
    const says = fileSays(configured, role);
    if (isSame(fileSaid, says)) return [];
    const holders = configured.roles[role].map(({ id, name }) => ({ id, name }));
    return [{ at, school: configured.id, role, kind: 'file', holders, fileSaid: says }];
  });

/** Whether the same people hold a role after an event as before it. */
export const isNothingNew = ({ holders }: RoleEvent, before: readonly RoleHolder[]): boolean =>
  isSame(
    holders.map(({ id }) => id),
    before.map(({ id }) => id),
  );
