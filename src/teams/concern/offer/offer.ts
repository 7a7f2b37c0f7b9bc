import { pointsTo } from '../../../concern/routing/route-now.ts';
import { RECIPIENT_INTRODUCED } from '../../../concern/wording.ts';
import { watchAt } from '../../../core/school/hours.ts';
import { holders, type School } from '../../../core/school/school.ts';
import type { Detection } from '../../../disclosure/detect.ts';
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
  text,
} from '../../card.ts';
import { REPORT_DIALOG } from '../../dialogs.ts';
import type { MessageTurn } from '../../turn.ts';
import { supportFirst } from './support-cards.ts';

type Caught = Exclude<Detection, { kind: 'none' }>;
type Reportable = Exclude<Caught, { kind: 'own-distress' }>;

/**
 * What somebody gets who has just typed something that sounds like a concern. Not a word of what they typed is in it.
 * `school` is undefined while the directory does not answer; the way to report stays open all the same.
 */
export async function offerReport(turn: MessageTurn, detection: Caught, school: School | undefined): Promise<void> {
  const isOwn = detection.kind === 'own-distress';
  const offered = isOwn ? ownDistressCard(detection.isCrisis, school) : offerCard(detection, school, turn.now);
  const out = { card: offered, summary: 'About what you wrote' };
  if (turn.place.kind === 'personal') {
    await turn.reply(out);
    return;
  }
  // Others read along here: nothing is asked and nothing is shown but where to look.
  const reached = await turn.replyPrivately(out);
  await turn.reply({ text: inCompany(reached === 'sent', isOwn) });
}

const inCompany = (isSent: boolean, isOwn: boolean): string => {
  if (isOwn)
    return isSent
      ? 'I have answered you in our own chat.'
      : 'Please open a chat with me. In danger now: phone 999. To talk to somebody, at any time: 116 123.';
  return isSent
    ? 'I have answered you in our own chat. Please do not write about people here.'
    : 'Please open a chat with me, or speak to your DSL in person. Do not write about people here.';
};

/** People to phone come first, and nothing is asked; the form is for somebody else who is at risk. */
export const ownDistressCard = (isCrisis: boolean, school: School | undefined): Card =>
  card({
    body: [
      supportFirst(school, isCrisis),
      text('I have not looked up what you wrote, kept it or sent it to anybody.'),
      heading('Is a child at risk too?', { small: true }),
      text('Then please tell a person now, or report it here.'),
      actions([openDialog('Report a concern', REPORT_DIALOG, {})]),
    ],
  });

function offerCard(detection: Reportable, school: School | undefined, now: Date): Card {
  const told = detection.kind === 'concern' ? detection : undefined;
  // Somebody who hurts themselves, or says they will, may be in danger now, whoever the report goes to.
  const isEmergency = told?.emergency || told?.reasons.includes('self-harm');
  const { recipient, person } = pointsTo(school, detection.route);
  return card({
    body: [
      told?.ownDistress ? supportFirst(school, told.ownDistress === 'crisis') : undefined,
      isEmergency
        ? danger(school)
        : section([text('Somebody in danger now? Phone **999** first.', { bold: true, tone: 'attention' })], {
            style: 'attention',
          }),
      heading(detection.kind === 'unclear' ? 'Has this happened?' : 'This may be something to report'),
      detection.kind === 'unclear'
        ? text(
            'If this is about something that has happened or is happening, please report it. If it is a general question, the policy’s answer is below.',
          )
        : text('Please tell a person now, or report it here. I have not looked it up, kept it or sent it to anybody.'),
      plain(
        `It would go to ${RECIPIENT_INTRODUCED[recipient]}${person ? `: ${person.name}${person.phone ? `, ${person.phone}` : ''}` : ''}. You will first be asked who it is about, and that decides.`,
      ),
      school
        ? watched(school, now)
        : text('I cannot check your school just now. You can still report, or speak to your DSL.'),
      actions([openDialog('Report a concern', REPORT_DIALOG, {}, { primary: true })]),
      text(
        'If a picture may show a child undressed or in a sexual way: do not look again, screenshot, forward or delete it. Phone the DSL.',
        { subtle: true, small: true },
      ),
    ],
  });
}

const danger = (school: School | undefined): Element =>
  section(
    [
      heading('In danger now: phone 999', { tone: 'attention' }),
      text(
        'Stay with the child if it is safe. Then tell the DSL in person or by phone. Do not wait for an answer here.',
      ),
      school
        ? facts([
            ...holders(school, 'dsl')
              .slice(0, 1)
              .map(({ name, phone }): readonly [string, string] => (phone ? [`DSL, ${name}`, phone] : ['DSL', name])),
            ['Children’s social care', school.contacts.childrensSocialCare],
            ['Out of hours', school.contacts.outOfHours],
          ])
        : undefined,
    ],
    { style: 'attention' },
  );

function watched(school: School, now: Date): Element | undefined {
  const watch = watchAt(school.hours, now);
  if (watch.kind === 'open') return undefined;
  const until = watch.until ? `until ${watch.until}` : 'at the moment';
  return section(
    [
      plain(
        `It is ${watch.now}. Reports are not watched ${until}. If a child is at risk before then, phone ${school.contacts.outOfHours} (out of hours) or 999.`,
      ),
    ],
    {
      style: 'warning',
    },
  );
}
