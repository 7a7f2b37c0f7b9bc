import {
  actions,
  type Card,
  card,
  facts,
  heading,
  openDialog,
  plain,
  quote,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import type { OwnWords } from '../../platform/teams/entrances.ts';
import { input } from '../../platform/teams/input.ts';
import { holders, type School } from '../../school/school.ts';
import { POLICY } from '../verbs.cards.ts';
import type { Referral } from './referrals.ts';

export const referDialog = (school: School, question: OwnWords): Card => {
  const name = holders(school, 'policy-owner')[0]?.name ?? 'the policy owner';
  return card(
    plain(
      `${name} will see your name and the question as it stands here. Leave out pupils’ names. If it is about something that has happened, use Report a concern instead.`,
    ),
    input.text('question', 'Your question', {
      multiline: true,
      required: true,
      maxLength: 1_000,
      value: question.own,
    }),
    actions([submitDialog(`Send to ${name}`, POLICY.sendReferral, {}, { primary: true })]),
  );
};

export const referralCard = (referral: Referral): Card =>
  card(
    heading('A question the policies do not answer'),
    facts([['From', referral.askerName]]),
    quote(referral.question),
    referral.answer
      ? section(
          {},
          text('✓ Answered', { bold: true, tone: 'good' }),
          plain(referral.answer.text),
          plain(`Source: ${referral.answer.source}`, { subtle: true, small: true }),
        )
      : actions([openDialog('Reply', POLICY.reply, { referral: referral.id }, { primary: true })]),
  );

export const replyDialog = (referral: Referral): Card =>
  card(
    plain(`${referral.askerName} asked:`, { subtle: true }),
    quote(referral.question),
    input.text('answer', 'Your reply', { multiline: true, required: true, maxLength: 2_000 }),
    input.text('source', 'What it is based on (policy, guidance or decision, with its date)', {
      required: true,
      maxLength: 300,
    }),
    input.toggle('curate', 'Keep as an answer', {
      title: 'Show this reply to others who ask the same (without naming the person who asked)',
      value: 'false',
    }),
    input.text('shown', 'If you keep it: the question as others will read it (no names)', {
      maxLength: 500,
      value: referral.question.slice(0, 500),
    }),
    actions([submitDialog('Send reply', POLICY.sendReply, { referral: referral.id }, { primary: true })]),
  );

export const repliedCard = (referral: Referral): Card =>
  card(
    heading('A reply to your question'),
    quote(referral.question),
    plain(referral.answer?.text ?? ''),
    plain(`${referral.answer?.by ?? ''} · ${referral.answer?.source ?? ''}`, { subtle: true, small: true }),
    text('This is a person’s reply, not the policy’s own words.', { subtle: true, small: true }),
  );
