import type { Rule } from '../../api/contract/alerts.ts'

/** Slower than this is docked or flies in formation: the parts of a space station meet for ever, and nobody is to be woken for it. */
const passingKmPerS = 0.1

/**
 * The rules of a node that nobody gave any. Few and tight, so that what they raise can be acted upon: the limits for the crewed
 * stations are those at which their operators consider a manoeuvre (maximum probability 1e-4), the rest is for objects of
 * which an officer of this watch can tell someone.
 */
export const defaultRules: readonly Rule[] = [
  {
    id: 'crewed-stations',
    objects: { ids: [25544, 48274] },
    maxMissKm: 5,
    minMaxPc: 1e-4,
    minRelativeSpeedKmPerS: passingKmPerS,
    leadTimeH: 24,
    priority: 'critical',
    consequence: 'Collision with a crewed space station: loss of life and of the station.',
    action:
      'Call the operator of the station now; screen again with their ephemeris; ask for a decision on a manoeuvre.',
    timeAllowedMin: 15,
  },
  {
    id: 'quasi-zenith',
    objects: { name: 'QZS*' },
    maxMissKm: 5,
    minRelativeSpeedKmPerS: 0.001,
    leadTimeH: 72,
    priority: 'serious',
    consequence: 'Damage to the Quasi-Zenith Satellite System or to a payload that it hosts.',
    action:
      'Ask the operator for an ephemeris and any planned manoeuvre, screen again, and tell the owner of the payload.',
    timeAllowedMin: 60,
  },
  {
    id: 'japan',
    objects: { owner: 'JPN' },
    maxMissKm: 1,
    minMaxPc: 1e-4,
    minRelativeSpeedKmPerS: passingKmPerS,
    leadTimeH: 48,
    priority: 'caution',
    consequence: 'Loss of a Japanese satellite and debris in its orbit.',
    action: 'Tell the operator, ask for an ephemeris, and screen again with newer elements before the decision time.',
    timeAllowedMin: 480,
  },
  {
    id: 'any-very-close',
    objects: { all: true },
    maxMissKm: 0.2,
    minMaxPc: 1e-3,
    minRelativeSpeedKmPerS: passingKmPerS,
    leadTimeH: 24,
    priority: 'caution',
    consequence: 'A collision would put debris into an orbit that others use.',
    action: 'Look at the ages of both element sets, ask for a newer observation, and tell the owners if it stays.',
    timeAllowedMin: 480,
  },
]
