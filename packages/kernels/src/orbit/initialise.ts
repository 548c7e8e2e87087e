import type { EpochOrbit, Sgp4Elements, Sgp4Mode } from './elements.ts'
import { initialiseDeepSpace } from './initialise-deep-space.ts'
import * as C from './record.ts'
import { cos, sin } from './trigonometry.ts'
import { EARTH_RADIUS_KM, J2, J3, J4, XKE } from './wgs72.ts'

/** Mean motion below which nothing orbits the Earth, rad/min; the slowest of the theory's verification cases has 4.4e-8. */
const LEAST_MEAN_MOTION = 1e-9

/** Period from which the deep-space branch is used, minutes. */
const DEEP_SPACE_PERIOD_MIN = 225

/** A positive number to the power 2/3, within 4 ulp, from + - * / only so that every engine agrees. */
function powerTwoThirds(x: number): number {
  let scale = 1
  let mantissa = x
  while (mantissa > 8) {
    mantissa /= 8
    scale *= 2
  }
  while (mantissa < 1) {
    mantissa *= 8
    scale /= 2
  }
  let root = 1 + (mantissa - 1) / 7
  for (let i = 0; i < 7; i++) root -= (root * root * root - mantissa) / (3 * root * root)
  return root * scale * (root * scale)
}

/**
 * Recovers the original mean motion and semi-major axis from the published (Kozai) mean motion.
 * Source: AIAA 2006-6753, `initl`.
 */
function recoverOrbit(elements: Sgp4Elements): EpochOrbit {
  const ecco = elements.eccentricity
  if (!(elements.meanMotionRadPerMin > LEAST_MEAN_MOTION && ecco >= 0 && ecco < 1)) {
    throw new RangeError(
      `mean motion ${elements.meanMotionRadPerMin} rad/min and eccentricity ${ecco} are no orbit: above ${LEAST_MEAN_MOTION} and in [0, 1) expected`,
    )
  }
  const eccsq = ecco * ecco
  const omeosq = 1 - eccsq
  const cosio = cos(elements.inclinationRad)
  const cosio2 = cosio * cosio
  const ak = powerTwoThirds(XKE / elements.meanMotionRadPerMin)
  const d1 = (0.75 * J2 * (3 * cosio2 - 1)) / (Math.sqrt(omeosq) * omeosq)
  const first = d1 / (ak * ak)
  const adel = ak * (1 - first * first - first * (1 / 3 + (134 * first * first) / 81))
  const no = elements.meanMotionRadPerMin / (1 + d1 / (adel * adel))
  const con42 = 1 - 5 * cosio2
  const con41 = -con42 - cosio2 - cosio2
  return { no, ao: powerTwoThirds(XKE / no), cosio, sinio: sin(elements.inclinationRad), eccsq, omeosq, con41 }
}

/**
 * Semi-major axis of the original mean orbit, Earth radii of WGS72, as SGP4 recovers it from the published mean motion.
 * Source: AIAA 2006-6753, `initl`.
 */
export function brouwerAxisEarthRadii(elements: Sgp4Elements): number {
  return recoverOrbit(elements).ao
}

/** Length of the record that `initialiseSgp4` writes for these elements, doubles. */
export function sgp4RecordLength(elements: Sgp4Elements): number {
  return isDeepSpace(recoverOrbit(elements).no) ? C.DEEP_SPACE_LENGTH : C.NEAR_EARTH_LENGTH
}

function isDeepSpace(meanMotionRadPerMin: number): boolean {
  return (2 * Math.PI) / meanMotionRadPerMin >= DEEP_SPACE_PERIOD_MIN
}

/**
 * Writes the coefficients of an element set's record; every later propagation reads only them.
 * Source: AIAA 2006-6753, `sgp4init`.
 *
 * @param records - Receives the record from records[k] on; `sgp4RecordLength` doubles are free there.
 */
export function initialiseSgp4(elements: Sgp4Elements, mode: Sgp4Mode, records: Float64Array, k: number): void {
  const orbit = recoverOrbit(elements)
  const deep = isDeepSpace(orbit.no)
  const perigee = orbit.ao * (1 - elements.eccentricity)
  const simple = deep || perigee < 220 / EARTH_RADIUS_KM + 1
  records.fill(0, k, k + (deep ? C.DEEP_SPACE_LENGTH : C.NEAR_EARTH_LENGTH))
  records[k + C.KIND] = deep ? C.KIND_DEEP_SPACE : simple ? C.KIND_NEAR_EARTH_SIMPLE : C.KIND_NEAR_EARTH
  writeShape(elements, orbit, records, k)
  const nodeDotFirst = writeSecularRates(orbit, records, k)
  writeDrag(elements, orbit, nodeDotFirst, simple, records, k)
  if (deep) initialiseDeepSpace(elements, orbit, mode, records, k)
}

function writeShape(elements: Sgp4Elements, orbit: EpochOrbit, c: Float64Array, k: number): void {
  c[k + C.MEAN_ANOMALY] = elements.meanAnomalyRad
  c[k + C.ARGUMENT] = elements.argumentOfPerigeeRad
  c[k + C.NODE] = elements.rightAscensionRad
  c[k + C.ECCENTRICITY] = elements.eccentricity
  c[k + C.INCLINATION] = elements.inclinationRad
  c[k + C.MEAN_MOTION] = orbit.no
  c[k + C.SEMI_MAJOR_AXIS] = orbit.ao
  c[k + C.SIN_INCLINATION] = orbit.sinio
  c[k + C.COS_INCLINATION] = orbit.cosio
}

