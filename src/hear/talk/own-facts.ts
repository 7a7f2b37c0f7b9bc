import { formatDay } from '../../kernel/time.ts';
import { CONTACTS } from '../../school/role-titles.ts';
import { holders, type Retention, type Role, type School } from '../../school/school.ts';
import { personFor } from './not-done.ts';
import type { Told } from './told.ts';

/** What Lanyard says of itself: how it answers, where and how long it keeps what, who gets reports, and how it is run. */

const SOURCE = 'How Lanyard works';
const PAGES = `${SOURCE}; the pages are in its docs folder, which the IT lead has`;

/** @param model the host of a language model that the school has connected; `undefined`: there is none */
export const tellOfAnswers = (model: string | undefined): Told => ({
  heading: 'How I come to an answer',
  lines: [
    'I am a program, not a person. I find the sentences of your school’s policies that fit your question and show them word for word. I write no rule of my own.',
    'What finds them is a small model of my own that runs inside me. It learns nothing from what you type.',
    model === undefined
      ? 'No other AI is connected: nothing that you type goes to ChatGPT, Copilot or anyone else.'
      : `Your school has also connected a language model, at ${model}. It may only choose among a policy’s sentences, and what may be a report never goes to it.`,
    'I can show the wrong rule. So I say how sure I am: read the rule itself, and ask a person where it matters.',
  ],
  source: SOURCE,
});

export const tellOfPlace = (school: School): Told => ({
  heading: 'Where things are kept',
  lines: [
    'Reports, signatures and policies are in your school’s or trust’s own database, on a server or in an Azure subscription of its own. Those who make Lanyard receive nothing.',
    'The words of a report are locked with a key that lies apart from the database.',
    'This chat lies in Microsoft Teams with your other chats. A message passes through Microsoft’s bot service on its way, and is not kept there.',
    ...personFor(school, 'it-lead', 'Which server, and in which country'),
  ],
  source: PAGES,
});

const MATTERS: ReadonlyMap<string, string> = new Map([
  ['child', 'a child'],
  ['staff', 'an adult who works here'],
  ['headteacher', 'the headteacher'],
  ['dsl', 'the DSL'],
  ['chair', 'the chair of governors'],
  ['online-abuse', 'abuse of staff online'],
  ['data', 'personal data'],
]);

export const tellOfKept = ({ concerns }: Pick<School, 'concerns'>): Told => ({
  heading: 'How long things are kept',
  lines: [
    'What you ask me is not kept. The chat itself is kept by Teams, for as long as your school has set.',
    ...keptLines(concerns.retention),
    'Nothing is removed automatically: when its time is over, a person is asked and decides.',
    'What you signed stays in the register of signatures.',
  ],
  source: concerns.retention
    ? `The rules that ${concerns.retention.checkedBy} checked on ${formatDay(concerns.retention.checkedOn)}`
    : SOURCE,
});

const OF_CONDUCT: readonly string[] = ['staff', 'headteacher', 'dsl', 'chair'];

const keptLines = (retention: Retention | undefined): Told['lines'] =>
  retention === undefined || retention.rules.length === 0
    ? ['Reports: your school has set no time.']
    : [
        ...retention.rules.map(({ matters, untilAge, yearsAfterClosing, decides }): readonly [string, string] => {
          // Of a matter about an adult the years count from the report (report/keeping).
          const from = matters.every((matter) => OF_CONDUCT.includes(matter)) ? 'the report' : 'closing';
          const closed = `${yearsAfterClosing} years after ${from}`;
          const age = `until the person’s ${untilAge}th birthday`;
          const long =
            untilAge === undefined
              ? closed
              : decides === 'longer'
                ? `${age} or ${closed}, whichever is later`
                : `${age}; where that is not known, ${closed}`;
          return [`A report about ${matters.map((matter) => MATTERS.get(matter) ?? matter).join(', ')}`, long];
        }),
        ...lowLevelLine(retention),
      ];

function lowLevelLine({ lowLevel }: Retention): Told['lines'] {
  if (!lowLevel) return [];
  const { yearsAfterLeaving: years } = lowLevel;
  const after = years === 0 ? 'until' : `${years} ${years === 1 ? 'year' : 'years'} after`;
  return [['A low-level concern about an adult', `${after} the person has left`]];
}

