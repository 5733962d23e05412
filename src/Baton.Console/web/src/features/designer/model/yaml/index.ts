import type { Notation } from '../notation';
import { readYaml } from './read';
import { printYaml, writeYaml } from './write';

export const yaml: Notation = { read: readYaml, write: writeYaml, print: printYaml };
