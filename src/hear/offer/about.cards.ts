import { actions, type Card, card, heading, openDialog, phones, text } from '../../platform/teams/card.ts';
import { REPORT_DIALOG } from '../../platform/teams/dialogs.ts';
import type { MessageTurn } from '../../platform/teams/turn.ts';
import { holders, type Role, type School } from '../../school/school.ts';
import type { AboutReports } from '../report-requests.ts';

/**
 * the same fixed words no matter who asks and whatever there is: nothing is looked up, so that no answer can confirm or deny that
 * there is a report.
 */
export async function answerAboutReports(turn: MessageTurn, about: AboutReports, school: School): Promise<void> {
  const reached = await turn.replyPrivately({ card: aboutReportsCard(about, school), summary: 'About reports' });
  if (turn.place.kind !== 'personal')
    await turn.reply({
      text: reached === 'sent' ? 'I have answered you in our own chat.' : 'Please ask me in our own chat.',
    });
}

export function aboutReportsCard(about: AboutReports, school: School): Card {
  switch (about) {
    case 'remove':
      return card(
        heading('A report that has been sent is not deleted'),
        'It stays as it was written, which protects the child, you and the person it is about. To your own you can add what was wrong or is missing: write **my reports**.',
        'To ask for something to be corrected or erased, speak to the data protection officer.',
        people(school, ['dpo', 'dsl']),
      );
    case 'about-me':
      return card(
        heading('I never say whether there is a report'),
        'I do not say yes or no, about you or about anyone else. If there is something you must know, a person will tell you.',
        'If something worries you, speak to the headteacher or your union. To find out what is held about you, ask the data protection officer.',
        people(school, ['headteacher', 'dpo']),
      );
    case 'about-someone':
      return card(
        danger(),
        heading('I never say whether there is a report'),
        'I do not say yes or no, about anyone. Only the people it went to can open a report. If you are worried about someone, don’t assume that someone else has told: report what you know, or speak to the DSL.',
        people(school, ['dsl', 'dpo']),
        report(),
      );
    case 'held-about-me':
      return card(
        heading('Ask the data protection officer'),
        'You have a right to a copy of what is held about you. You may ask in any words, and the school normally has one month. You may also ask for it to be corrected or erased. I cannot answer this here and have not passed it on: please ask the person named.',
        people(school, ['dpo']),
        'Reports that you sent yourself: write **my reports**.',
      );
    case 'nothing-happened':
      return nothingHappenedCard(school);
    default:
      return about satisfies never;
  }
}

const nothingHappenedCard = (school: School): Card =>
  card(
    danger(),
    heading('If nothing seems to have happened'),
    'Write **my reports**: it shows whether each was delivered and read, and you can add to it. You will not be told what was done, so it may be more than you see.',
    'Do not wait for an answer. Speak to the DSL; if that does not help, to the headteacher, and about the headteacher to the chair of governors. You may go to the local authority or the police yourself at any time.',
    people(
      school,
      ['dsl', 'headteacher', 'chair-of-governors'],
      [
        ['Children’s social care', school.contacts.childrensSocialCare],
        ['Out of hours', school.contacts.outOfHours],
        ['The LADO (allegations about adults)', school.contacts.lado],
        ['NSPCC Whistleblowing Advice Line', school.contacts.whistleblowing],
      ],
    ),
    report(),
  );

const danger = () => text('Someone in danger now? Phone **999** first.', { bold: true, tone: 'attention' });
const report = () => actions([openDialog('Report a concern', REPORT_DIALOG, {})]);

const TITLES = {
  dsl: 'DSL',
  headteacher: 'Headteacher',
  'chair-of-governors': 'Chair of governors',
  dpo: 'Data protection officer',
} as const satisfies Partial<Record<Role, string>>;

const people = (
  school: School,
  roles: readonly (keyof typeof TITLES)[],
  numbers: readonly (readonly [string, string])[] = [],
) =>
  phones([
    ...roles.flatMap((role) =>
      holders(school, role)
        .slice(0, 1)
        .map(({ name, phone }): readonly [string, string] => [TITLES[role], [name, phone].filter(Boolean).join(', ')]),
    ),
    ...numbers,
  ]);
