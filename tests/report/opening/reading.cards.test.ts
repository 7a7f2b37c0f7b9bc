import { expect, test } from '@jest/globals';
import type { Entry, NewEntry } from '../../../src/report/concern.ts';
import type { OpenRecord } from '../../../src/report/opening/open.ts';
import { recordCard } from '../../../src/report/opening/reading.cards.ts';
import { concern, now, school } from '../sample-concern-cards.ts';
import { JOANNA, MIRIAM } from '../support.ts';

const happened: readonly Pick<NewEntry, 'kind' | 'facts' | 'words'>[] = [
  { kind: 'raised', words: { seen: 'A bruise.', body: 'front-left-forearm' } },
  { kind: 'locked', facts: { to: JOANNA } },
  { kind: 'unlocked', facts: { why: 'left' } },
  { kind: 'trust-opened', facts: { to: JOANNA } },
  { kind: 'case', facts: { step: 'asked-host', platform: 'instagram' }, words: { who: 'The manager' } },
  { kind: 'pictured', facts: { screenshot: 'one' } },
  { kind: 'sent-to-school', facts: { step: 'opened' } },
  { kind: 'exported', facts: { format: 'chronology', leftOut: 2 } },
];
const entries = happened.map((one, at): Entry => ({ ...one, seq: at + 1, at: now, actor: MIRIAM }));

test('what features wrote reads in plain words where none of them is on, and nothing else of them is shown', () => {
  const record: OpenRecord = {
    kind: 'open',
    concern: { ...concern, kind: 'online-abuse', status: 'working', lockedTo: [JOANNA], isOpenToTrust: false },
    school,
    role: 'dsl',
    reporterName: undefined,
    entries,
  };
  const shown = JSON.stringify(recordCard(record, now, { reader: MIRIAM }));
  for (const words of [
    'Left forearm',
    'locked it to Joanna Okafor',
    'ended the lock: the people it was locked to have left',
    'let the trust’s safeguarding lead open it',
    'wrote in the case: asked the platform to remove it. Instagram or Threads',
    'The manager',
    'added a screenshot',
    'recorded on the hand-over to the next school: the right code was entered',
    'as a chronology, without 2 names of other children',
  ])
    expect(shown).toContain(words);
  for (const part of ['Open the case', 'base64', 'about this person', 'trust’s lead'])
    expect(shown).not.toContain(part);
});
