import { readFileSync } from 'node:fs'

/** A file of vectors/ that is JSON. */
export function readVectors<Content>(path: string): Content {
  return JSON.parse(readFileSync(new URL(`../../../vectors/${path}`, import.meta.url), 'utf8')) as Content
}
