import {
  type Action,
  actions,
  type Card,
  card,
  type Element,
  heading,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { dutySection } from '../notice/advice.cards.ts';
import { type OpenedFrom, opensOther, RECORD_PAGE } from '../opening/list.cards.ts';
import { aboutIn, beginningIn } from '../same-child/telling.ts';
import { ACT, FORM, KEEPING, KEEPING_ACT, PUPILS } from '../verbs.cards.ts';
import type { ActForm } from './act.ts';
import { type Asked, type FormOf, forForm, inOrder, type Pointed, type Said } from './asked.ts';

/** A page with what can be done on it, each in a form of its own. */
export interface DeskVerbs {
  readonly page: string;
  readonly act: string;
  /** Under which name it is sent what is done. */
  readonly named: 'act' | 'step';
  /** What opens the page beside the report. */
  readonly data?: object;
  readonly back: string;
  /** What the button of every form says, where that is not what is done. */
  readonly send?: string;
}

export const RECORD_DESK: DeskVerbs = { page: RECORD_PAGE, act: ACT, named: 'act', data: { page: 0 }, back: 'Back' };
export const KEEPING_DESK: DeskVerbs = { page: KEEPING, act: KEEPING_ACT, named: 'act', back: 'Back' };

/** The form of one act, of report's own or of a feature. */
export function formCard(
  options: FormOf & {
    readonly form: string;
    readonly act: ActForm;
    readonly desk?: DeskVerbs;
    /** Where it is not done at once. */
    readonly goesOn?: Action | undefined;
    readonly complaint?: string | undefined;
    /** They want to go back, and something is written: it is left only when they say so. */
    readonly isLeaving?: boolean;
  },
): Card {
  const { form, act, concern, desk = RECORD_DESK, complaint, isLeaving = false } = options;
  const { id, version } = concern;
  const back = { concern: id, ...desk.data };
  const choice = act.first?.choices(options).find(({ value }) => value === options.chosen);
  if (act.first && !choice) return choiceCard(options, act.first, back);
  const done = {
    concern: id,
    seen: version,
    [desk.named]: form,
    ...(act.first && { [act.first.name]: choice?.value }),
  };
  return card(
    heading(`${act.title}: report ${concern.reference}`),
    ...whichReport(act, options),
    complaint ? section({ style: 'warning' }, text(complaint, { bold: true })) : undefined,
    choice ? plain(choice.title, { bold: true }) : undefined,
    ...inOrder(
      act.asks,
      (said) => sentence(said, options, form),
      (name, box) => [boxed(name, box, options)],
    ).flat(),
    actions([
      options.goesOn ?? submitDialog(desk.send ?? act.title, desk.act, done, { primary: true }),
      isLeaving
        ? submitDialog('Leave without saving', desk.page, back, { withInputs: false })
        : submitDialog(desk.back, desk.page, { ...back, leaving: form }),
    ]),
  );
}

/** Whom it is about and how it begins, where its form is an opening: that it is another report than one thinks is seen before it is sent. */
function whichReport(
  { reads, hidesAccount, decides }: ActForm,
  { concern, entries = [], duties = [] }: FormOf,
): readonly Element[] {
  const words = hidesAccount ? '' : beginningIn(entries);
  return reads !== true || entries.length === 0
    ? []
    : [
        plain(aboutIn(concern, entries)[1], { bold: true }),
        ...(words === '' ? [] : [{ ...plain(`“${words}”`, { small: true }), spacing: 'None' }]),
        ...(decides ? duties.map(dutySection) : []),
      ];
}

/** What is chosen before a form: each opens the boxes that belong to it. */
function choiceCard(
  options: Parameters<typeof formCard>[0],
  { name, asks, choices }: NonNullable<ActForm['first']>,
  back: object,
): Card {
  const { form, act, concern, desk = RECORD_DESK, complaint } = options;
  const { id, version } = concern;
  return card(
    heading(`${act.title}: report ${concern.reference}`),
    ...whichReport(act, options),
    complaint ? section({ style: 'warning' }, text(complaint, { bold: true })) : undefined,
    plain(asks, { bold: true }),
    ...choices(options).map(({ value, title }) =>
      actions([submitDialog(title, FORM, { concern: id, seen: version, form, [name]: value })]),
    ),
    actions([submitDialog(desk.back, desk.page, back)]),
  );
}

function sentence(said: Said, of: FormOf, form: string): readonly (Element | undefined)[] {
  if (typeof said === 'string') return [text(said)];
  if ('shows' in said) return said.shows;
  if ('pointsTo' in said) return [pointed(said.pointsTo(of), { concern: of.concern.id, page: 'form', form })];
  if ('warns' in said) return [section({ style: 'attention' }, ...said.warns.map((one) => text(one)))];
  const words = forForm(said.says, of);
  if (words === undefined) return [];
  return [said.as === 'plain' ? plain(words) : text(words, said.as && { [said.as]: true })];
}

function pointed(to: Pointed | undefined, from: OpenedFrom): Element | undefined {
  if (to === undefined) return undefined;
  const buttons = to.reports.map((one) => opensOther(one, from));
  return section(
    { style: 'attention' },
    text(to.words, { bold: true }),
    buttons.length > 0 ? actions(buttons) : undefined,
  );
}

function boxed(id: string, box: Asked, of: FormOf): Element | undefined {
  if (box.isFor?.(of) === false) return undefined;
  const value = forForm(box.value, of);
  const label = forForm(box.label, of);
  const options = { ...box, choices: box.choices?.(of) ?? [], value: value ?? '' };
  if (box.form === 'pupil') {
    const picked = of.roll?.picked;
    return input.typeahead(id, label, {
      dataset: PUPILS,
      picked: picked && { title: picked.title, value: picked.id },
    });
  }
  return box.form === 'people' ? input.people(id, label, options) : input[box.form](id, label, options);
}
