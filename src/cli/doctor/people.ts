import { Fault } from '../../kernel/calls/fault.ts';
import type { GroupId, UserId } from '../../kernel/ids.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { schemaState } from '../../platform/postgres/health.ts';
import { sqlReachStore } from '../../report/reach/reach.store.ts';
import { type Named, namedAt, type Reach, type Trouble, whyUnreachable } from '../../report/reach/reach.ts';
import { capital, ROLE_WORDING } from '../../report/wording.ts';
import { heldTogether } from '../../school/file/held-together.ts';
import type { Directory, DirectoryPerson, NeededField } from '../../school/people.ts';
import { everyHolder, ROLES, type Role, type School, type Trust } from '../../school/school.ts';
import { type Finding, fine, look, wrong } from './finding.ts';

/** More names than these are not listed: the group itself is then the thing to look at. */
const MOST_NAMED = 5;

type Members = ReadonlyMap<UserId, DirectoryPerson>;

/** The groups of a school: they exist, hold someone, and no account is staff and pupil at once. */
export async function checkGroups(school: School, directory: Directory): Promise<Finding[]> {
  const findings: Finding[] = [];
  const read = async (groups: readonly GroupId[], which: 'staff' | 'pupil'): Promise<Members> => {
    const all = new Map<UserId, DirectoryPerson>();
    for (const group of groups) {
      const setting = `${which === 'staff' ? 'staffGroups' : 'pupilGroups'} of ${school.id}`;
      try {
        const before = all.size;
        for await (const person of directory.groupMembers(group)) all.set(person.id, person);
        if (all.size === before)
          findings.push(
            wrong(
              `The group ${group} in ${setting} is empty, or hides its members`,
              'Fill it, or name the right group in lanyard.yml. One that hides its members, as those of School Data Sync do, needs the permission Member.Read.Hidden.',
            ),
          );
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        findings.push(
          error.code === 'not-found'
            ? wrong(
                `The group ${group} in ${setting} does not exist`,
                'Copy its Object ID again from the Entra admin centre into lanyard.yml.',
              )
            : look(
                `The group ${group} in ${setting} could not be read`,
                'See the findings about token and permissions.',
              ),
        );
      }
    }
    return all;
  };
  const staff = await read(school.staffGroups, 'staff');
  const pupils = await read(school.pupilGroups, 'pupil');
  findings.push(...leftOpen(school, [...staff.values()]));
  const both = [...staff.values()].filter(({ id }) => pupils.has(id));
  if (both.length > 0) {
    findings.push(
      wrong(
        `${both.length} ${both.length === 1 ? 'account is' : 'accounts are'} in a staff group and in a pupil group of ${school.id}: ${namesOf(both)}`,
        'Take pupils out of the staff group, or staff out of the pupil group. Until then Lanyard treats them as pupils and sends them nothing.',
      ),
    );
  }
  return findings.length > 0
    ? findings
    : [fine(`${school.id}: ${staff.size} staff, ${pupils.size} pupils, nobody in both`)];
}

function namesOf(people: readonly DirectoryPerson[]): string {
  const names = people.slice(0, MOST_NAMED).map(({ name }) => name);
  return names.join(', ') + (people.length > MOST_NAMED ? ` and ${people.length - MOST_NAMED} more` : '');
}

const SET_IT = 'Set it in the Entra admin centre; where all lack it, Lanyard lacks the permission User.Read.All.';

/** What Lanyard takes an account for about which Entra does not say this, and what to do. */
const LEFT_OPEN: Readonly<Record<NeededField, { readonly takenFor: string; readonly todo: string }>> = {
  accountEnabled: { takenFor: 'switched off', todo: SET_IT },
  userType: {
    takenFor: 'a guest',
    todo: `${SET_IT} An account so old that it has none counts as the school’s own once it is in a staff group and in no pupil group.`,
  },
  userPrincipalName: { takenFor: 'a guest', todo: SET_IT },
  assignedPlans: { takenFor: 'without Teams', todo: SET_IT },
};

/** Accounts about which the directory leaves something open, field by field. */
const leftOpen = (school: School, people: readonly DirectoryPerson[]): Finding[] =>
  (Object.keys(LEFT_OPEN) as NeededField[]).flatMap((field) => {
    // Of an account that is switched off, nothing else matters.
    const open = people.filter((one) => one.absent?.includes(field) && (one.isEnabled || field === 'accountEnabled'));
    if (open.length === 0) return [];
    const accounts = open.length === 1 ? '1 account' : `${open.length} accounts`;
    return [
      wrong(
        `Entra gives no ${field} for ${accounts} in the staff groups of ${school.id}: ${namesOf(open)}`,
        `Lanyard takes them for ${LEFT_OPEN[field].takenFor} and sends them nothing. ${LEFT_OPEN[field].todo}`,
      ),
    ];
  });
