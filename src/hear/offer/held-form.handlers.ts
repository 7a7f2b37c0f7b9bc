import { actions, card, heading, submitDialog, text } from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { HAPPENED, type HeldForm } from '../../platform/teams/presses.ts';
import { type DialogAnswer, dialog } from '../../platform/teams/turn.ts';
import type { Kind } from '../../report/concern.ts';
import { supportFirst } from '../../report/form/support.cards.ts';
import { BEGIN } from '../../report/verbs.cards.ts';
import { dangerFirst, spoken } from './danger.cards.ts';
import { aboutPictures, watching, waysToReport } from './offer.cards.ts';
import { NOBODY_NAMED, whomBy } from './whom.ts';

/**
 * In the place of a form whose words may be a disclosure. They are in their writer's own boxes and nowhere else: from there
 * they go into a report, or, changed, to the gate once more. Of what is unclear its writer is asked whether it has happened, and
 * only that answer sends it: a button alone sends nothing. What tells of something that has happened goes to nobody but as a
 * report, whatever is pressed. Of a plan, a reason or an example it is asked in words that fit one; where it is
 * rather none, such as an application with the names of a team, the ways to report stand below the question.
 */
export function heldForm({ turn, detection, school, isToldReal, verb, data, boxes }: HeldForm): DialogAnswer {
  const isUnclear = detection.kind === 'unclear' && !isToldReal;
  const isForeign = isUnclear && detection.language !== undefined;
  const isPlan = isUnclear && !isForeign && boxes.some(({ text: typed }) => typed.asked === 'situation');
  const isFirst = isPlan && detection.likelier === 'question' && detection.ownDistress === undefined;
  const from = boxes.map(({ name }) => name);
  const said = { words: boxes.map((box) => box.text), writer: turn.sender.userId };
  const whom = detection.kind === 'own-distress' ? NOBODY_NAMED : whomBy(school, detection, said);
  const report = (title: string, about: Kind | undefined) =>
    submitDialog(
      `${title}, with these words`,
      BEGIN,
      { choice: 'words', from, ...(about && { about }) },
      { primary: !isFirst },
    );
  const ways =
    detection.kind === 'own-distress'
      ? [actions([report('Report a concern', 'child')])]
      : [...waysToReport(detection, whom, report), watching(school, turn.now)];
  const form = [
    ...boxes.map(({ name, label, text: value }) => input.text(name, label, { multiline: true, value })),
    isUnclear ? hasHappened(isPlan) : undefined,
    actions([submitDialog(isUnclear ? 'Send it' : 'I have changed it: try again', verb, data, { primary: isFirst })]),
  ];
  return dialog(
    'Before this is sent',
    card(
      detection.kind === 'own-distress' ? undefined : spoken(detection.language, whom),
      ...(detection.kind === 'own-distress'
        ? [supportFirst(school, detection.isCrisis)]
        : dangerFirst(detection, school, whom)),
      heading(isForeign ? 'I only understand English' : isUnclear ? 'Has this happened?' : NOT_SENT),
      text(isForeign ? FOREIGN : isPlan ? PLAN : isUnclear ? ASKED : detection.kind === 'own-distress' ? OWN : HELD),
      ...(isFirst ? [...form, ...ways] : [...ways, ...form]),
      aboutPictures(),
    ),
    'large',
  );
}

/** Nothing is chosen beforehand: who does not answer has not said that it is general. */
const hasHappened = (isPlan: boolean) =>
  input.choice(HAPPENED.id, 'Has it happened, or is it happening?', {
    expanded: true,
    choices: [
      { title: 'Yes', value: HAPPENED.yes },
      { title: 'I am not sure', value: HAPPENED.unsure },
      isPlan
        ? { title: 'No. It is a plan, a reason or an example, and nothing has gone wrong', value: HAPPENED.no }
        : { title: 'No. Nobody in it is a real child or adult: it is about the rules', value: HAPPENED.no },
    ],
  });

const NOT_SENT = 'I have not sent this';
const ASKED =
  'I have not sent it, and nobody has seen it. If it is about something that has happened or is happening, please report it. If it is a general question, say so below.';
const PLAN =
  'I have not sent it yet, and nobody has seen it: some of its words are also those of reports. If something has happened or worries you, please report it. If it is what you plan, say so below, and it goes out.';
const FOREIGN =
  'I have not sent it, and nobody has seen it. If it is about something that has happened or is happening, please tell a person now, or report it here, in any language. If it is a general question, say so below.';
const HELD =
  'It reads as if something has happened, and this isn’t the way to tell the people who need to know. Nobody has seen it and nothing is kept: only you can see it below. Please tell a person now, or report it here. If you want to know what the rules are, write only that, without what happened.';
const OWN =
  'Nobody has seen it and nothing is kept: only you can see it below. If a child is at risk too, please report it. If you want to know what the rules are, write only that.';
