import type { UserId } from '../../kernel/ids.ts';
import type { ConcernDeps } from '../../report/deps.ts';
import type { AccessRequest, RequestEvent } from './request.ts';

/** Keeps requests: whose data it is and who asks are sealed. Events are only added. */
export interface RequestStore {
  /** Sending the same id twice counts once. */
  add(request: AccessRequest): Promise<void>;
  find(id: string): Promise<AccessRequest | undefined>;
  /** Of all schools, the newest first; without those that cannot be opened. */
  all(): Promise<readonly AccessRequest[]>;
  /** Those that had not ended then; without those that cannot be opened. */
  runningAt(then: Date): Promise<readonly AccessRequest[]>;
  /** What became of each, which needs no key. */
  ends(): Promise<readonly Pick<AccessRequest, 'id' | 'school' | 'events'>[]>;
  note(id: string, event: RequestEvent): Promise<void>;
  /** True for the first caller: this person is to be told this, and by nobody else. */
  toTell(id: string, person: UserId, step: string): Promise<boolean>;
  /** They were not reached: the next time tries again. */
  notTold(id: string, person: UserId, step: string): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface RequestDeps extends ConcernDeps {
  readonly requests: RequestStore;
}
