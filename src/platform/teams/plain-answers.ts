import type { RoleHolder } from '../../school/school.ts';

/** For someone who is a pupil: nothing of the school's, and where to find a person. */
export const PUPIL_TEXT =
  'Hello. If you are in danger now, phone 999. This chat is for staff, so I cannot help here. If something is worrying you, please talk to an adult you trust at school today. You can also phone Childline free on 0800 1111, at any time.';

export const PASTED_TEXT =
  'That looks like an email or another long text. Please write in one sentence what you want to know. I have not kept any of it. If it is about something that worries you, type: report';
export const OUTSIDER_TEXT =
  'Hello. In danger now: phone 999. I only work for staff of this school or trust. If you think I should know you, please ask the IT lead to add you to the staff group. If you are worried about a child, please tell the designated safeguarding lead or the headteacher in person now, or phone the NSPCC on 0808 800 5000. If you are not well or not safe yourself, phone Samaritans on 116 123, at any time.';

/** While nobody can say who someone is: they may be a pupil, and they may be a colleague with a report, who is not turned away. */
export const UNKNOWN_TEXT =
  'Hello. In danger now: phone 999. I cannot check just now who you are, so I cannot answer you. Please try again in a few minutes. If you are worried about a child, please tell the designated safeguarding lead or the headteacher in person now, or phone the NSPCC on 0808 800 5000. If you work here, you can also type: report. If something is worrying you yourself, phone Childline on 0800 1111 if you are under 19, or Samaritans on 116 123, at any time.';

/**
 * For a file that nobody asked for.
 * @param dsl who they can phone, where their school is known
 * @param isTold the DSL's team hears that a picture came
 */
export const noFilesText = (dsl?: RoleHolder, isTold = false): string =>
  [
    'I have not opened what you sent, and I cannot take files or pictures here. If it may show a child nude, partly nude or in a sexual way: do not look again, forward, screenshot or delete it.',
    `Put the device somewhere safe and phone your DSL now${numberOf(dsl)}, or the headteacher if it is about the DSL.`,
    ...(isTold ? ['I am telling the DSL’s team that a picture came from you, and nothing else about it.'] : []),
  ].join(' ');

/** For a document from someone who puts no policies in. */
export const notYourFileText = (owners: readonly RoleHolder[]): string =>
  [
    'I have not opened or kept your file. Policies are added by the people who look after them',
    `${owners.length === 0 ? '' : ` here: ${owners.map(({ name }) => name).join(', ')}`}. Please send it to them; they send it to me.`,
    ' If it is about a child or a colleague, do not send it anywhere: speak to the DSL, or type report.',
  ].join('');

const numberOf = (dsl: RoleHolder | undefined): string =>
  dsl ? ` (${[dsl.name, dsl.phone].filter(Boolean).join(', ')})` : '';

/** A turn that failed half-way: what was asked for may or may not have been done, and a child must not wait for us. */
export function failedText(reference: string, dsl: RoleHolder | undefined): string {
  return [
    'Something went wrong, and I don’t know whether what you asked for was done. Please check, and try again in a few minutes.',
    `Is it about a child? Do not wait for me: speak to your DSL now${numberOf(dsl)}, or to the headteacher if it is about the DSL. In danger now: phone 999.`,
    `(Reference ${reference})`,
  ].join(' ');
}
