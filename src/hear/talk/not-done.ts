import { holders, type Role, type School } from '../../school/school.ts';
import type { Told } from './told.ts';

/**
 * What people ask of Lanyard that it does not do, so that they hear who does: when their training is due, a list to print. `for-whom`:
 * who something is for of which it remembers nothing. `paper-form`: the report form on paper, which setup made.
 */
export type NotDone = 'training' | 'lists' | 'for-whom' | 'paper-form';

/** More is told, or asked of the policies. */
const MOST_WORDS = 14;

const TRAINING = /\b(?:training|refresher|course|inset certificate|certificate|cpd)\b/;
const MINE = /\b(?:my|mine|i|ive|im|me)\b/;
const ITS_DATE =
  /\b(?:when|what date|due|next|expires?|expired|run out|runs out|renew\w*|in date|out of date|up to date|done|completed?|book|booked|sign me up)\b/;
/** What the rules are is for the policies. */
const A_RULE =
  /\b(?:should|must|have to|need to|allowed|how often|can i|could i|may i|policy|rules?|days?|supposed to|what happens)\b/;

const PRINT =
  /^(?:(?:please|can you|could you|will you|how do i|how can i|i want to|i need to|hi|hello) )*(?:export|print|print off|print out|download|save)\b/;
const A_LIST = /\b(?:list|lists|register|spreadsheet|names|log|records?|reports?|csv|excel)\b/;
/** Where pupils or their parents come into it, it is a question of what may be done. */
const OF_PUPILS = /\b(?:pupils?|class|students?|child|children|kids|parents?|photos?|pictures?|home|personal|data)\b/;

const PAPER_FORM =
  /\b(?:paper|printed|printable|blank) (?:(?:report|concern|safeguarding) (?:form|sheet)|form)s?\b|\breport (?:\p{L}+ )*on paper\b/u;
const ASKS_FOR_IT =
  /^(?:the |report )?(?:paper|printed) (?:report )?form$|\b(?:where|how|is there|have you|got|get|find|need|want|print|which|who has|teams is)\b/;
/** Other papers, and what is done with one that is there. */
const OTHER_PAPER =
  /\b(?:sign|signed|signing|acknowledge\w*|consent|policy|policies|exam|tuck|wrote|written|filled|said|told|he|she|they)\b|\bforms? (?:for|to) (?!(?:a |an |the |my )?(?:report\w*|concerns?|safeguarding|when|teams)\b)/;

/** Read from short messages alone; a longer one tells something else too. */
export function readNotDone(typed: string): NotDone | undefined {
  const said = typed
    .toLowerCase()
    .replace(/['’‘`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (said.split(' ').length > MOST_WORDS) return undefined;
  if (TRAINING.test(said) && MINE.test(said) && ITS_DATE.test(said) && !A_RULE.test(said)) return 'training';
  if (PAPER_FORM.test(said) && ASKS_FOR_IT.test(said) && !OTHER_PAPER.test(said)) return 'paper-form';
  return PRINT.test(said) && A_LIST.test(said) && !OF_PUPILS.test(said) ? 'lists' : undefined;
}

/** That Lanyard does not do it, and who would know. */
export function tellOfNotDone(what: NotDone, school: School): Told {
  const hr = holders(school, 'hr')[0];
  const dsl = holders(school, 'dsl')[0];
  const office = ['The school office', school.contacts.office] as const;
  const hrLine = hr ? [['HR', [hr.name, hr.phone].filter(Boolean).join(', ')] as const] : [];
  switch (what) {
    case 'training':
      return {
        heading: 'When your training is due: I do not know',
        lines: [
          'I do not arrange training. I know only what HR put beside a policy that you are asked to acknowledge.',
          ...hrLine,
          ...(dsl ? [['Safeguarding training', [dsl.name, dsl.phone].filter(Boolean).join(', ')] as const] : []),
          ...(hr ? [] : [office]),
        ],
        source: 'How Lanyard works, and the people that your school gave it',
      };
    case 'lists':
      return {
        heading: 'I do not print or export lists here',
        lines: [
          'HR print a list to sign, for people without Teams: write “campaigns”, open theirs, then press People without Teams.',
          'HR download the register of signatures from its campaign: write “campaigns”, then press Download.',
          'Those who may open a report export it from its own page, one at a time.',
          ...(hrLine.length > 0 ? hrLine : [office]),
        ],
        source: 'How Lanyard works, and the people that your school gave it',
      };
    case 'for-whom':
      return {
        heading: 'Who to go to depends on what it is about',
        lines: [
          'I do not remember what came before, and nothing of what may be a report.',
          ...personFor(school, 'dsl', 'A pupil, or any child'),
          ...personFor(school, 'headteacher', 'An adult who works here, or the DSL'),
          ...personFor(school, 'chair-of-governors', 'The headteacher'),
          ...personFor(school, 'senior-manager', 'Abuse of you online'),
          ...personFor(school, 'dpo', 'Personal data'),
          ...personFor(school, 'it-lead', 'Computers and accounts'),
          ...personFor(school, 'policy-owner', 'What a policy says'),
        ],
        source: 'The people and numbers that your school gave Lanyard',
      };
    case 'paper-form':
      return {
        heading: 'The report form on paper',
        lines: [
          'For when Teams is down. I do not print it here: it was made as a file, “report-form”, when I was set up, and the IT lead prints it. The DSL can say where copies lie.',
          'Do not wait for a form: tell the DSL in person or by phone. In danger now: phone 999. Teams works again? Type “report”.',
          ...personFor(school, 'dsl', 'DSL'),
          ...personFor(school, 'it-lead', 'IT lead'),
          office,
        ],
        source: 'How Lanyard works, and the people that your school gave it',
      };
    default:
      return what satisfies never;
  }
}

/** Who is first for a role, beside what they are for; nothing where nobody is named. */
export const personFor = (school: School, role: Role, what: string): readonly (readonly [string, string])[] =>
  holders(school, role)
    .slice(0, 1)
    .map(({ name, phone }) => [what, [name, phone].filter(Boolean).join(', ')] as const);
