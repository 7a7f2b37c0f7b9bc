import type { CampaignId, UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { PersonId } from './person.ts';

/** The people someone manages; or, for HR, those who have no manager to tell. */
export type ListKind = 'manager' | 'hr';

/** One person's list in one campaign. */
export interface ListKey {
  readonly campaign: CampaignId;
  readonly user: UserId;
  readonly kind: ListKind;
}

/** Who of someone's own people has not answered. Names and dates, and never why. */
export interface ListView {
  readonly campaign: CampaignId;
  readonly title: string;
  readonly school: string;
  readonly kind: ListKind;
  readonly people: readonly { readonly id: PersonId; readonly name: string; readonly dueDay: IsoDay }[];
  /** Whether line managers are told at all; otherwise HR has everyone. */
  readonly managersTold: boolean;
  /** For HR: how many more are on the lists of their line managers. */
  readonly withManagers: number;
  /** For HR: everyone who has not answered, those on no list among them. */
  readonly outstanding: number;
  readonly drawnAt: Date;
}
