import { z } from 'zod/v4';
import type { GroupId, UserId } from '../../kernel/ids.ts';
import { guid, text } from './fields.ts';

const holder = z.strictObject({
  id: guid<UserId>("the person's Entra object id"),
  name: text("the person's name"),
  phone: text('a phone number').optional(),
  phoneForStaff: z
    .boolean({ error: 'write true where this person wants every colleague to have the number' })
    .optional(),
});

const atLeastOne = z
  .array(holder, { error: 'name at least one person: a list of id and name' })
  .min(1, 'name at least one person: a concern must always have somewhere to go');

/** Who holds the roles that Lanyard routes to. */
export const roles = z.strictObject({
  dsl: atLeastOne,
  'deputy-dsl': z.array(holder, { error: 'list the deputies, each with id and name' }).default([]),
  'senior-manager': atLeastOne,
  headteacher: atLeastOne,
  'chair-of-governors': atLeastOne,
  'governance-officer': atLeastOne,
  hr: atLeastOne,
  'policy-owner': atLeastOne,
  dpo: atLeastOne,
  'it-lead': z.array(holder, { error: 'list who looks after IT, each with id and name' }).default([]),
  'trust-lead': z.array(holder, { error: "list the trust's safeguarding lead, with id and name" }).default([]),
});

/** Where concerns about a child go. */
export const destination = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('channel'),
      teamId: guid<GroupId>("the team's group id"),
      channelId: z
        .string({ error: 'write the channel id, 19:…@thread.tacv2' })
        .regex(/^19:[^\s;]+@thread\.(tacv2|skype)$/, 'is not a channel id; write it as 19:…@thread.tacv2'),
    }),
    z.strictObject({
      kind: z.literal('chat'),
      chatId: z
        .string({ error: 'write the chat id, 19:…@thread.v2' })
        .regex(/^19:[^\s;]+@thread\.v2$/, 'is not a chat id; write it as 19:…@thread.v2'),
    }),
    z.strictObject({ kind: z.literal('people') }),
  ],
  { error: 'write kind: channel (with teamId and channelId), kind: chat (with chatId) or kind: people' },
);