/** Writes the secular rates of the zonal harmonics; returns the node's first-order rate, rad/min. */
function writeSecularRates(orbit: EpochOrbit, c: Float64Array, k: number): number {
  const { no, cosio, con41 } = orbit
  const cosio2 = cosio * cosio
  const cosio4 = cosio2 * cosio2
  const po = orbit.ao * orbit.omeosq
  const pinvsq = 1 / (po * po)
  const rteosq = Math.sqrt(orbit.omeosq)
  const con42 = 1 - 5 * cosio2
  const temp1 = 1.5 * J2 * pinvsq * no
  const temp2 = 0.5 * temp1 * J2 * pinvsq
  const temp3 = -0.46875 * J4 * pinvsq * pinvsq * no
  c[k + C.MEAN_ANOMALY_DOT] =
    no + 0.5 * temp1 * rteosq * con41 + 0.0625 * temp2 * rteosq * (13 - 78 * cosio2 + 137 * cosio4)
  c[k + C.ARGUMENT_DOT] =
    -0.5 * temp1 * con42 + 0.0625 * temp2 * (7 - 114 * cosio2 + 395 * cosio4) + temp3 * (3 - 36 * cosio2 + 49 * cosio4)
  const nodeDotFirst = -temp1 * cosio
  c[k + C.NODE_DOT] = nodeDotFirst + (0.5 * temp2 * (4 - 19 * cosio2) + 2 * temp3 * (3 - 7 * cosio2)) * cosio
  return nodeDotFirst
}

/** The density profile's parameter and (q0 - s)⁴, Earth radii, lowered for perigees below 156 km. */
function densityProfile(perigeeAltitudeKm: number): { readonly sfour: number; readonly qzms24: number } {
  let altitudeKm = 78
  if (perigeeAltitudeKm < 156) altitudeKm = perigeeAltitudeKm < 98 ? 20 : perigeeAltitudeKm - 78
  const q = (120 - altitudeKm) / EARTH_RADIUS_KM
  return { sfour: altitudeKm / EARTH_RADIUS_KM + 1, qzms24: q * q * q * q }
}

function writeDrag(
  elements: Sgp4Elements,
  orbit: EpochOrbit,
  nodeDotFirst: number,
  simple: boolean,
  c: Float64Array,
  k: number,
): void {
  const { no, ao, con41, omeosq, sinio, cosio } = orbit
  const ecco = elements.eccentricity
  const bstar = elements.bstar
  const { sfour, qzms24 } = densityProfile((ao * (1 - ecco) - 1) * EARTH_RADIUS_KM)
  const tsi = 1 / (ao - sfour)
  const eta = ao * ecco * tsi
  const etasq = eta * eta
  const eeta = ecco * eta
  const psisq = Math.abs(1 - etasq)
  const tsi2 = tsi * tsi
  const coef = qzms24 * (tsi2 * tsi2)
  const coef1 = coef / (psisq * psisq * psisq * Math.sqrt(psisq))
  const cc2 =
    coef1 *
    no *
    (ao * (1 + 1.5 * etasq + eeta * (4 + etasq)) + ((0.375 * J2 * tsi) / psisq) * con41 * (8 + 3 * etasq * (8 + etasq)))
  const cc1 = bstar * cc2
  const cc3 = ecco > 1e-4 ? (-2 * coef * tsi * (J3 / J2) * no * sinio) / ecco : 0
  const x1mth2 = 1 - cosio * cosio
  const cc4 =
    2 *
    no *
    coef1 *
    ao *
    omeosq *
    (eta * (2 + 0.5 * etasq) +
      ecco * (0.5 + 2 * etasq) -
      ((J2 * tsi) / (ao * psisq)) *
        (-3 * con41 * (1 - 2 * eeta + etasq * (1.5 - 0.5 * eeta)) +
          0.75 * x1mth2 * (2 * etasq - eeta * (1 + etasq)) * cos(2 * elements.argumentOfPerigeeRad)))
  c[k + C.CC1] = cc1
  c[k + C.BSTAR_CC4] = bstar * cc4
  c[k + C.T2] = 1.5 * cc1
  c[k + C.NODE_DRAG] = 3.5 * omeosq * nodeDotFirst * cc1
  if (simple) return
  const perigeeDrag = 1 + eta * cos(elements.meanAnomalyRad)
  c[k + C.ETA] = eta
  c[k + C.OMGCOF] = bstar * cc3 * cos(elements.argumentOfPerigeeRad)
  c[k + C.XMCOF] = ecco > 1e-4 ? ((-2 / 3) * coef * bstar) / eeta : 0
  c[k + C.DELMO] = perigeeDrag * perigeeDrag * perigeeDrag
  c[k + C.SIN_MEAN_ANOMALY] = sin(elements.meanAnomalyRad)
  c[k + C.BSTAR_CC5] = bstar * (2 * coef1 * ao * omeosq * (1 + 2.75 * (etasq + eeta) + eeta * etasq))
  writeDragPowers(cc1, ao, tsi, sfour, c, k)
}

/** The drag terms in higher powers of time. */
function writeDragPowers(cc1: number, ao: number, tsi: number, sfour: number, c: Float64Array, k: number): void {
  const cc1sq = cc1 * cc1
  const d2 = 4 * ao * tsi * cc1sq
  const temp = (d2 * tsi * cc1) / 3
  const d3 = (17 * ao + sfour) * temp
  const d4 = 0.5 * temp * ao * tsi * (221 * ao + 31 * sfour) * cc1
  c[k + C.D2] = d2
  c[k + C.D3] = d3
  c[k + C.D4] = d4
  c[k + C.T3] = d2 + 2 * cc1sq
  c[k + C.T4] = 0.25 * (3 * d3 + cc1 * (12 * d2 + 10 * cc1sq))
  c[k + C.T5] = 0.2 * (3 * d4 + 12 * cc1 * d3 + 6 * d2 * d2 + 15 * cc1sq * (2 * d2 + cc1sq))
}
