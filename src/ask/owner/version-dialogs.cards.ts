import {
  type Action,
  actions,
  type Card,
  card,
  type Element,
  plain,
  section,
  submitDialog,
} from '../../platform/teams/card.ts';
import { pageCard } from '../../platform/teams/pages.ts';
import type { School } from '../../school/school.ts';
import type { Policy } from '../policy.ts';
import type { StoredVersion } from '../ports.ts';
import { edition } from '../quoting/quotes.ts';
import { sectionElements } from '../quoting/section.cards.ts';
import { POLICY } from '../verbs.cards.ts';
import { adoptionLines, decisionWording, ofVersion } from './version-wording.ts';

/** A version whole, part by part: what was signed stays readable. */
export const readingDialog = (
  school: School,
  policy: Policy,
  stored: StoredVersion,
  page: number,
  verb: string = POLICY.readPage,
): Card =>
  pageCard({
    head: [
      plain(policy.title, { bold: true }),
      plain([edition(policy), decisionWording(school, stored)].filter(Boolean).join(' · '), {
        subtle: true,
        small: true,
      }),
    ],
    elements: policy.sections.flatMap((one) => sectionElements(policy, one)),
    page,
    verb,
    data: ofVersion(school, policy),
    buttons: [
      stored.state === 'proposed' && verb === POLICY.readPage
        ? submitDialog('Put in force', POLICY.adoptPage, ofVersion(school, policy), { primary: true })
        : undefined,
    ],
  });

export const versionsDialog = (
  school: School,
  history: readonly StoredVersion[],
  { mayRead }: { readonly mayRead: boolean },
): Card =>
  card(
    ...history.flatMap((stored): Element[] => [
      section(
        { apart: true },
        plain(stored.version.title, { bold: true }),
        plain(edition(stored.version) || `fingerprint ${stored.version.contentHash.slice(0, 12)}`, { small: true }),
        plain(decisionWording(school, stored), { subtle: true, small: true }),
        ...(stored.adoption ? adoptionLines(school, stored.adoption) : []).map((line) => plain(line, { small: true })),
        mayRead ? actions([readAgain(school, stored)]) : undefined,
      ),
    ]),
  );

const readAgain = (school: School, stored: StoredVersion): Action =>
  submitDialog('Read this version', POLICY.readPage, { ...ofVersion(school, stored.version), page: 0 });