/** Roles that were changed in Teams and stand otherwise in lanyard.yml: both are read by people, and one of them counts. */
export const checkChangedRoles = (written: Pick<Trust, 'schools'>, live: Pick<Trust, 'schools'>): Finding[] =>
  written.schools.flatMap((school) => {
    const now = live.schools.find(({ id }) => id === school.id);
    return ROLES.filter((role) => now && idsOf(now, role) !== idsOf(school, role)).map((role) =>
      look(
        `${role} of ${school.id} was changed in Teams: it is ${now?.roles[role].map(({ name }) => name).join(', ') || 'nobody'}, and lanyard.yml names ${school.roles[role].map(({ name }) => name).join(', ') || 'nobody'}`,
        'What was changed in Teams counts. Write the same into lanyard.yml when you next edit it; any other edit of this role there decides instead.',
      ),
    );
  });
const idsOf = ({ roles }: School, role: Role): string => roles[role].map(({ id }) => id).join();

/** The people behind the titles: there, able to sign in, of the name that lanyard.yml gives them, and no pupils. */
export async function checkRoleHolders(school: School, directory: Directory): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const holder of everyHolder(school)) {
    const who = `${holder.name} (${holder.role} of ${school.id})`;
    const person = await ask(() => directory.person(holder.id));
    if (person === 'unreadable')
      findings.push(look(`${who} could not be looked up`, 'See the findings about token and permissions.'));
    else if (person === undefined)
      findings.push(
        wrong(
          `${who} has no account with the id ${holder.id}`,
          'Put the right Object ID into lanyard.yml, or have the role changed in Teams (`roles`).',
        ),
      );
    else findings.push(...judge(who, holder.name, person), ...(await checkNoPupil(who, holder.id, school, directory)));
  }
  for (const { name, roles, why } of heldTogether(school.roles))
    findings.push(
      wrong(`${name} is ${roles.join(' and ')} of ${school.id}: ${why}`, 'Name another for one of the two roles.'),
    );
  const [dsl] = school.roles.dsl;
  if (dsl && dsl.phone === undefined)
    findings.push(
      look(
        `${dsl.name}, DSL of ${school.id}, has no phone number in lanyard.yml`,
        'Add one: it is shown to someone whose report nobody has read in time.',
      ),
    );
  if (school.roles['deputy-dsl'].length === 0)
    findings.push(
      look(
        `${school.id} has no deputy DSL in lanyard.yml`,
        'Name one under roles: a report that is about the DSL, or that the DSL does not read, goes on to the headteacher at once.',
      ),
    );
  return findings.length > 0 ? findings : [fine(`${school.id}: every role-holder is there and can sign in`)];
}

function judge(who: string, written: string, person: DirectoryPerson): Finding[] {
  const { absent = [] } = person;
  const findings: Finding[] = absent
    .filter((field) => field !== 'assignedPlans')
    .map((field) =>
      wrong(
        `Entra gives no ${field} for ${who}`,
        `Lanyard takes them for ${LEFT_OPEN[field].takenFor}. ${LEFT_OPEN[field].todo}`,
      ),
    );
  if (!person.isEnabled && !absent.includes('accountEnabled'))
    findings.push(
      wrong(
        `The account of ${who} is disabled`,
        'Have the new holder of this role named in Teams (`roles`) or in lanyard.yml. Concerns for them go to the next in line until then.',
      ),
    );
  if (person.isGuest && !absent.includes('userType') && !absent.includes('userPrincipalName'))
    findings.push(
      wrong(`${who} is a guest in this tenant`, 'A role that takes concerns needs an account of the school’s own.'),
    );
  if (person.isEnabled && !isSameName(written, person.name))
    findings.push(
      wrong(
        `lanyard.yml calls ${who} what Entra calls ${person.name}`,
        'One of the two is someone else. Correct the id or the name: staff are told this name.',
      ),
    );
  return findings;
}

async function checkNoPupil(who: string, id: UserId, school: School, directory: Directory): Promise<Finding[]> {
  const pupilGroups = await ask(() => directory.memberOf(id, school.pupilGroups));
  if (pupilGroups === 'unreadable' || pupilGroups === undefined || pupilGroups.length === 0) return [];
  return [
    wrong(
      `${who} is in a pupil group`,
      'Take them out of it: Lanyard sends nothing to pupils, whatever role they hold.',
    ),
  ];
}

