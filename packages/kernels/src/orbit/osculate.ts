import { cosAfter, eccentricLongitudeByNewton, householderStep, sinAfter } from './kepler.ts'
import { cos, sin } from './trigonometry.ts'
import { EARTH_RADIUS_KM, J2, J3, SPEED_UNIT_KM_PER_S, XKE } from './wgs72.ts'

/** A first step above this, rad, strains the series that turn by it: the published iteration is used instead. */
const LARGEST_SURE_STEP = 0.1
/** A last step above this, rad, may leave more than 1e-14 rad of error: the published iteration is used instead. */
const LARGEST_LAST_STEP = 5e-8
/** Beyond this axis, Earth radii, the published iteration's own error of 1e-12 rad shows: it is used there too. */
const LARGEST_SURE_AXIS = 7
/** A short-period turn above this, rad, leaves the series that turn by it with more than 1e-15 rad of error. */
const LARGEST_SURE_TURN = 0.1

/** Coefficient of the long-period terms. Source: AIAA 2006-6753, `sgp4init`, `aycof`. */
const LONG_PERIOD = -0.5 * (J3 / J2)

/**
 * From mean elements with the secular and periodic effects of third bodies in them to a TEME state: long-period terms,
 * Kepler's equation, short-period terms, orientation. Shared by the near-earth and the deep-space branch; compiled to
 * WebAssembly SIMD as well.
 *
 * Source: AIAA 2006-6753, `sgp4` from "long period periodics" on. The inclination and the argument of latitude enter
 * as sines and cosines and are turned by their small periodic corrections.
 *
 * @param axis - Semi-major axis, Earth radii.
 * @param eccentricity - Unitless, in [0, 1).
 * @param argument - Argument of perigee, rad.
 * @param anomaly - Mean anomaly, rad.
 * @param node - Right ascension of the ascending node, rad.
 * @param sinI - Sine of the inclination; likewise cosI.
 * @param out - The state goes to out[at … at + 5]: TEME position, km, and velocity, km/s.
 * @returns 0, 4 (semi-latus rectum below zero) or 6 (decayed).
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: follows the published algorithm in its order
export function osculate(
  axis: number,
  eccentricity: number,
  argument: number,
  anomaly: number,
  node: number,
  sinI: number,
  cosI: number,
  out: Float64Array,
  at: number,
): number {
  const cosI2 = cosI * cosI
  const con41 = 3 * cosI2 - 1
  const x1mth2 = 1 - cosI2
  const x7thm1 = 7 * cosI2 - 1
  const fromPole = 1 + cosI
  const longY = LONG_PERIOD * sinI
  const longL = (0.5 * LONG_PERIOD * sinI * (3 + 5 * cosI)) / (Math.abs(fromPole) > 1.5e-12 ? fromPole : 1.5e-12)
  const rootAxis = Math.sqrt(axis)
  const meanMotion = XKE / (axis * rootAxis)
  const axn = eccentricity * cos(argument)
  const longPeriod = 1 / (axis * (1 - eccentricity * eccentricity))
  const ayn = eccentricity * sin(argument) + longPeriod * longY
  const u = anomaly + argument + longPeriod * longL * axn

  const sinU0 = sin(u)
  const cosU0 = cos(u)
  const step = householderStep(ayn * cosU0 - axn * sinU0, axn, ayn, sinU0, cosU0)
  const sinE1 = sinAfter(sinU0, cosU0, step)
  const cosE1 = cosAfter(sinU0, cosU0, step)
  const last = (axn * sinE1 - ayn * cosE1 - step) / (1 - axn * cosE1 - ayn * sinE1)
  let sinE = sinE1 + last * cosE1 - 0.5 * last * last * sinE1
  let cosE = cosE1 - last * sinE1 - 0.5 * last * last * cosE1
  if (Math.abs(step) > LARGEST_SURE_STEP || Math.abs(last) > LARGEST_LAST_STEP || axis > LARGEST_SURE_AXIS) {
    const longitude = eccentricLongitudeByNewton(u, axn, ayn)
    sinE = sin(longitude)
    cosE = cos(longitude)
  }

  const ecosE = axn * cosE + ayn * sinE
  const esinE = axn * sinE - ayn * cosE
  const el2 = axn * axn + ayn * ayn
  const semiLatus = axis * (1 - el2)
  const radius = axis * (1 - ecosE)
  const inverseRadius = 1 / radius
  const radiusDot = rootAxis * esinE * inverseRadius
  const transverse = Math.sqrt(semiLatus) * inverseRadius
  const beta = Math.sqrt(1 - el2)
  const esinPart = esinE / (1 + beta)
  const sinU = axis * inverseRadius * (sinE - ayn - axn * esinPart)
  const cosU = axis * inverseRadius * (cosE - axn + ayn * esinPart)
  const sin2U = (cosU + cosU) * sinU
  const cos2U = 1 - 2 * sinU * sinU

  const inverseLatus = 1 / semiLatus
  const j2First = 0.5 * J2 * inverseLatus
  const j2Second = j2First * inverseLatus
  const shortRadius = radius * (1 - 1.5 * j2Second * beta * con41) + 0.5 * j2First * x1mth2 * cos2U
  const latitudeTurn = -0.25 * j2Second * x7thm1 * sin2U
  const nodeTurn = 1.5 * j2Second * cosI * sin2U
  const inclinationTurn = 1.5 * j2Second * cosI * sinI * cos2U
  const rate = meanMotion * j2First * (1 / XKE)
  const radialSpeed = radiusDot - rate * x1mth2 * sin2U
  const transverseSpeed = transverse + rate * (x1mth2 * cos2U + 1.5 * con41)

  let sinLatitude = sinAfter(sinU, cosU, latitudeTurn)
  let cosLatitude = cosAfter(sinU, cosU, latitudeTurn)
  const sinN = sin(node + nodeTurn)
  const cosN = cos(node + nodeTurn)
  let sinT = sinAfter(sinI, cosI, inclinationTurn)
  let cosT = cosAfter(sinI, cosI, inclinationTurn)
  if (Math.abs(latitudeTurn) > LARGEST_SURE_TURN || Math.abs(inclinationTurn) > LARGEST_SURE_TURN) {
    sinLatitude = sinU * cos(latitudeTurn) + cosU * sin(latitudeTurn)
    cosLatitude = cosU * cos(latitudeTurn) - sinU * sin(latitudeTurn)
    sinT = sinI * cos(inclinationTurn) + cosI * sin(inclinationTurn)
    cosT = cosI * cos(inclinationTurn) - sinI * sin(inclinationTurn)
  }
  const mx = -sinN * cosT
  const my = cosN * cosT
  const ux = mx * sinLatitude + cosN * cosLatitude
  const uy = my * sinLatitude + sinN * cosLatitude
  const uz = sinT * sinLatitude
  const vx = mx * cosLatitude - cosN * sinLatitude
  const vy = my * cosLatitude - sinN * sinLatitude
  const vz = sinT * cosLatitude
  const radiusKm = shortRadius * EARTH_RADIUS_KM
  const radialKmPerS = radialSpeed * SPEED_UNIT_KM_PER_S
  const transverseKmPerS = transverseSpeed * SPEED_UNIT_KM_PER_S
  out[at] = radiusKm * ux
  out[at + 1] = radiusKm * uy
  out[at + 2] = radiusKm * uz
  out[at + 3] = radialKmPerS * ux + transverseKmPerS * vx
  out[at + 4] = radialKmPerS * uy + transverseKmPerS * vy
  out[at + 5] = radialKmPerS * uz + transverseKmPerS * vz
  const decayed = shortRadius < 1 ? 6 : 0
  return semiLatus < 0 ? 4 : decayed
}
