import { expect, test } from '@jest/globals';
import { isChat } from '../../../src/ask/question/chat.ts';

test.each([
  'period five finished me, I could sleep for a week',
  'bless her, Maya wore odd shoes all day and never noticed',
  'that photocopier is dead again and I may throw it in a skip',
  'what do you call a teacher on time? lucky',
])('it only talks: %s', (text) => expect(isChat(text)).toBe(true));

test.each([
  'need friday off for my sister',
  'gifts from parents',
  'can I wear trainers',
  'the office asked me to take a pupil home',
  'kill me now lol, i mean it',
  'Kai was very quiet today, not himself',
  'lost the usb stick with my marks on it',
  'head of department rings on a saturday, am i meant to answer',
  'easter dates pls, looking at flights',
  'someone in the staff group chat named a pupil, only us in there',
  'a mum left a bottle of gin in my pigeonhole, about thirty quid',
  'Miriam not in today whos next',
  'what do you call a child who is not on roll?',
])('it does not: %s', (text) => expect(isChat(text)).toBe(false));
