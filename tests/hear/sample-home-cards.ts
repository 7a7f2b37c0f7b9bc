import { helpCard, missingCard, signingCard, tooFastCard } from '../../src/hear/help.cards.ts';
import { bareNameCard, doing, notYoursCard, toldCard, whichCard } from '../../src/hear/talk/talk.cards.ts';
import type { CampaignId, UserId } from '../../src/kernel/ids.ts';
import type { IsoDay } from '../../src/kernel/time.ts';
import { overviewCard } from '../../src/more/overview/overview.cards.ts';
import { ROLES_HELP } from '../../src/more/role-changes/roles.cards.ts';
import { TRUST_HELP } from '../../src/more/trust-lead/trust.cards.ts';
import { type Card, openDialog } from '../../src/platform/teams/card.ts';
import { quietLineCard } from '../../src/report/form/support.cards.ts';
import { PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import { COLIN, JOANNA, MIRIAM, oakfield, PRIYA, person } from '../report/support.ts';

const school = oakfield();
const REPORT = { dialog: 'concern.report' };
const figures = {
  children: { open: 3, overAFortnight: 1, overdue: 1, unread: 1 },
  adults: { open: 1, overAFortnight: 0, overdue: 0, unread: 0 },
  isPartial: false,
};
const home = (user: UserId): Card => helpCard(school, { user, figures }, REPORT, [school], [TRUST_HELP, ROLES_HELP]);
const cell = (name: string, expected: number, acknowledged: number) => ({ name, expected, acknowledged });

/** What everyone finds who says hello, by role, and what a fact or a name by itself is answered with. */
export const HOME_CARDS: readonly (readonly [string, Card])[] = [
  ['home of a DSL', home(MIRIAM)],
  ['home of a headteacher', home(JOANNA)],
  ['home of a chair', home(COLIN)],
  ['home of HR', home(person(PEOPLE.sunitaRao))],
  ['home of a policy owner', home(person(PEOPLE.ruthEllery))],
  ['home of an IT lead', home(person(PEOPLE.garethBevan))],
  ['home of a teacher', helpCard(school, { user: PRIYA }, REPORT, [school], [TRUST_HELP, ROLES_HELP])],
  ['home in a channel', helpCard(school, undefined, REPORT)],
  ['too fast', tooFastCard(REPORT)],
  ['about signing', signingCard(school)],
  ['is a child missing', missingCard(school, REPORT)],
  ['one quiet line', quietLineCard(school)],
  [
    'at a glance',
    overviewCard(
      {
        school,
        madeAt: new Date('2026-11-23T10:31:00Z'),
        term: 'Autumn term',
        acknowledgements: [
          {
            id: 'c1' as CampaignId,
            title: 'Social media policy',
            dueDay: '2026-11-27' as IsoDay,
            figures: {
              total: cell('Everyone', 86, 61),
              few: undefined,
              expected: 86,
              groups: [cell('Teaching staff', 52, 40), cell('Support staff', 34, 21)],
              sites: [],
            },
          },
        ],
        since: '2026-09-01' as IsoDay,
        asked: 214,
        notCovered: [
          ['Phones', 12],
          ['Parents', 'few'],
        ],
        pastReview: [{ title: 'ICT policy', reviewOn: '2026-10-01' as IsoDay }],
        policies: [],
        concerns: { open: 1, overAFortnight: 0, overdue: 0 },
        aboutAdults: undefined,
        isPartial: true,
      },
      [],
      {
        day: '2026-11-16' as IsoDay,
        lines: ['Social media policy: 61 of 86 have acknowledged; it was 40 of 86.', 'ICT policy is past its review.'],
      },
    ),
  ],
  [
    'a fact',
    toldCard(
      { heading: 'The DSL is Miriam Hale', lines: [['Phone', '01632 960 201']], source: 'From the school’s settings' },
      [openDialog('Report a concern', REPORT.dialog)],
    ),
  ],
  [
    'not yours',
    notYoursCard('Campaigns are', ['hr'], school, { own: [doing('What do I have to sign?', 'own.to-read')] }),
  ],
  [
    'a wish that may be one of three',
    whichCard([
      doing('who has not signed', 'campaigns.missing'),
      doing('the campaigns', 'campaigns'),
      doing('what you have still to read', 'own.to-read'),
    ]),
  ],
  ['a name alone, a DSL', bareNameCard(true)],
  ['a name alone, a teacher', bareNameCard(false)],
];
