/*
 * Where each coefficient of an initialised element set stands in its record of doubles. A near-earth record is the
 * first NEAR_EARTH_LENGTH doubles; a deep-space record goes on. All angles rad, times minutes, lengths Earth radii.
 *
 *   | KIND | secular angles and drag | shape constants |  <- near-earth ends | secular third body | Sun | Moon | resonance |
 *
 * The names follow AIAA 2006-6753; products that the theory only uses together are stored as one.
 */

/** Which branch of the theory propagates the record: one of the KIND_* values. */
export const KIND = 0
/** Value of KIND: near-earth with the truncated drag terms (perigee below 220 km). */
export const KIND_NEAR_EARTH_SIMPLE = 0
/** Value of KIND: near-earth with all drag terms. */
export const KIND_NEAR_EARTH = 1
/** Value of KIND: deep space, period of 225 min or more. */
export const KIND_DEEP_SPACE = 2

export const MEAN_ANOMALY = 1
export const MEAN_ANOMALY_DOT = 2
export const ARGUMENT = 3
export const ARGUMENT_DOT = 4
export const NODE = 5
export const NODE_DOT = 6
export const NODE_DRAG = 7
export const CC1 = 8
export const BSTAR_CC4 = 9
export const T2 = 10
export const ECCENTRICITY = 11
export const INCLINATION = 12
export const MEAN_MOTION = 13
/** (XKE / MEAN_MOTION)^(2/3): the semi-major axis at epoch, Earth radii. */
export const SEMI_MAJOR_AXIS = 14
export const SIN_INCLINATION = 15
export const COS_INCLINATION = 16
export const OMGCOF = 17
export const ETA = 18
export const XMCOF = 19
export const DELMO = 20
export const D2 = 21
export const D3 = 22
export const D4 = 23
export const BSTAR_CC5 = 24
export const SIN_MEAN_ANOMALY = 25
export const T3 = 26
export const T4 = 27
export const T5 = 28
/** Length of a near-earth record, doubles. */
export const NEAR_EARTH_LENGTH = 29

export const DEDT = 29
export const DIDT = 30
export const DOMDT = 31
export const DNODT = 32
export const DMDT = 33
/** 1 in the AFSPC mode, which takes some angles into [0, 2π) before it uses them outside a trigonometric function. */
export const AFSPC = 34
/** First of the thirteen solar terms (see LUNISOLAR_*). */
export const SUN = 35
/** First of the thirteen lunar terms (see LUNISOLAR_*). */
export const MOON = 48
/** Offsets within SUN and MOON. */
export const MEAN_LONGITUDE = 0
export const E2 = 1
export const E3 = 2
export const I2 = 3
export const I3 = 4
export const L2 = 5
export const L3 = 6
export const L4 = 7
export const GH2 = 8
export const GH3 = 9
export const GH4 = 10
export const H2 = 11
export const H3 = 12
/** 0 no resonance, 1 one day (synchronous), 2 half a day. */
export const RESONANCE = 61
export const XLAMO = 62
export const XFACT = 63
export const SIDEREAL_ANGLE = 64
/** DEL1–DEL3 of the synchronous resonance, or the ten D coefficients of the half-day one. */
export const RESONANCE_TERMS = 65
/** Length of a deep-space record, doubles. */
export const DEEP_SPACE_LENGTH = 75

/*
 * The state of the resonance integrator that belongs to one deep-space record, as lanes of doubles: where it stopped
 * and the derivatives there. It is a pure function of TIME, so a state kept from an earlier call changes no result.
 */

/** Time of the integrator's state, minutes since epoch: a whole multiple of 720. */
export const STATE_TIME = 0
export const STATE_MEAN_MOTION = 1
export const STATE_LONGITUDE = 2
export const STATE_MEAN_MOTION_DOT = 3
export const STATE_LONGITUDE_DOT = 4
export const STATE_MEAN_MOTION_DDOT = 5
/** Length of one resonance state, doubles. */
export const STATE_LENGTH = 6
