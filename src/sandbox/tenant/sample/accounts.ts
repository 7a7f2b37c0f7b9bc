import type { InstallBehaviour, PersonKind, SchoolPerson } from '../school.ts';
import { staffId } from './ids.ts';
import type { Row } from './staff.ts';

export const OAKFIELD = 'oakfieldacademy.example';
export const MILLBROOK = 'millbrookprimary.example';

const INSTALL: Record<number, InstallBehaviour> = {
  66: 'never-activated',
  67: 'never-activated',
  68: 'blocked-by-policy',
};
const WITHOUT_TEAMS = [63, 64, 65];

function kindOf(entry: Row): PersonKind {
  if (entry.n === 61) return 'guest';
  if (entry.n === 63 || entry.n === 64) return 'resource';
  return entry.groups.includes('governors') ? 'governor' : 'staff';
}

function addressOf(entry: Row): string {
  const domain = entry.groups.includes('staffMillbrook') ? MILLBROOK : OAKFIELD;
  const [given = '', ...rest] = entry.name.toLowerCase().replaceAll("'", '').split(' ');
  if (entry.n === 61) return `natalie.brandt_supplydesk.example#EXT#@${OAKFIELD}`;
  if (kindOf(entry) === 'resource') return `${[given, ...rest].join('.')}@${domain}`;
  return `${given.charAt(0)}.${rest.join('')}@${domain}`;
}

/** What Entra calls a department: the staff group, as schools fill it in. */
function departmentOf({ job, groups }: Row): string {
  if (groups.includes('governors')) return 'Governance';
  if (/cater|kitchen|midday/i.test(job)) return 'Catering';
  if (/caretaker|site supervisor/i.test(job)) return 'Site';
  if (/assistant headteacher|headteacher/i.test(job)) return 'Leadership';
  if (/teaching assistant|learning support|cover|technician/i.test(job)) return 'Support';
  return /teacher|head of|senco/i.test(job) ? 'Teaching' : 'Office';
}

/** Where someone's desk is. Oakfield has a sixth form across the road. */
const SIXTH_FORM = [13, 19, 22, 26, 29, 30, 37, 43, 45];
const siteOf = ({ n, groups }: Row): string =>
  groups.includes('staffMillbrook')
    ? 'Millbrook Primary'
    : SIXTH_FORM.includes(n)
      ? 'Sixth form centre'
      : 'Oakfield main site';

/** The account in Entra. */
export function accountOf(entry: Row): SchoolPerson {
  const [givenName = '', ...rest] = entry.name.split(' ');
  return {
    id: staffId(entry.n),
    displayName: entry.name,
    givenName,
    surname: rest.join(' '),
    userPrincipalName: addressOf(entry),
    jobTitle: entry.job,
    department: departmentOf(entry),
    site: siteOf(entry),
    kind: kindOf(entry),
    ...(entry.role === undefined ? {} : { role: entry.role }),
    enabled: entry.n !== 62,
    userType: entry.n === 61 ? 'Guest' : 'Member',
    hasTeams: !WITHOUT_TEAMS.includes(entry.n),
    ...(entry.manager === undefined ? {} : { managerId: staffId(entry.manager) }),
    install: INSTALL[entry.n] ?? 'ok',
  };
}
