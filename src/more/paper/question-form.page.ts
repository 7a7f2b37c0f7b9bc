import { paragraphs } from '../../acknowledge/text/policy-text.page.ts';
import { sectionLabel } from '../../acknowledge/text/policy-text.ts';
import { type Html, html } from '../../platform/web/html.ts';
import type { LinkQuestion } from './follow-link.ts';

/** Which of the page's forms was sent, and the value that says so. */
export const STEP = { name: 'step', questions: 'questions' } as const;

/** The owners' questions that are still open. They come before the answer; nobody counts the tries. */
export function questionForm(questions: readonly LinkQuestion[], complaint: string | undefined): Html {
  const count = questions.length === 1 ? 'one question' : `${questions.length} questions`;
  return html`
<section class="panel" aria-labelledby="questions">
<h2 id="questions" tabindex="-1">Before you answer: ${count}</h2>
<p>Try as often as you like. HR sees that you have answered the questions, not what you answered.</p>
<form method="post" action="#questions">
${complaint !== undefined && html`<p class="note error" role="alert">${complaint}</p>`}
${questions.map((question, at) => questionPart(question, at, questions))}
<p><button type="submit" name="${STEP.name}" value="${STEP.questions}">Check my answers</button></p>
</form>
</section>`;
}

function questionPart(question: LinkQuestion, at: number, all: readonly LinkQuestion[]): Html {
  const { name, policy, scenario, answers, last } = question;
  const said = `said-${at + 1}`;
  const isNewPolicy = all[at - 1]?.policy !== policy;
  return html`
${isNewPolicy && html`<h3>${policy}</h3>`}
<fieldset${last !== undefined && html` aria-describedby="${said}"`}>
<legend>${scenario}</legend>
${last !== undefined && html`<div id="${said}" class="note">${outcome(last)}</div>`}
${answers.map(
  (answer, place) =>
    html`<p class="check"><input type="radio" id="answer-${at + 1}-${place + 1}" name="${name}" value="${place}" required><label for="answer-${at + 1}-${place + 1}">${answer}</label></p>`,
)}
</fieldset>`;
}

function outcome(last: NonNullable<LinkQuestion['last']>): Html {
  if (last.kind === 'missing') return html`<p>Choose an answer.</p>`;
  return html`<p><strong>Not quite. This is what the policy says:</strong></p>
${last.part !== undefined && html`<p><strong>${sectionLabel(last.part)}</strong></p>${paragraphs(last.part)}`}`;
}
