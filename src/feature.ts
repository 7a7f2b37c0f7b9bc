import type { Acknowledgements } from './acknowledge/acknowledgements.ts';
import type { Extension } from './acknowledge/host.ts';
import type { CampaignHost } from './acknowledge/index.ts';
import type { AppContext } from './context.ts';
import type { Gate } from './hear/gate.ts';
import type { Job } from './hear/help.cards.ts';
import type { Doer } from './hear/talk/talk.handlers.ts';
import type { WishId } from './hear/wishes/wishes.ts';
import type { Door } from './kernel/pages/page.ts';
import type { FetchText } from './platform/teams/csv-file.ts';
import type { MessageTurn } from './platform/teams/turn.ts';
import type { Hosted } from './report/host.handlers.ts';
import type { NoticeCards } from './report/notice/notice.cards.ts';
import type { KeyWrap } from './report/ports.ts';
import type { School } from './school/school.ts';
import type { ReportHost } from './wiring/concerns.ts';
import type { LiveSchools } from './wiring/live-schools.ts';
import type { Policies } from './wiring/policy/policies.ts';

/** The product around a feature, and the three promises that it adds to. */
export interface Host {
  readonly context: AppContext;
  readonly recordKey: KeyWrap;
  readonly gate: Pick<Gate, 'hear'>;
  readonly policies: Policies;
  readonly acknowledgements: Acknowledgements;
  /** What campaigns are made of. */
  readonly campaigns: CampaignHost;
  readonly report: ReportHost;
  /** Role-holders and numbers as they were changed since lanyard.yml. */
  readonly schools: Pick<LiveSchools, 'roles' | 'covers'>;
  /** Fetches a text file that came with a message. */
  readonly fetchText: FetchText;
  /** What the features that are on give. Asked for when someone acts: at the start not all have begun. */
  others(): readonly FeatureParts[];
}

/** What a feature gives to others, beside what it registers by itself. */
export interface FeatureParts {
  /** What can be asked of Lanyard because of it. */
  readonly wishes?: Partial<Readonly<Record<WishId, Doer>>>;
  /** What help says of it to whom. */
  readonly help?: readonly Job[];
  /** Pages of ours, by the first part of their path. */
  readonly doors?: Readonly<Record<string, Door>>;
  /** What it adds to campaigns. */
  readonly extension?: Extension;
  /** Takes a file that came with a message; answers whether it awaited it. */
  receive?(turn: MessageTurn): Promise<boolean>;
  /** The cards of what it tells people about reports. */
  readonly notices?: NoticeCards;
  /** What it adds to opened records and to what can be done with them. */
  readonly inReports?: Hosted;
  /** Tells what is due by now; run with every regular delivery, and harmless to repeat. */
  tellDue?(): Promise<void>;
  /** Someone asked whether they may post something, and has the policy's answer. */
  onPosting?(turn: MessageTurn, school: School): Promise<void>;
  /** Someone signs by a personal link, and ticked that they are tied to a pupil or a parent. */
  declareTie?(by: { readonly school: School; readonly person: string; readonly name: string }): Promise<void>;
}

/** A part of Lanyard that a school may leave out. Left out it is not begun, and nothing of it can be pressed, typed or asked. */
export interface Feature {
  /** Puts it together and registers what it answers, what it does by itself and what can be fetched. */
  start(host: Host): FeatureParts;
  /** What goes on where it is left out: how long its data stays, and whom it is kept from. */
  leftOut?(host: Host): FeatureParts;
}
