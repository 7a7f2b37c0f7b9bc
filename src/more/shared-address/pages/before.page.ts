import { type Html, html } from '../../../platform/web/html.ts';
import type { Phone } from '../../../report/notice.ts';
import { PILOT } from '../../../report/wording.ts';
import { watchAt } from '../../../school/hours.ts';
import { holders, type School } from '../../../school/school.ts';
import { supportLines } from '../../../school/support-lines.ts';

/*
 * What stands before anything can be written: danger, who is watching, images. Nobody of the staff is named but those the
 * school shows.
 */

/** Numbers to tap, one a line. */
export const numbers = (phones: readonly Phone[]): Html =>
  html`<dl class="numbers">${phones.map(({ name, number }) => html`<dt>${name}</dt><dd>${tappable(number)}</dd>`)}</dl>`;

/** A number dials wherever it stands: "NHS 111; choose mental health" is read by someone who may not manage to type it. */
function tappable(number: string): Html {
  if (/^\S+@\S+$/.test(number)) return html`<a href="mailto:${number}">${number}</a>`;
  const digits = /\+?\d[\d ()-]*\d/.exec(number)?.[0];
  if (digits === undefined) return html`${number}`;
  const [before = '', after = ''] = number.split(digits);
  return html`${before}<a href="tel:${digits.replaceAll(/[^\d+]/g, '')}">${digits}</a>${after}`;
}

/** The DSL by name and number, where the school shows them; else nobody. */
const shownDsl = (school: School): readonly Phone[] =>
  school.concerns.sharedAddress?.namesShown.includes('dsl')
    ? holders(school, 'dsl')
        .slice(0, 1)
        .map(({ name, phone = school.contacts.office }) => ({ name: `DSL, ${name}`, number: phone }))
    : [];

/** The first thing on every page. */
export const danger = (school: School): Html => html`
<section class="alarm" aria-labelledby="danger">
<h2 id="danger">In danger now: phone <a href="tel:999">999</a></h2>
<p>Stay with them if it is safe. Then phone the school. Do not wait for an answer here.</p>
${numbers([
  ...shownDsl(school),
  { name: 'School office', number: school.contacts.office },
  { name: 'Children’s social care', number: school.contacts.childrensSocialCare },
  { name: 'Out of hours', number: school.contacts.outOfHours },
])}
</section>`;

/** Until the school has proved its reports to itself. */
export const pilot = (): Html => html`<p class="note"><strong>${PILOT}</strong></p>`;

/**
 * Whether anyone is watching.
 * @param onDuty how many of the DSL's team are on duty now
 */
export function watching(school: School, now: Date, onDuty: number): Html {
  const watch = watchAt(school.hours, now);
  if (watch.kind === 'open') {
    if (onDuty === 0)
      return html`<p class="note"><strong>It is ${watch.now}. Nobody from the DSL’s team is on duty just now. If it cannot wait, phone now.</strong></p>`;
    return watch.isNearlyOver
      ? html`<p class="note"><strong>It is ${watch.now}. This is watched until ${watch.closes} today. If it cannot wait until then, phone now.</strong></p>`
      : html`<p class="quiet">It is ${watch.now}. This is watched until ${watch.closes} today.</p>`;
  }
  const until =
    watch.until === undefined ? 'This is not watched at the moment' : `This is not watched until ${watch.until}`;
  return html`<p class="note"><strong>It is ${watch.now}. ${until}.</strong> If someone is at risk before then, use the numbers above. You can still report now. It is kept safe and delivered, but nobody can promise that it will be read before then.</p>`;
}

/** What to do with an image that must not be looked at: every prohibition is in it. */
export const images = (): Html => html`
<section class="panel small" aria-labelledby="images">
<h2 id="images">Is there a nude, partly nude or sexual image or video of someone under 18? This includes images made by AI.</h2>
<p><strong>Do not look again. Do not photograph or screenshot it, pass it on, print, copy or upload it. Do not delete it; do not ask the child to send it on or delete it.</strong> Put the device away, face down, and phone the DSL now (the headteacher, if it is about the DSL). If you saw it by accident, just say so. Here, words only: who told you, which app, who has it.</p>
</section>`;

/** People to phone, for someone who is not well or not safe. Nobody of the staff is named. */
export const support = (school: School): Html => html`<section class="alarm" aria-labelledby="support">
<h2 id="support">You do not have to manage this alone</h2>
<p>If you are in danger, or have taken something or hurt yourself: phone 999. If not, phone one of these now, whatever the hour.</p>
${numbers(supportLines(school).map(([name, number]) => ({ name, number })))}
</section>`;
