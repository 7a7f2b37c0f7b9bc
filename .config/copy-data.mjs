// What the compiler does not copy: the vocabulary and cautions, which are read as files so that a school can look at them.
import { cpSync } from 'node:fs';

cpSync('src/policy/vocabulary', 'dist/policy/vocabulary', { recursive: true });
