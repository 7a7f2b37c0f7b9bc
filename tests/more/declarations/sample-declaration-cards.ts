import type { SchoolId } from '../../../src/kernel/ids.ts';
import {
  adviseCard,
  advisedCard,
  answeredCard,
  invitationCard,
  listed,
  listsCard,
  newCard,
  ownCard,
  stillSoCard,
} from '../../../src/more/declarations/declaration.cards.ts';
import type { Declaration, DeclarationId } from '../../../src/more/declarations/declaration.ts';
import { type Card, card } from '../../../src/platform/teams/card.ts';
import { JOANNA, LEWIS, oakfield } from '../../report/support.ts';

const now = new Date('2026-11-23T10:31:00Z');
const later = new Date('2027-11-24T09:00:00Z');
const school = oakfield();
const ID = '00000000-0000-4000-8000-000000000009' as DeclarationId;

const declared: Declaration = {
  id: ID,
  school: school.id as SchoolId,
  person: LEWIS,
  name: 'Lewis Grant',
  tie: 'related',
  whom: 'pupil',
  words: 'My nephew, in year 8',
  method: 'teams',
  at: now,
  confirmedAt: now,
};
const ended: Declaration = {
  ...declared,
  tie: 'friends',
  whom: 'parent',
  words: '',
  method: 'link',
  advisedAt: now,
  advisedBy: JOANNA,
  confirmedAt: later,
  endedAt: later,
};

/** Every card and page of declarations. */
export const DECLARATION_CARDS: readonly (readonly [string, Card])[] = [
  ['the way to declare', invitationCard()],
  ['declare', ownCard(school, { declarations: [], adviser: undefined }, ID)],
  ['own declarations', ownCard(school, { declarations: [declared, ended], adviser: 'Sunita Rao' }, ID, 'Declared.')],
  [
    'declare, where the head is the DSL',
    ownCard(
      { ...school, roles: { ...school.roles, dsl: school.roles.headteacher } },
      { declarations: [], adviser: undefined },
      ID,
    ),
  ],
  ['to the adviser', adviseCard(school, declared)],
  ['talked', advisedCard('Lewis Grant')],
  ['new, to HR', newCard(school)],
  ['still so', stillSoCard(declared)],
  ['answered', answeredCard('Noted: it has ended.')],
  ['lists', listsCard([school])],
  ['lists of two schools', listsCard([school, { ...school, name: 'Millbrook Primary School' }])],
  ['list', card(listed(school, declared), listed(school, ended))],
];
