import type { Harmless } from '../../hear/gate.ts';
import { Fault } from '../../kernel/calls/fault.ts';
import { type Ids, parseGuid, type UserId } from '../../kernel/ids.ts';
import { type Clock, DAY_MS } from '../../kernel/time.ts';
import type { Standing } from '../../school/people.ts';
import type { AdviserChoice } from '../../school/policy-names.ts';
import { holders, holdsRole, type School } from '../../school/school.ts';
import {
  ASKED_AGAIN_DAYS,
  type DeclarantId,
  type Declaration,
  type DeclarationId,
  KEPT_AFTER_END_DAYS,
  REMINDED_DAYS,
  type Tie,
  type Whom,
} from './declaration.ts';
import type { DeclarationMessages, DeclarationStore } from './declaration-ports.ts';

/** What someone declares. `id` is made when the form is opened, so that a form which is sent twice is one declaration. */
export interface Declaring {
  readonly id?: DeclarationId;
  readonly person: DeclarantId;
  readonly name?: string;
  readonly tie: Tie;
  readonly whom: Whom;
  readonly words: Harmless | undefined;
  readonly method: Declaration['method'];
}

/** Someone's own, with the name of who speaks with them. */
export interface OwnDeclarations {
  readonly declarations: readonly Declaration[];
  readonly adviser: string | undefined;
}

export interface Declarations {
  /** Keeps it and has those told who are to know; the same twice is once. Returns who will speak with them. */
  declare(school: School, declaring: Declaring): Promise<{ readonly adviser: string | undefined }>;
  own(school: School, person: UserId): Promise<OwnDeclarations>;
  /** By its declarer alone; false for anyone else. */
  stillSo(id: DeclarationId, by: UserId): Promise<boolean>;
  /** By its declarer, HR or the headteacher. */
  end(id: DeclarationId, by: UserId): Promise<boolean>;
  /** By the adviser, HR or the headteacher: that someone spoke with them. Returns who, or that they may not. */
  advised(id: DeclarationId, by: UserId): Promise<{ readonly name: string } | undefined>;
  /** For HR and the headteacher of the school; that they looked is kept. `undefined` for everyone else. */
  list(school: School, by: UserId): Promise<readonly Declaration[] | undefined>;
  /** The schools whose list someone may open. */
  mayList(user: UserId): readonly School[];
  /** Tells those who are to know, asks again after a year, removes what is over. Run again, it does nothing twice. */
  work(): Promise<void>;
}

export interface DeclarationParts {
  readonly store: DeclarationStore;
  readonly advisers: AdviserChoice;
  readonly messages: DeclarationMessages;
  readonly schools: readonly School[];
  readonly ids: Ids;
  readonly clock: Clock;
  standingOf(user: UserId): Promise<Standing>;
  /** `undefined` where none is recorded. */
  managerOf(user: UserId): Promise<UserId | undefined>;
  nameOf(user: UserId): Promise<string | undefined>;
  /** Has `work` done soon. */
  wake(): Promise<void>;
  onTrouble(error: Fault): void;
}

/** Who sees what was declared. */
const maySee = (school: School, user: UserId): boolean => holdsRole(school, user, 'hr', 'headteacher');

export function createDeclarations(parts: DeclarationParts): Declarations {
  const { store, schools, ids, clock, wake } = parts;
  const schoolOf = ({ school }: Declaration) => schools.find(({ id }) => id === school);

  return {
    async declare(school, { id, person, name, ...said }) {
      const user = parseGuid<UserId>(person);
      const adviser = user ? await adviserFor(parts, school, user) : holders(school, 'hr')[0];
      const at = clock();
      await store.add({
        ...{ id: id ?? (ids.uuid() as DeclarationId), school: school.id, person },
        ...{ name: name ?? (user && (await parts.nameOf(user))) ?? 'A member of staff', at, confirmedAt: at },
        ...said,
        ...(adviser && { adviser: adviser.id }),
      });
      await wake();
      return { adviser: adviser?.name };
    },

    async own(school, person) {
      const [declarations, adviser] = await Promise.all([
        store.of(school.id, person),
        adviserFor(parts, school, person),
      ]);
      return { declarations, adviser: adviser?.name };
    },

    async stillSo(id, by) {
      const found = await store.find(id);
      return found?.person === by ? store.stillSo(id, by, clock()) : false;
    },

    async end(id, by) {
      const found = await store.find(id);
      const school = found && schoolOf(found);
      const may = found && school && (found.person === by || maySee(school, by));
      return may ? store.end(id, by, clock()) : false;
    },

    async advised(id, by) {
      const found = await store.find(id);
      const school = found && schoolOf(found);
      // Nobody notes it of themselves: then it would only be their own word.
      if (!found || !school || found.person === by || !(found.adviser === by || maySee(school, by))) return undefined;
      await store.advised(id, by, clock());
      return { name: found.name };
    },

    async list(school, by) {
      if (!maySee(school, by)) return undefined;
      const all = await store.all(school.id);
      await store.looked(
        all.map(({ id }) => id),
        by,
        clock(),
      );
      return all;
    },

    mayList: (user) => schools.filter((school) => maySee(school, user)),

    work: () => work(parts),
  };
}

