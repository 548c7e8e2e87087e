import { isMembers, type Members } from '../members.ts'
import { readPattern } from '../patterns/read-pattern.ts'
import { readTimestamp } from '../patterns/timestamp.ts'
import type { Indicator, IndicatorsRead } from './indicator.ts'
import { soughtInPattern } from './sought-in-pattern.ts'

/**
 * The indicators among STIX objects of 2.0 or 2.1: of several versions of one the newest, unless it is revoked.
 *
 * @param objects - Of a bundle, or of a store; objects of other types are passed over.
 * @returns Those whose pattern language is not STIX, or whose pattern cannot be read, are problems.
 */
export function stixIndicators(objects: readonly unknown[]): IndicatorsRead {
  const newest = new Map<string, Members>()
  for (const object of objects) {
    if (!isMembers(object) || object['type'] !== 'indicator' || typeof object['id'] !== 'string') continue
    const known = newest.get(object['id'])
    if (known === undefined || timeOf(object, 'modified') >= timeOf(known, 'modified')) newest.set(object['id'], object)
  }
  const indicators: Indicator[] = []
  const problems: string[] = []
  for (const [id, object] of newest) {
    if (object['revoked'] === true) continue
    const read = readIndicator(id, object)
    if (typeof read === 'string') problems.push(`${id}: ${read}`)
    else indicators.push(read)
  }
  return { indicators, problems }
}

function readIndicator(id: string, object: Members): Indicator | string {
  const { pattern: text, pattern_type: language = 'stix', name } = object
  if (language !== 'stix') return `patterns in ${String(language)} are not looked for`
  if (typeof text !== 'string') return 'no pattern'
  const read = readPattern(text)
  if (!read.ok) return read.fault.reason
  return {
    id,
    rule: typeof name === 'string' && name !== '' ? name : text,
    validFromMs: readTimestamp(String(object['valid_from']))?.ms,
    validUntilMs: readTimestamp(String(object['valid_until']))?.ms,
    sought: soughtInPattern(read.pattern, text),
  }
}

function timeOf(object: Members, name: string): number {
  return readTimestamp(String(object[name]))?.ms ?? Number.NEGATIVE_INFINITY
}
