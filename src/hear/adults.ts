import type { School } from '../school/school.ts';
import type { Hear } from './listen.ts';
import { mayMeanAnAdult } from './weighing/of-adults.ts';

/** Whether what a report says may be about an adult of the school. Without the encoder nothing can tell, and nobody is asked. */
export const createAdultEar =
  (hear: Hear) =>
  async (text: string, school: School): Promise<boolean> => {
    const { weighed } = await hear(text, school);
    return weighed !== undefined && mayMeanAnAdult(weighed);
  };
