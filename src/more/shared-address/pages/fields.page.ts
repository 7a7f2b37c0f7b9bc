import { holdsVisible } from '../../../kernel/visible.ts';
import { type Html, html } from '../../../platform/web/html.ts';
import { BOXES, type Lack, type Sent } from '../by-link.ts';

/** How a page and its boxes stand: what was typed so far, and what is wrong with it. */
export interface Filled {
  readonly sent: Sent;
  readonly lacks: readonly Lack[];
}

const wrongWith = ({ lacks }: Filled, at: string): Lack | undefined => lacks.find((lack) => lack.at === at);

/** @param missing what is said where it is missing */
const lackWords = (lack: Lack, missing: string): string =>
  lack.why === 'missing'
    ? missing
    : `This is too long: the limit is ${(BOXES.get(lack.at) ?? 0).toLocaleString('en-GB')} characters. Please shorten it. Nothing has been cut off.`;

/** What is wrong, first on the page, each a way to its box. */
export function problems({ lacks }: Filled, missing: Readonly<Record<string, string>>): Html | false {
  if (lacks.length === 0) return false;
  return html`<div class="note error" role="alert" id="problems" tabindex="-1">
<h2>This page is not complete yet. Nothing has been sent.</h2>
<ul>${lacks.map((lack) => html`<li><a href="#${lack.at}">${lackWords(lack, missing[lack.at] ?? '')}</a></li>`)}</ul>
</div>`;
}

/** A box to write in; `rows` more than one where a story may be in it. */
export function box(
  filled: Filled,
  {
    id,
    label,
    hint,
    rows = 1,
    missing = '',
  }: {
    readonly id: string;
    readonly label: string;
    readonly hint?: string;
    readonly rows?: number;
    readonly missing?: string;
  },
): Html {
  const lack = wrongWith(filled, id);
  const described = [hint !== undefined && `${id}-hint`, lack && `${id}-wrong`].filter(Boolean).join(' ');
  const marks = html`id="${id}" name="${id}" autocomplete="off" spellcheck="false"${described !== '' && html` aria-describedby="${described}"`}${lack && html` aria-invalid="true"`}`;
  const value = filled.sent[id] ?? '';
  return html`<div class="field">
<label for="${id}">${label}</label>
${hint !== undefined && html`<p class="quiet" id="${id}-hint">${hint}</p>`}
${lack && html`<p class="error" id="${id}-wrong">${lackWords(lack, missing)}</p>`}
${
  rows === 1
    ? html`<input type="text" ${marks} value="${value}" maxlength="${mostTyped(id)}">`
    : // The first line break after the tag is not part of the text.
      html`<textarea ${marks} rows="${rows}" maxlength="${mostTyped(id)}">
${value}</textarea>`
}
</div>`;
}

/** More than a box takes, so that a text which is too long comes back whole; and all of them less than a request may hold. */
const mostTyped = (id: string): number => Math.ceil(((BOXES.get(id) ?? 0) * 4) / 3);

/** One of several. */
export function choice(
  filled: Filled,
  {
    id,
    legend,
    hint,
    choices,
    missing = '',
  }: {
    readonly id: string;
    readonly legend: string;
    readonly hint?: string;
    readonly choices: readonly (readonly [value: string, words: string])[];
    readonly missing?: string;
  },
): Html {
  const lack = wrongWith(filled, id);
  const described = [hint !== undefined && `${id}-hint`, lack && `${id}-wrong`].filter(Boolean).join(' ');
  return html`<fieldset${described !== '' && html` aria-describedby="${described}"`}>
<legend>${legend}</legend>
${hint !== undefined && html`<p class="quiet" id="${id}-hint">${hint}</p>`}
${lack && html`<p class="error" id="${id}-wrong">${lackWords(lack, missing)}</p>`}
${choices.map(
  ([value, words], at) =>
    html`<p class="check"><input type="radio" id="${at === 0 ? id : `${id}-${value}`}" name="${id}" value="${value}"${filled.sent[id] === value && html` checked`}><label for="${at === 0 ? id : `${id}-${value}`}">${words}</label></p>`,
)}
</fieldset>`;
}

/** What was typed on other pages of the form comes along in it, because none of it is kept anywhere else. */
export const carried = ({ sent }: Filled, names: readonly string[]): readonly Html[] =>
  names.flatMap((name) => {
    const value = sent[name] ?? '';
    return value === '' ? [] : [html`<input type="hidden" name="${name}" value="${value}">`];
  });

/** What was written and could not be taken, to be copied: the only place where it still is. */
export function writtenSoFar(sent: Sent, labels: Readonly<Record<string, string>>): Html | false {
  const written = [...BOXES.keys()].filter((name) => holdsVisible(sent[name]));
  if (written.length === 0) return false;
  return html`<h2>What you wrote</h2>
<p>It is not kept anywhere. Copy what you need before you close this page.</p>
${written.map(
  (
    name,
  ) => html`<div class="field"><label for="kept-${name}">${labels[name] ?? name}</label><textarea id="kept-${name}" rows="4" readonly>
${sent[name] ?? ''}</textarea></div>`,
)}`;
}
