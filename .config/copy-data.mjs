// What the compiler does not copy: the cautions, which a school can look at as a file, how wishes are said, the words that may
// leave for a model,
// and the encoder.
import { cpSync, existsSync } from 'node:fs';

const MODEL = 'platform/encoder/model';

cpSync('src/ask/quoting/cautions.yml', 'dist/ask/quoting/cautions.yml');
cpSync('src/hear/wishes/wishes.yml', 'dist/hear/wishes/wishes.yml');
cpSync('src/platform/model/ordinary-words.txt', 'dist/platform/model/ordinary-words.txt');
// A checkout without it is built all the same: `lanyard doctor` says so.
if (existsSync(`src/${MODEL}`)) cpSync(`src/${MODEL}`, `dist/${MODEL}`, { recursive: true });
