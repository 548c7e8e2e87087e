import { createElementSetWriter, type ElementSet, formatUtc } from '@yagura/formats'
import type { ElementSetView } from '../../api/contract/space-views.ts'
import { isoOfUnixMs } from '../unix-time.ts'
import type { ReceivedSet } from './archived-set.ts'

/** An element set as the API shows it. */
export function elementSetView({ set, sourceId, receivedMs }: ReceivedSet): ElementSetView {
  return {
    id: set.id,
    epochUtc: formatUtc(set.epochUtc),
    meanMotionRevPerDay: set.meanMotionRevPerDay,
    eccentricity: set.eccentricity,
    inclinationDeg: set.inclinationDeg,
    rightAscensionDeg: set.rightAscensionDeg,
    argumentOfPerigeeDeg: set.argumentOfPerigeeDeg,
    meanAnomalyDeg: set.meanAnomalyDeg,
    bstarPerEarthRadius: set.bstarPerEarthRadius,
    elementSetNumber: set.elementSetNumber,
    revolutionAtEpoch: set.revolutionAtEpoch,
    source: sourceId,
    file: set.origin.file,
    line: set.origin.line,
    receivedUtc: isoOfUnixMs(receivedMs),
    record: recordText(set),
  }
}

/** TLE lines where a TLE can hold the set, else an OMM message. */
function recordText(set: ElementSet): string {
  return written(set, 'tle') || written(set, 'omm-kvn')
}

/** Empty where the format cannot hold the set. */
function written(set: ElementSet, format: 'tle' | 'omm-kvn'): string {
  const parts: string[] = []
  const writer = createElementSetWriter(format, (text) => parts.push(text))
  const problem = writer.write(set)
  if (problem !== undefined) return ''
  writer.end()
  return parts.join('')
}