/** @param answers whether it is asked by who answers for personal data, or runs Lanyard */
export const tellOfHeld = (school: School, answers: boolean): Told => ({
  heading: 'What is held about a person',
  lines: [
    'Of staff: name, account and job from the directory; what they were asked to sign, and when they signed; and what your school uses beside that, such as training dates or declarations.',
    'Of reports: what was written and decided, locked. Only those who may open a report can see who it is about.',
    'What anyone asked me: nothing.',
    ...(answers
      ? [
          'A copy for someone: on the server, lanyard held-about writes all that names their account, except reports. Of reports the DPO and the DSL decide what may be disclosed, and anyone who may open one exports it.',
          'Erasing: the words of a report are destroyed by a decision with a reason, from the report itself. Signatures stay as evidence.',
          'Assessment, record of processing and notice to staff: docs/data-protection.md has what they need, and a template.',
        ]
      : personFor(school, 'dpo', 'To ask for a copy, a correction or an erasure')),
  ],
  source: answers ? PAGES : CONTACTS,
});

/** Who a report is about, and whose it is then. */
const GOES: readonly (readonly [about: string, ...roles: Role[]])[] = [
  ['A child', 'dsl', 'deputy-dsl'],
  ['An adult who works with children', 'headteacher'],
  ['The DSL or a deputy DSL', 'headteacher'],
  ['The headteacher', 'chair-of-governors'],
  ['The chair of governors', 'governance-officer'],
  ['Abuse of staff online', 'senior-manager'],
  ['Personal data lost or leaked', 'dpo'],
];

export const tellOfRecipients = (school: School): Told => ({
  heading: 'Who gets a report depends on who it is about',
  lines: [
    ...GOES.flatMap(([about, ...roles]): readonly (readonly [string, string])[] => {
      const names = roles.flatMap((role) => holders(school, role)).map(({ name }) => name);
      return names.length === 0 ? [] : [[about, names.join(', ')]];
    }),
    'Nobody gets a report about themselves: then the next in line does. HR, IT and line managers cannot open reports.',
    'Who gets yours is named before you send it.',
  ],
  source: CONTACTS,
});

/** By what it is: their name stands in a report, in a register and on a question. */
export const tellOfName = (school: School): Told => ({
  heading: 'Who sees your name depends on what it is',
  lines: [
    [
      'A report',
      'those who get it see who sent it. Nobody can promise that it stays secret. Who it is about does not get it.',
    ],
    ['What you sign', 'HR see who has signed and who has not, and a line manager sees it of their own people.'],
    ['A question that you send to the policy owner', 'they see who asked.'],
    ['What you only ask me', 'nobody.'],
    ['Without your name, on a child', `phone children’s social care, ${school.contacts.childrensSocialCare}`],
  ],
  source: SOURCE,
});

/** Nothing is undone by a message: it is said in the report itself, where those read it who have it. */
export const WRONG_NAME: Told = {
  heading: 'If you named the wrong person in a report',
  lines: [
    'Nothing changes by writing it here, and nobody was told.',
    'Press My reports, then Show and Add something. Write that the name was wrong and, if you know, who it was. Anyone you name there is shut out before your words reach a reader.',
    'The person you named first stays shut out. Those who have your report read what you add, and decide.',
    'Where you are asked who you meant, your answer counts at once: it is on the same page.',
    'If someone may act on the wrong name now, phone who has your report. My reports says who that is.',
  ],
  source: SOURCE,
};

/** For who may not change roles. */
export const tellOfRoles = (school: School): Told => ({
  heading: 'Changing who holds a role',
  lines: [
    'I do not change it from a message, so please do not rely on having told me here.',
    'Where your school changes roles in Teams, the headteacher, the DSL or the chair of governors types “roles”, and a second person agrees. Otherwise the IT lead changes lanyard.yml.',
    ...personFor(school, 'headteacher', 'Headteacher'),
    ...personFor(school, 'it-lead', 'IT lead'),
  ],
  source: PAGES,
});

/** @param runs whether it is asked by who runs it */
export const tellOfRunning = (school: School, runs: boolean): Told =>
  runs
    ? {
        heading: 'How Lanyard is run',
        lines: [
          [
            'Is all well?',
            'type “is everything working”; lanyard doctor on the server looks at each part and says what to do',
          ],
          ['Updates, backups, logs, restarting, an end', 'docs/deploy.md, “Running it”'],
          ['Settings, and turning features off', 'lanyard.yml; docs/deploy.md, “Settings” and “Features”'],
          [
            'Blocked or missing in Teams',
            'Teams admin centre, Manage apps: allow Lanyard and install it for the staff groups',
          ],
          ['Someone new', 'put their account into a staff group that lanyard.yml names; I find them by myself'],
          ['What it may read', 'docs/permissions.md'],
          ['Its version', 'package.json, in the folder of the release'],
        ],
        source: 'How Lanyard works, for those who run it',
      }
    : {
        heading: 'Who looks after Lanyard',
        lines: [
          'Nobody needs to switch me on or update me from here.',
          ...personFor(school, 'it-lead', 'IT lead'),
          ['The school office', school.contacts.office],
        ],
        source: CONTACTS,
      };
