import type { ElementSet } from '../element-set.ts'
import type { Finding } from '../finding.ts'
import { isCleanText } from '../text/utf8.ts'
import { formatUtc } from '../time/utc.ts'

/**
 * What the 17 flat OMM keywords say of an element set, as text: numbers as the shortest decimal that reads back to the same double,
 * the epoch with six decimals and no Z, as CelesTrak prints them; absent texts are empty. A finding where an OMM cannot hold it.
 */
export function ommValuesOf(set: ElementSet): ReadonlyMap<string, string> | Finding {
  if (set.authority !== 'NORAD') {
    return misfit('NORAD_CAT_ID', `${set.authority} ${set.id} is not a NORAD catalogue number; use tle or 3le`)
  }
  const name = set.name ?? ''
  const designator = set.internationalDesignator ?? ''
  if (!isCleanText(name)) return misfit('OBJECT_NAME', 'the name holds control characters')
  if (!isCleanText(designator)) return misfit('OBJECT_ID', 'the designator holds control characters')
  return new Map([
    ['OBJECT_NAME', name],
    ['OBJECT_ID', designator],
    ['EPOCH', formatUtc(set.epochUtc).slice(0, -1)],
    ['MEAN_MOTION', String(set.meanMotionRevPerDay)],
    ['ECCENTRICITY', String(set.eccentricity)],
    ['INCLINATION', String(set.inclinationDeg)],
    ['RA_OF_ASC_NODE', String(set.rightAscensionDeg)],
    ['ARG_OF_PERICENTER', String(set.argumentOfPerigeeDeg)],
    ['MEAN_ANOMALY', String(set.meanAnomalyDeg)],
    ['EPHEMERIS_TYPE', String(set.ephemerisType)],
    ['CLASSIFICATION_TYPE', set.classification],
    ['NORAD_CAT_ID', String(set.id)],
    ['ELEMENT_SET_NO', String(set.elementSetNumber)],
    ['REV_AT_EPOCH', String(set.revolutionAtEpoch)],
    ['BSTAR', String(set.bstarPerEarthRadius)],
    ['MEAN_MOTION_DOT', String(set.meanMotionDotRevPerDay2)],
    ['MEAN_MOTION_DDOT', String(set.meanMotionDdotRevPerDay3)],
  ])
}

function misfit(field: string, reason: string): Finding {
  return { field, reason: `cannot be written as an OMM: ${reason}` }
}
