import type { Generated, JSONColumnType } from 'kysely';
import type { PolicyId, PolicyVersionId, SchoolId, UserId } from '../kernel/ids.ts';
import type { IsoDay } from '../kernel/time.ts';
import type { Clause } from '../school/account-rules.ts';
import type { NoticeKind } from './owner/desk.ts';
import type { StoredVersion } from './ports.ts';

export interface PolicyTables {
  /** Append-only. */
  policy_named: {
    id: Generated<string>;
    at: Date;
    school_id: SchoolId;
    matter: string;
    who: string;
    /** The sentence that it was read from. */
    clause: JSONColumnType<Clause> | null;
    confirmed_by: UserId;
  };
  policy_version: {
    school_id: SchoolId;
    policy_id: PolicyId;
    version_id: PolicyVersionId;
    fallback_title: string;
    /** PolicyVersion as JSON. */
    version: unknown;
    /** PolicyDocument as JSON: the words themselves. */
    document: unknown;
    state: StoredVersion['state'];
    proposed_at: Date;
    in_force_at: Date | null;
    in_force_by: UserId | null;
    set_aside_at: Date | null;
    set_aside_by: UserId | null;
    /** Adoption and Consultation as JSON. */
    adoption: unknown;
    consultation: unknown;
  };
  /** Append-only. */
  policy_adoption: {
    id: Generated<string>;
    at: Date;
    school_id: SchoolId;
    version_id: PolicyVersionId;
    kind: 'adopted' | 'taken-back' | 'consulting';
    by_id: UserId;
    details: unknown;
  };
  policy_consulted: {
    school_id: SchoolId;
    version_id: PolicyVersionId;
    user_id: UserId;
    name: string;
    asked_at: Date;
    /** MessageRef as JSON, once the card is there. */
    message: unknown;
  };
  policy_comment: {
    id: string;
    school_id: SchoolId;
    version_id: PolicyVersionId;
    user_id: UserId;
    words: string;
    at: Date;
  };
  policy_source: {
    school_id: SchoolId;
    source_id: string;
    policy_id: PolicyId;
    fingerprint: string;
    problem: string | null;
    read_at: Date;
  };
  policy_notice: {
    school_id: SchoolId;
    version_id: PolicyVersionId;
    kind: NoticeKind;
    owner_id: UserId;
    /** MessageRef as JSON. */
    message: unknown;
    sent_at: Date;
  };
  policy_library: { school_id: SchoolId; place: string; delta_link: string; synced_at: Date };
  policy_upload: {
    id: string;
    owner_id: UserId;
    name: string;
    url: string | null;
    /** MessageRef as JSON. */
    message: unknown;
    /** PolicyDocument as JSON, once it was read. */
    document: unknown;
    sent_at: Date;
  };
  policy_place: {
    user_id: UserId;
    /** Place[] as JSON: ids of policy, version, section and passage. */
    places: unknown;
    asked_at: Date;
    /** What was asked, sealed; null where it may not be kept. */
    key_id: string | null;
    wrapped_key: Buffer | null;
    sealed: Buffer | null;
  };
  question_outcome: {
    id: string;
    school_id: SchoolId;
    asked_on: IsoDay;
    outcome: 'answered' | 'nearest' | 'not-covered';
    policy_id: string | null;
    section_id: string | null;
    heading: string | null;
    /** The chance, 0 to 1, that the answer was one. */
    coverage: number | null;
    was_it: boolean | null;
  };
  passage_encoder: { model: string; used_at: Date };
  passage_vector: {
    /** SHA-256 of the encoder. */
    model: string;
    /** SHA-256 of the text. */
    text_hash: string;
    /** Its numbers, four bytes each. */
    vector: Buffer;
    /** Of each of its words, a byte each; null where they are not compared one by one. */
    words: Buffer | null;
  };
  referral: {
    id: string;
    school_id: SchoolId;
    asker_id: UserId;
    asker_name: string;
    question: string;
    asked_at: Date;
    answer: string | null;
    source: string | null;
    answered_by: string | null;
    answered_at: Date | null;
    is_curated: boolean;
    shown_question: string | null;
  };
}
