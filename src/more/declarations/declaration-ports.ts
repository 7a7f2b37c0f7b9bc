import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { Delivery } from '../../kernel/messages.ts';
import type { School } from '../../school/school.ts';
import type { DeclarantId, Declaration, DeclarationEvent, DeclarationId, NewDeclaration } from './declaration.ts';

/** What was declared. Words are sealed where it is kept. Every method throws a Fault when it cannot be asked. */
export interface DeclarationStore {
  /** Keeps it with its event; false, and nothing changed, where it is there already or the same is declared and stands. */
  add(declaration: NewDeclaration): Promise<boolean>;
  find(id: DeclarationId): Promise<Declaration | undefined>;
  /** Of one person, those that stand first. */
  of(school: SchoolId, person: DeclarantId): Promise<readonly Declaration[]>;
  /** All of a school, newest first. */
  all(school: SchoolId): Promise<readonly Declaration[]>;
  /** Each false where it was said before, or it has ended. */
  advised(id: DeclarationId, by: UserId, at: Date): Promise<boolean>;
  stillSo(id: DeclarationId, by: UserId, at: Date): Promise<boolean>;
  end(id: DeclarationId, by: UserId | 'left', at: Date): Promise<boolean>;
  asked(id: DeclarationId, at: Date): Promise<void>;
  /** That someone opened a school's list. */
  looked(ids: readonly DeclarationId[], by: UserId, at: Date): Promise<void>;
  removeEndedBefore(at: Date): Promise<void>;
  isTold(id: DeclarationId, user: UserId, kind: 'advise' | 'new'): Promise<boolean>;
  told(id: DeclarationId, user: UserId, kind: 'advise' | 'new', at: Date): Promise<void>;
  events(
    id: DeclarationId,
  ): Promise<readonly { readonly at: Date; readonly kind: DeclarationEvent; readonly by: string }[]>;
}

/** How people hear about it. None of these holds a word of what was declared. Throws a Fault for trouble that passes. */
export interface DeclarationMessages {
  /** To the adviser: who to speak with. */
  advise(adviser: UserId, school: School, declaration: Declaration): Promise<Delivery>;
  /** To HR: there is something new on the list. */
  isNew(hr: UserId, school: School): Promise<Delivery>;
  /** To the declarer, a year later. */
  isItStillSo(person: UserId, declaration: Declaration): Promise<Delivery>;
}
