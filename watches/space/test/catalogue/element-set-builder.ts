import type { ElementSet } from '@yagura/formats'

/** A sound element set of a low orbit; a test names only what it is about. */
export function elementSet(changes: Partial<ElementSet> = {}): ElementSet {
  return {
    id: 25544,
    authority: 'NORAD',
    name: 'TEST OBJECT',
    internationalDesignator: '1998-067A',
    epochUtc: { mjd: 60_496, secondOfDay: 0 },
    meanMotionRevPerDay: 15.5,
    eccentricity: 0.0005,
    inclinationDeg: 51.6,
    rightAscensionDeg: 10,
    argumentOfPerigeeDeg: 20,
    meanAnomalyDeg: 30,
    bstarPerEarthRadius: 1e-4,
    meanMotionDotRevPerDay2: 0,
    meanMotionDdotRevPerDay3: 0,
    ephemerisType: 0,
    classification: 'U',
    elementSetNumber: 999,
    revolutionAtEpoch: 1,
    origin: { file: 'a.tle', line: 1 },
    ...changes,
  }
}
