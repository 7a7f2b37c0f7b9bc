import { expect, test } from '@jest/globals';
import { asksToPost } from '../../../src/hear/wishes/posting.ts';

test.each([
  'Can I put this picture of the netball team on Facebook?',
  'am i allowed to post photos from sports day on our school page',
  'is it ok to share a video of the choir on insta?',
  'I want to upload pics of the trip to the class page',
  'can we tweet the names of the winners on X',
])('asks to post: %s', (words) => {
  expect(asksToPost(words)).toBe(true);
});

test.each([
  'Can I be friends with a parent on Facebook?',
  'A pupil posted a picture of me on Instagram',
  'Someone put photos of a teacher on TikTok',
  'Can I take pictures on a trip?',
  'what does the policy say about social media',
])('asks something else, or tells something: %s', (words) => {
  expect(asksToPost(words)).toBe(false);
});
