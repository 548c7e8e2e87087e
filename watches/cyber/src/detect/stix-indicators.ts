import { isMembers, type Members } from '../members.ts'
import { readPattern } from '../patterns/read-pattern.ts'
import { msOfTimestamp } from '../patterns/timestamp.ts'
import type { Indicator, IndicatorsRead } from './indicator.ts'
import { indicatorLevel } from './indicator-level.ts'
import { soughtInPattern } from './sought-in-pattern.ts'

/** Reads indicators of objects that come in parts. */
export type IndicatorReader = {
  /** Objects that are no indicators are passed over. */
  readonly take: (objects: readonly unknown[]) => void
  /** @returns Those whose pattern language is not STIX, or whose pattern cannot be read, are problems. */
  readonly end: () => IndicatorsRead
}

type Newest = { readonly modifiedMs: number; readonly read: Indicator | string | undefined }

/** A reader of STIX objects of 2.0 or 2.1: of several versions of an indicator the newest counts, unless it is revoked. */
export function createIndicatorReader(): IndicatorReader {
  const newest = new Map<string, Newest>()
  return {
    take: (objects) => {
      for (const object of objects) {
        if (!isMembers(object) || object['type'] !== 'indicator' || typeof object['id'] !== 'string') continue
        const { id, revoked } = object
        const modifiedMs = timeOf(object, 'modified')
        const known = newest.get(id)
        if (known !== undefined && known.modifiedMs > modifiedMs) continue
        newest.set(id, { modifiedMs, read: revoked === true ? undefined : readIndicator(id, object) })
      }
    },
    end: () => {
      const indicators: Indicator[] = []
      const problems: string[] = []
      for (const [id, { read }] of newest) {
        if (typeof read === 'string') problems.push(`${id}: ${read}`)
        else if (read !== undefined) indicators.push(read)
      }
      return { indicators, problems }
    },
  }
}

/** The indicators among objects of a bundle. */
export function stixIndicators(objects: readonly unknown[]): IndicatorsRead {
  const reader = createIndicatorReader()
  reader.take(objects)
  return reader.end()
}

function readIndicator(id: string, object: Members): Indicator | string {
  const { pattern: text, pattern_type: language = 'stix', name } = object
  if (language !== 'stix') return `patterns in ${String(language)} are not looked for`
  if (typeof text !== 'string') return 'no pattern'
  const read = readPattern(text)
  if (!read.ok) return read.fault.reason
  if (read.pattern.unfit !== undefined) return read.pattern.unfit
  return {
    id,
    rule: typeof name === 'string' && name !== '' ? name : text,
    validFromMs: msOfTimestamp(String(object['valid_from'])),
    validUntilMs: msOfTimestamp(String(object['valid_until'])),
    sought: soughtInPattern(read.pattern, text),
    ...indicatorLevel(object),
  }
}

function timeOf(object: Members, name: string): number {
  return msOfTimestamp(String(object[name])) ?? Number.NEGATIVE_INFINITY
}
