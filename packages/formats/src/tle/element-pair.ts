import { findOutOfRange } from '../element-limits.ts'
import type { ElementSet, RecordOrigin } from '../element-set.ts'
import { isFinding, type LocatedFinding } from '../finding.ts'
import { formatTleCatalogueNumber } from './catalogue-number.ts'
import { hasVerificationSpan } from './line-frame.ts'
import type { LineOne } from './line-one.ts'
import { type LineTwo, parseLineTwo } from './line-two.ts'

/** Line 1 as read, waiting for its line 2. */
export type PendingLineOne = { readonly lineOne: LineOne; readonly line: number }

/** What a pair of lines came to: the element set, unless a finding forbids it. */
export type PairOutcome = { readonly elementSet: ElementSet | undefined; readonly findings: readonly LocatedFinding[] }

const nothingFound: readonly LocatedFinding[] = []

/**
 * Joins line 2 in `bytes[start, end)` to its line 1: equal catalogue numbers, both checksums, every range. The first finding
 * forbids the element set, with one exception: the published SGP4 verification set prints start, stop and step behind column 69
 * and holds sets (33333, 33334, 33335) whose checksums never held; for such a line the broken checksum is found and the
 * element set is still given, so that the verification can be run from the file as published.
 *
 * @param name - the common name, where a name line preceded.
 */
export function joinLines(
  pending: PendingLineOne,
  bytes: Uint8Array,
  start: number,
  end: number,
  line: number,
  name: string | undefined,
  origin: RecordOrigin,
): PairOutcome {
  const { lineOne } = pending
  const lineTwo = parseLineTwo(bytes, start, end)
  if (isFinding(lineTwo)) return refused({ ...lineTwo, line })
  const broken = findBrokenChecksums(pending, lineTwo, line)
  if (broken.length > 0 && !hasVerificationSpan(bytes, start, end)) return refused(...broken)
  if (lineTwo.catalogueNumber !== lineOne.catalogueNumber) {
    const expected = lineOne.catalogueNumber === 0 ? 'blanks' : formatTleCatalogueNumber(lineOne.catalogueNumber)
    const found = lineTwo.catalogueNumber === 0 ? 'blanks' : formatTleCatalogueNumber(lineTwo.catalogueNumber)
    return refused({
      line,
      field: 'NORAD_CAT_ID',
      reason: `found ${found} on line 2, expected ${expected} as on line 1`,
    })
  }
  const elementSet = joined(lineOne, lineTwo, name, origin)
  const outOfRange = findOutOfRange(elementSet)
  if (outOfRange !== undefined) {
    const onLineOne = outOfRange.field === 'BSTAR' || outOfRange.field.startsWith('MEAN_MOTION_D')
    return refused({ ...outOfRange, line: onLineOne ? pending.line : line })
  }
  return { elementSet, findings: broken }
}

function refused(...findings: readonly LocatedFinding[]): PairOutcome {
  return { elementSet: undefined, findings }
}

function findBrokenChecksums(pending: PendingLineOne, lineTwo: LineTwo, line: number): readonly LocatedFinding[] {
  const one = pending.lineOne.checksum
  if (pending.lineOne.authority === 'JSC' || (one.state === 'holds' && lineTwo.checksum.state === 'holds')) {
    return nothingFound
  }
  const two = lineTwo.checksum
  const findings: LocatedFinding[] = []
  if (one.state === 'broken') findings.push({ line: pending.line, field: 'CHECKSUM', reason: one.reason })
  if (two.state === 'broken') findings.push({ line, field: 'CHECKSUM', reason: two.reason })
  // A lost character inside the last field leaves 68 sound-looking ones: without its partner's lack of a checksum, not believed.
  if ((one.state === 'absent') !== (two.state === 'absent')) {
    const absentLine = one.state === 'absent' ? pending.line : line
    findings.push({
      line: absentLine,
      field: 'CHECKSUM',
      reason: 'found none in column 69, though the other line has one',
    })
  }
  return findings
}

function joined(one: LineOne, two: LineTwo, name: string | undefined, origin: RecordOrigin): ElementSet {
  return {
    id: one.id,
    authority: one.authority,
    name: one.authority === 'JSC' ? (name ?? `JSC ${one.id}`) : name,
    internationalDesignator: one.internationalDesignator,
    epochUtc: one.epochUtc,
    meanMotionRevPerDay: two.meanMotionRevPerDay,
    eccentricity: two.eccentricity,
    inclinationDeg: two.inclinationDeg,
    rightAscensionDeg: two.rightAscensionDeg,
    argumentOfPerigeeDeg: two.argumentOfPerigeeDeg,
    meanAnomalyDeg: two.meanAnomalyDeg,
    bstarPerEarthRadius: one.bstarPerEarthRadius,
    meanMotionDotRevPerDay2: one.meanMotionDotRevPerDay2,
    meanMotionDdotRevPerDay3: one.meanMotionDdotRevPerDay3,
    ephemerisType: one.ephemerisType,
    classification: one.classification,
    elementSetNumber: one.elementSetNumber,
    revolutionAtEpoch: two.revolutionAtEpoch,
    origin,
  }
}
