import { readFileSync } from 'node:fs'

/** The content of a committed vector file, `frames/erfa-fk5.json`. */
export function vectorFile<T>(relative: string): T {
  return JSON.parse(readFileSync(new URL(`../../../vectors/${relative}`, import.meta.url), 'utf8')) as T
}
