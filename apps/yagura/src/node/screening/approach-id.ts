import { formatUtc, parseUtc } from '@yagura/formats'
import type { CloseApproach } from '@yagura/space'
import { unixMsOfUtc } from '../unix-time.ts'

/** A close approach as an address names it. */
export type ApproachName = { readonly id1: number; readonly id2: number; readonly tcaMs: number }

/**
 * Two closest approaches of one pair that are nearer in time than this are the same encounter, seen by two screenings:
 * other elements move it by seconds, the next encounter of the pair is half an orbit away.
 */
export const SAME_ENCOUNTER_MS = 15 * 60_000

const NAME = /^(\d{1,9})-(\d{1,9})-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2}\.\d{3})Z$/

/** Identity of a close approach: both numbers and the time, `25544-44713-20240705T010203.456Z`. */
export function approachIdOf({ id1, id2, tcaUtc }: Pick<CloseApproach, 'id1' | 'id2' | 'tcaUtc'>): string {
  return `${id1}-${id2}-${formatUtc(tcaUtc, 3).replace(/[-:]/g, '')}`
}

/** Reads an identity; undefined where it is none. */
export function parseApproachId(id: string): ApproachName | undefined {
  const [, id1, id2, year, month, day, hour, minute, second] = NAME.exec(id) ?? []
  if (id1 === undefined || id2 === undefined) return undefined
  const utc = parseUtc(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return utc === undefined ? undefined : { id1: Number(id1), id2: Number(id2), tcaMs: unixMsOfUtc(utc) }
}