const ask = async <T>(call: () => Promise<T>): Promise<T | 'unreadable'> => {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Fault) return 'unreadable';
    throw error;
  }
};

/** By surname and first letter: lanyard.yml may say "Tom" where Entra says "Thomas". */
function isSameName(left: string, right: string): boolean {
  const parts = (name: string) =>
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z ]/g, '')
      .trim()
      .split(/\s+/);
  const [a, b] = [parts(left), parts(right)];
  return a.at(-1) === b.at(-1) && a[0]?.[0] === b[0]?.[0];
}

/** Whether everyone who holds a role can be told something, as Lanyard found when it last looked at their chats. */
export async function checkReach(schools: readonly School[], db: Db, now: Date): Promise<Finding[]> {
  try {
    // Said by the findings about the database.
    if ((await schemaState(db)).pending.length > 0) return [];
    const known = new Map((await sqlReachStore(db).all()).map((one) => [one.person, one]));
    if (known.size === 0) return [fine('Lanyard opens the chats of those who hold a role when it first runs')];
    return schools.flatMap((school) => {
      const found = namedAt(school).flatMap((named) => reachOf(school, named, known.get(named.holder.id), now));
      return found.length > 0 ? found : [fine(`${school.id}: everyone who holds a role can be reached in Teams`)];
    });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [];
  }
}

function reachOf(
  { id }: School,
  { holder, role, takesReports }: Named,
  reach: Reach | undefined,
  now: Date,
): readonly Finding[] {
  const why = reach && whyUnreachable(reach, now);
  if (reach?.hasChat && why === undefined) return [];
  const trouble = why ?? reach?.trouble;
  const { words, todo } = trouble === undefined ? NOT_TRIED : UNREACHABLE[trouble];
  // To those who take reports something has to come; trouble of a minute, and other roles, are to be looked at.
  const level = why !== undefined && takesReports ? wrong : look;
  return [level(`${capital(ROLE_WORDING[role])} ${holder.name} cannot be reached: ${words} (${id})`, todo)];
}

interface Unreachable {
  readonly words: string;
  readonly todo: string;
}

const NO_CHAT = 'no chat yet';
const MEANWHILE = 'Until then a report for them goes to the next in line: have staff phone as well.';

const NOT_TRIED: Unreachable = {
  words: NO_CHAT,
  todo: 'Lanyard opens it within a minute of its start with this lanyard.yml. If this stays, restart it.',
};

const UNREACHABLE: Readonly<Record<Trouble, Unreachable>> = {
  unavailable: {
    words: NO_CHAT,
    todo: `Microsoft Graph or Teams does not answer, and a first chat needs both. Lanyard tries again every minute. ${MEANWHILE}`,
  },
  'not-yet': {
    words: NO_CHAT,
    todo: `Lanyard is in place for them, and Teams does not know it yet. Lanyard tries again every minute. ${MEANWHILE}`,
  },
  'not-allowed': {
    words: NO_CHAT,
    todo: `Microsoft does not let Lanyard open it: see the findings about token and permissions. ${MEANWHILE}`,
  },
  'not-in-catalogue': {
    words: NO_CHAT,
    todo: `Lanyard is not in your organisation’s app catalogue: publish the package, or check TEAMS_APP_ID. ${MEANWHILE}`,
  },
  refused: {
    words: NO_CHAT,
    todo: `Microsoft refuses to open it. Run the doctor with --prove and their address: it says what was refused. ${MEANWHILE}`,
  },
  'no-teams': {
    words: 'they have never opened Teams, or have no licence for it',
    todo: `Have them sign in to Teams once. ${MEANWHILE}`,
  },
  'app-not-allowed': {
    words: 'a policy of yours keeps Lanyard from them',
    todo: `In the Teams admin centre, Manage apps → Lanyard → Users and groups: add a group they are in. ${MEANWHILE}`,
  },
  blocked: {
    words: 'they have blocked Lanyard, or an administrator has',
    todo: `They unblock it in Teams: the chat → ••• → Unblock, and write a word to it. ${MEANWHILE}`,
  },
  'account-gone': {
    words: 'no account of theirs can sign in',
    todo: 'Enable it, or have the role changed in Teams (`roles`), or in lanyard.yml.',
  },
  pupil: {
    words: 'the account is a pupil’s',
    todo: 'Put the right Object ID into lanyard.yml, or take the account out of the pupil groups. Lanyard opens no chat with a pupil.',
  },
};