/** Who speaks with this person: who the school chose, never themselves; then HR, then the headteacher. */
async function adviserFor(
  { advisers, managerOf, nameOf, onTrouble }: DeclarationParts,
  school: School,
  person: UserId,
): Promise<{ readonly id: UserId; readonly name: string } | undefined> {
  const who = await advisers.of(school.id);
  if (who === 'manager') {
    try {
      const manager = await managerOf(person);
      const name = manager && manager !== person ? await nameOf(manager) : undefined;
      if (manager && name !== undefined) return { id: manager, name };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      onTrouble(error);
    }
  }
  const titled = who === 'manager' ? [] : holders(school, who);
  return [...titled, ...holders(school, 'hr'), ...holders(school, 'headteacher')].find(({ id }) => id !== person);
}

/** Removes what ended so long ago that it is not kept any more. */
export const removeEnded = (store: Pick<DeclarationStore, 'removeEndedBefore'>, now: Date): Promise<void> =>
  store.removeEndedBefore(new Date(now.getTime() - KEPT_AFTER_END_DAYS * DAY_MS));

async function work(parts: DeclarationParts): Promise<void> {
  const { store, schools, clock } = parts;
  const now = clock();
  await removeEnded(store, now);
  for (const school of schools)
    for (const declaration of await store.all(school.id)) {
      if (declaration.endedAt) continue;
      if (await hasLeft(parts, declaration)) {
        await store.end(declaration.id, 'left', now);
        continue;
      }
      try {
        await tell(parts, school, declaration);
        await askAgain(parts, declaration);
      } catch (error) {
        // Someone who cannot be reached now holds up nobody, and is tried again next time.
        if (!(error instanceof Fault)) throw error;
        parts.onTrouble(error);
      }
    }
}

/** Only where the directory says so: one that does not answer says nothing. */
async function hasLeft({ standingOf }: DeclarationParts, { person }: Declaration): Promise<boolean> {
  const user = parseGuid<UserId>(person);
  return user !== undefined && (await standingOf(user)).kind === 'outsider';
}

async function tell(
  { store, messages, clock }: DeclarationParts,
  school: School,
  declaration: Declaration,
): Promise<void> {
  const { id, adviser, person, advisedAt } = declaration;
  const once = async (user: UserId, kind: 'advise' | 'new', send: () => ReturnType<DeclarationMessages['isNew']>) => {
    if (await store.isTold(id, user, kind)) return;
    if ((await send()).kind === 'sent') await store.told(id, user, kind, clock());
  };
  if (adviser && !advisedAt) await once(adviser, 'advise', () => messages.advise(adviser, school, declaration));
  for (const { id: hr } of holders(school, 'hr'))
    if (hr !== adviser && hr !== person) await once(hr, 'new', () => messages.isNew(hr, school));
}

async function askAgain({ store, messages, clock }: DeclarationParts, declaration: Declaration): Promise<void> {
  const { id, confirmedAt, askedAt } = declaration;
  const person = parseGuid<UserId>(declaration.person);
  const now = clock();
  const isDue = now.getTime() - confirmedAt.getTime() >= ASKED_AGAIN_DAYS * DAY_MS;
  const isAsked = askedAt && askedAt > confirmedAt && now.getTime() - askedAt.getTime() < REMINDED_DAYS * DAY_MS;
  if (!person || declaration.method === 'link' || !isDue || isAsked) return;
  const delivery = await messages.isItStillSo(person, declaration);
  if (delivery.kind === 'sent') await store.asked(id, now);
}
