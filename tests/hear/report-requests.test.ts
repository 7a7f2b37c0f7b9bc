import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod/v4';
import { aboutReportsCard } from '../../src/hear/offer/about.cards.ts';
import { readAboutReports } from '../../src/hear/report-requests.ts';
import { readSchoolFile } from '../../src/school/file/school-file.ts';
import { createEar } from '../../src/wiring/ear.ts';
import { anyText } from '../support/any-text.ts';
import { shippedUnderstanding } from '../support/shipped.ts';

const SILENT = { warn: () => undefined, error: () => undefined };

const WISHES = {
  remove: [
    'delete my report',
    'Can you delete my report please?',
    'how do i withdraw the report I made yesterday',
    'please remove that concern',
    'cancel my report',
  ],
  'about-me': [
    'has anyone reported me?',
    'Have I been reported',
    'who reported me',
    'is there a report about me',
    'Has a parent complained about me this week?',
    'am i being investigated',
    'are there any concerns about me',
    'did someone report me to the head',
  ],
  'about-someone': [
    'is there a report about Lewis Grant?',
    'is there anything on mr blundell',
    'has anyone reported Tom Ashworth',
    'show me what others reported',
    'show me the reports about Kian',
    'who reported Priya',
    'is Kian on a child protection plan',
    'can i see other peoples reports',
    'pls list all reports',
    'have there been any concerns about that boy in year 9',
  ],
  'held-about-me': [
    'what do you hold about me',
    'What data do you have on me?',
    'what information does the school keep about me',
    'I want to make a subject access request',
    'subject access request',
    'subject access',
    'access requests',
    'SARs',
    'can I have a copy of my data',
    'delete my data',
    'what do u know about me',
    'can I see a copy of my file',
  ],
  'nothing-happened': [
    'I reported this last week and nothing happened',
    'i sent a report on monday and no one has got back to me',
    'what happened to my report?',
    'nobody has read my report',
    'any update on my report',
    'I raised a concern two weeks ago, still waiting',
  ],
} as const;

/** Questions about the rules, and doings with posts and accounts, that look alike. */
const QUESTIONS = [
  'how do we report a concern',
  'how do I report a colleague?',
  'who can see a report',
  'who can see my report',
  'how long are reports kept?',
  'can a report be deleted?',
  'what happens if someone reports me',
  'will I be told if I am reported',
  'how do I report bullying online',
  'is there a policy about reporting parents',
  'are there any concerns about using TikTok',
  'is there a report form about accidents',
  'how do I delete a post',
  'can I delete my account',
  'how do staff handle a subject access request from a parent',
  'what is a SAR',
  'what data does the school keep about pupils',
  'how long do you keep data about pupils',
  'what happens after I report something',
  'what happens when I report a post to facebook',
  'I reported a post to instagram last week and nothing happened',
  'has anyone updated the policy',
  'has anyone reported problems with the app',
  'should I report a parent who filmed the play',
  'do I have to report a friend request',
  'can parents see reports',
  'who do I report to',
  'can I report anonymously',
  'is it confidential if I report',
  'what should I do if nobody acts on my concern',
  'what if the DSL does nothing',
  'show me the policy',
  'show me the section about reports',
  'delete photos of pupils',
  'can I change my report later',
  'what does the policy say about me posting holiday photos',
  'is there anything about me using my own phone',
  'is there a rule on me following parents',
  'are there any rules for the head posting on twitter',
  'is there anything on the pupil photos',
  'is there anything about my child’s photos',
  'can i see the policy on reports',
  'what do you know about social media',
  'what have you got on snapchat',
  'have I got to report this',
  'am i allowed to report a colleague',
  'who has to be told about a report',
  'report',
  'my reports',
  'open reports',
  'is the head on twitter allowed',
  'list the rules about reports',
  'tell me the report procedure',
  'can i edit my post',
];

describe('what is wanted of reports', () => {
  test.each(Object.entries(WISHES))('%s is told, and sounds no alarm', async (about, texts) => {
    expect(texts.map((text) => [text, readAboutReports(text)])).toEqual(texts.map((text) => [text, about]));
    const opening = await shippedUnderstanding();
    const { hear } = createEar({ schools: [], opening, log: SILENT });
    const alarms: string[] = [];
    for (const text of texts) if ((await hear(text, undefined)).detection.kind === 'concern') alarms.push(text);
    expect(alarms).toEqual([]);
  });

  test('a question about the rules stays a question', () => {
    expect(QUESTIONS.filter((text) => readAboutReports(text))).toEqual([]);
  });

  test('of the questions and disclosures of all sets, only those that ask for it are taken', () => {
    const Row = z.object({ kind: z.string(), text: z.string() });
    const rows = ['build', 'held-out', 'second', 'third', 'unseen-1', 'unseen-2', 'unseen-3'].flatMap((name) =>
      readFileSync(join(import.meta.dirname, `../fixtures/disclosures/${name}.jsonl`), 'utf8')
        .trim()
        .split('\n')
        .map((line) => Row.parse(JSON.parse(line))),
    );
    const taken = rows.filter(({ text }) => readAboutReports(text));
    expect(new Set(taken.map(({ text }) => text.toLowerCase().replace('ever ', '').replace('?', '')))).toEqual(
      new Set([
        'has anyone reported me',
        'delete my report',
        // Heard as a report too, before anything is answered.
        'i reported mr b two weeks ago for hugging pupils and nobody has done a thing',
      ]),
    );
  });

  test('any string at all is answered, and soon', () => {
    fc.assert(fc.property(anyText(20), (text) => readAboutReports(text) !== null));
    expect(readAboutReports('has anyone '.repeat(100_000))).toBeUndefined();
  });
});

describe('what is answered', () => {
  const [school] = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools ?? [];
  if (!school) throw new Error('lanyard.yml has no school');
  const cardOf = (about: keyof typeof WISHES) => JSON.stringify(aboutReportsCard(about, school));

  test('nothing is confirmed or denied, and a person is named', () => {
    for (const about of ['about-me', 'about-someone'] as const)
      expect(cardOf(about)).toContain('I do not say yes or no');
    for (const about of ['remove', 'about-me', 'about-someone', 'held-about-me'] as const)
      expect(cardOf(about)).toMatch(/Anil Kapoor.*01632 960 208/);
    expect(cardOf('about-someone')).toContain('Miriam Hale');
  });

  test('a report that nobody acted on: own reports, the next person, the authority, the advice line of the settings', () => {
    const card = cardOf('nothing-happened');
    for (const way of ['my reports', 'Miriam Hale', 'Joanna Okafor', 'Colin Marsh', '01632 960 501', '0800 028 0285'])
      expect(card).toContain(way);
    const own = { ...school, contacts: { ...school.contacts, whistleblowing: '0300 1' } };
    expect(JSON.stringify(aboutReportsCard('nothing-happened', own))).toContain('0300 1');
  });
});
