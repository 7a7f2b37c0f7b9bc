import { formatInstant, formatRecent } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  facts,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { tookWords } from '../../report/notice/drill-mark.cards.ts';
import type { NoticeCards } from '../../report/notice/notice.cards.ts';
import { DRILL, DRILL_BEGIN, DRILL_PLAN } from '../../report/verbs.cards.ts';
import { everyHolder, type School } from '../../school/school.ts';
import type { DrillsAnswer } from './drill.ts';
import type { HeldDrill } from './drill-ports.ts';

const heldSection = (school: School, drill: HeldDrill): Element => {
  const by = everyHolder(school).find(({ id }) => id === drill.acknowledgedBy)?.name;
  return section(
    { apart: true },
    facts([
      ['Drill', `${drill.reference}, ${formatInstant(drill.sentAt)}`],
      ['Writing it', tookWords(drill.begunAt, drill.sentAt)],
      [
        'Acknowledged',
        drill.acknowledgedAt === undefined
          ? 'Nobody has yet'
          : `after ${tookWords(drill.sentAt, drill.acknowledgedAt)}${by ? `, ${by}` : ''}`,
      ],
    ]),
  );
};

/** How drills went, and a new one, now or at a time. */
export const drillsCard = (
  { school, held, planned }: Extract<DrillsAnswer, { kind: 'drills' }>,
  id: string,
  now: Date,
  complaint?: string,
): Card =>
  card(
    heading(`Drills at ${school.name}`),
    complaint ? section({ style: 'attention' }, text(complaint, { bold: true })) : undefined,
    'A drill is a marked test report. It takes the same path as an urgent report about a child, goes to the same people, and is timed. It is not included in any list or figure.',
    actions([submitDialog('Begin a drill now', DRILL_BEGIN, {}, { primary: true, withInputs: false })]),
    ...planned.map(({ at }) => plain(`Planned: ${formatRecent(at, now)}`)),
    held.length === 0 ? 'There has been no drill yet.' : undefined,
    ...held.map((drill) => heldSection(school, drill)),
    heading('Plan a drill', { small: true }),
    input.date('day', 'Day'),
    input.time('time', 'Time'),
    actions([submitDialog('Plan it', DRILL_PLAN, { id })]),
    text('I will tell you when it is time. I won’t tell anyone else.', { subtle: true, small: true }),
  );

export const drillInvitation = (): Card =>
  card(
    heading('Drills'),
    'A marked test report shows how long it takes from the form to a person who acknowledges it.',
    actions([openDialog('Open drills', DRILL, {}, { primary: true })]),
  );

const drillDueCard = (): Card =>
  card(
    heading('It is time for the drill'),
    'You planned a drill for now. Nobody else knows about it.',
    actions([openDialog('Begin the drill', DRILL_BEGIN, {}, { primary: true })]),
  );

export const drillNotices: NoticeCards = {
  'drill-due': () => ({ card: drillDueCard(), summary: 'It is time for the drill' }),
};
