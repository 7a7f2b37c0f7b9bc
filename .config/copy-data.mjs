// What the compiler does not copy: the vocabulary and cautions, which are read as files so that a school can look at them,
// and the words that may leave for a model.
import { cpSync } from 'node:fs';

cpSync('src/policy/vocabulary', 'dist/policy/vocabulary', { recursive: true });
cpSync('src/model/ordinary-words.txt', 'dist/model/ordinary-words.txt');
