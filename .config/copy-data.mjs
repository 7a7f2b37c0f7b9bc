// What the compiler does not copy: the cautions, which a school can look at as a file, how wishes are said, the words that may
// leave for a model,
// and the encoder.
import { cpSync, existsSync } from 'node:fs';

const MODEL = 'understanding/model';

cpSync('src/policy/cautions.yml', 'dist/policy/cautions.yml');
cpSync('src/talk/wishes.yml', 'dist/talk/wishes.yml');
cpSync('src/model/ordinary-words.txt', 'dist/model/ordinary-words.txt');
// A checkout without it is built all the same: `lanyard doctor` says so.
if (existsSync(`src/${MODEL}`)) cpSync(`src/${MODEL}`, `dist/${MODEL}`, { recursive: true });
