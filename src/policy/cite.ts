import type { Entry } from './passage-index.ts';
import { type Citation, findSection, MAX_QUOTE, type Passage, type Policy, passageOf } from './policy.ts';

/** The citation of a passage: its own words, with the sentence that leads into it and the note it calls where there is room. */
export function cite({ policy, passage }: Entry): Citation {
  const leadIns = passage.leadIns.flatMap((id) => passageOf(policy, id) ?? []);
  const notes = passage.kind === 'note' ? [] : passage.seeAlso.flatMap((id) => passageOf(policy, id) ?? []);
  let quoted: Passage[] = [passage];
  const fits = (more: readonly Passage[]) => quoteOf(more).length <= MAX_QUOTE;
  for (const leadIn of leadIns.toReversed()) if (fits([leadIn, ...quoted])) quoted = [leadIn, ...quoted];
  for (const note of notes) if (fits([...quoted, note])) quoted = [...quoted, note];
  return citation(policy, passage, quoted);
}

const quoteOf = (passages: readonly Passage[]): string => passages.map((passage) => passage.text).join('\n');

/** A citation of several passages of one section, in reading order; `main` says where it stands. */
export function citation(policy: Policy, main: Passage, quoted: readonly Passage[]): Citation {
  const section = findSection(policy, main.sectionId);
  const { policyId, versionId, contentHash, title, version, adoptedOn, reviewOn } = policy;
  return {
    policyId,
    versionId,
    contentHash,
    policyTitle: title,
    ...(version === undefined ? {} : { version }),
    ...(adoptedOn === undefined ? {} : { adoptedOn }),
    ...(reviewOn === undefined ? {} : { reviewOn }),
    sectionId: main.sectionId,
    section: numberOf(policy, main, section?.number ?? ''),
    heading: (section?.path ?? []).join(' › '),
    passageIds: [main.id, ...quoted.filter((passage) => passage !== main).map((passage) => passage.id)],
    quote: quoteOf(quoted),
  };
}

/** `4.1(iii)`: the clause's own number where it has one, and the marks of the items around it. */
function numberOf(policy: Policy, passage: Passage, section: string): string {
  const marks = [...passage.leadIns.map((id) => passageOf(policy, id)), passage].flatMap((one) => {
    const mark = one?.kind === 'item' ? (one.marker ?? '') : '';
    return /[\p{L}\p{N}]/u.test(mark) && mark !== 'o' ? [mark.replace(/\.$/, '')] : [];
  });
  return marks.reduce((number, mark) => {
    if (/^\d+\.\d/.test(mark)) return mark;
    return `${number}(${mark.replace(/[()]/g, '')})`;
  }, section);
}
