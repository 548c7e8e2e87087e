import type { ElementSet, RecordOrigin } from '../element-set.ts'
import { type Finding, isFinding } from '../finding.ts'
import { encodeUtf8 } from '../text/utf8.ts'
import { joinLines } from './element-pair.ts'
import { parseLineOne } from './line-one.ts'

/**
 * Reads a TLE whose two lines are members of a JSON object (`TLE1`/`TLE2`, or `TLE_LINE1`/`TLE_LINE2` with `OBJECT_NAME` or
 * `TLE_LINE0`), as the JSC Vimpel catalogue and Space-Track publish them. `undefined` where the object has no such members.
 */
export function readEmbeddedPair(
  members: ReadonlyMap<string, string>,
  origin: RecordOrigin,
): ElementSet | Finding | undefined {
  const one = members.get('TLE1') ?? members.get('TLE_LINE1')
  const two = members.get('TLE2') ?? members.get('TLE_LINE2')
  if (one === undefined && two === undefined) return undefined
  if (one === undefined) return { field: 'LINE', reason: 'found TLE line 2 without line 1' }
  if (two === undefined) return { field: 'LINE', reason: 'found TLE line 1 without line 2' }
  const bytesOne = encodeUtf8(one)
  const bytesTwo = encodeUtf8(two)
  if (!one.startsWith('1 ')) return { field: 'LINE', reason: 'TLE line 1 does not start with "1 "' }
  if (!two.startsWith('2 ')) return { field: 'LINE', reason: 'TLE line 2 does not start with "2 "' }
  const lineOne = parseLineOne(bytesOne, 0, bytesOne.length)
  if (isFinding(lineOne)) return lineOne
  const pending = { lineOne, line: origin.line }
  const outcome = joinLines(pending, bytesTwo, 0, bytesTwo.length, origin.line, nameAmong(members), origin)
  const [finding] = outcome.findings
  return finding === undefined ? outcome.elementSet : { field: finding.field, reason: finding.reason }
}

function nameAmong(members: ReadonlyMap<string, string>): string | undefined {
  const text = members.get('OBJECT_NAME') ?? members.get('TLE_LINE0')?.replace(/^0 /, '')
  const name = text?.trim() ?? ''
  return name === '' || name === 'UNKNOWN' ? undefined : name
}
