import { EARTH_RATE } from './deep-space.ts'
import type { EpochOrbit, Sgp4Elements, Sgp4Mode } from './elements.ts'
import { MOON_RATE, SUN_RATE } from './lunisolar.ts'
import * as C from './record.ts'
import { halfDayCoefficients, oneDayCoefficients } from './resonance-coefficients.ts'
import { atan2, cos, sin, TWO_PI } from './trigonometry.ts'

/** Julian date of the theory's day zero, 1949-12-31T00:00. */
const JD_1950 = 2433281.5

/** Where a third body stands, as the sines and cosines that the theory multiplies. Names of AIAA 2006-6753, `dscom`. */
type ThirdBody = {
  readonly zcosg: number
  readonly zsing: number
  readonly zcosi: number
  readonly zsini: number
  readonly zcosh: number
  readonly zsinh: number
  readonly cc: number
  readonly eccentricity: number
  readonly rate: number
}

/** The angles of the orbit at epoch as sines and cosines. */
type OrbitAngles = {
  readonly sinim: number
  readonly cosim: number
  readonly sinomm: number
  readonly cosomm: number
}

/** Secular rates by one third body. The node's and the perigee's still carry sin(i); see `writeSecularPull`. */
type SecularPull = {
  readonly eccentricity: number
  readonly inclination: number
  readonly anomaly: number
  readonly perigee: number
  readonly node: number
}

/**
 * Writes the deep-space part of a record: third-body terms, their secular rates, and the resonance.
 * Source: AIAA 2006-6753, `dscom` and `dsinit`.
 */
export function initialiseDeepSpace(
  elements: Sgp4Elements,
  orbit: EpochOrbit,
  mode: Sgp4Mode,
  c: Float64Array,
  k: number,
): void {
  const day = epochDays(elements) + 18261.5
  const gamma = 5.8351514 + 0.001944368 * day
  const angles: OrbitAngles = {
    sinim: orbit.sinio,
    cosim: orbit.cosio,
    sinomm: sin(elements.argumentOfPerigeeRad),
    cosomm: cos(elements.argumentOfPerigeeRad),
  }
  const sun = writeThirdBody(sunAt(elements.rightAscensionRad), angles, orbit, elements.eccentricity, c, k + C.SUN)
  const moonBody = moonAt(day, gamma, elements.rightAscensionRad)
  const moon = writeThirdBody(moonBody, angles, orbit, elements.eccentricity, c, k + C.MOON)
  c[k + C.SUN + C.MEAN_LONGITUDE] = withinTurn(6.2565837 + 0.017201977 * day)
  c[k + C.MOON + C.MEAN_LONGITUDE] = withinTurn(4.7199672 + 0.2299715 * day - gamma)
  c[k + C.AFSPC] = mode === 'afspc' ? 1 : 0
  c[k + C.SIDEREAL_ANGLE] = siderealAngle(elements, mode)
  writeSecularPull(sun, moon, elements.inclinationRad, orbit, c, k)
  writeResonance(elements, orbit, c, k)
}

/** The epoch as the published code holds it: through one Julian date in a double, which rounds it to 40 µs. */
function epochDays(elements: Sgp4Elements): number {
  return elements.epochDays1950 + JD_1950 + elements.epochDayFraction - JD_1950
}

function withinTurn(rad: number): number {
  return rad - Math.floor(rad / TWO_PI) * TWO_PI
}

function sunAt(nodeRad: number): ThirdBody {
  return {
    zcosg: 0.1945905,
    zsing: -0.98088458,
    zcosi: 0.91744867,
    zsini: 0.39785416,
    zcosh: cos(nodeRad),
    zsinh: sin(nodeRad),
    cc: 2.9864797e-6,
    eccentricity: 0.01675,
    rate: SUN_RATE,
  }
}

function moonAt(day: number, gamma: number, nodeRad: number): ThirdBody {
  const moonNode = withinTurn(4.523602 - 9.2422029e-4 * day)
  const stem = sin(moonNode)
  const ctem = cos(moonNode)
  const zcosi = 0.91375164 - 0.03568096 * ctem
  const zsini = Math.sqrt(1 - zcosi * zcosi)
  const zsinhl = (0.089683511 * stem) / zsini
  const zcoshl = Math.sqrt(1 - zsinhl * zsinhl)
  const zx = atan2((0.39785416 * stem) / zsini, zcoshl * ctem + 0.91744867 * zsinhl * stem)
  const perigee = gamma + zx - moonNode
  const sinNode = sin(nodeRad)
  const cosNode = cos(nodeRad)
  return {
    zcosg: cos(perigee),
    zsing: sin(perigee),
    zcosi,
    zsini,
    zcosh: zcoshl * cosNode + zsinhl * sinNode,
    zsinh: sinNode * zcoshl - cosNode * zsinhl,
    cc: 4.7968065e-7,
    eccentricity: 0.0549,
    rate: MOON_RATE,
  }
}

/** Writes one body's periodic coefficients at c[at …] and returns its secular rates. Source: `dscom`, `dsinit`. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: follows the published algorithm in its order
function writeThirdBody(
  body: ThirdBody,
  angles: OrbitAngles,
  orbit: EpochOrbit,
  em: number,
  c: Float64Array,
  at: number,
): SecularPull {
  const { zcosg, zsing, zcosi, zsini, zcosh, zsinh } = body
  const { sinim, cosim, sinomm, cosomm } = angles
  const emsq = em * em
  const betasq = 1 - emsq
  const rtemsq = Math.sqrt(betasq)
  const a1 = zcosg * zcosh + zsing * zcosi * zsinh
  const a3 = -zsing * zcosh + zcosg * zcosi * zsinh
  const a7 = -zcosg * zsinh + zsing * zcosi * zcosh
  const a8 = zsing * zsini
  const a9 = zsing * zsinh + zcosg * zcosi * zcosh
  const a10 = zcosg * zsini
  const a2 = cosim * a7 + sinim * a8
  const a4 = cosim * a9 + sinim * a10
  const a5 = -sinim * a7 + cosim * a8
  const a6 = -sinim * a9 + cosim * a10
  const x1 = a1 * cosomm + a2 * sinomm
  const x2 = a3 * cosomm + a4 * sinomm
  const x3 = -a1 * sinomm + a2 * cosomm
  const x4 = -a3 * sinomm + a4 * cosomm
  const x5 = a5 * sinomm
  const x6 = a6 * sinomm
  const x7 = a5 * cosomm
  const x8 = a6 * cosomm
  const z31 = 12 * x1 * x1 - 3 * x3 * x3
  const z32 = 24 * x1 * x2 - 6 * x3 * x4
  const z33 = 12 * x2 * x2 - 3 * x4 * x4
  const y1 = 3 * (a1 * a1 + a2 * a2) + z31 * emsq
  const y2 = 6 * (a1 * a3 + a2 * a4) + z32 * emsq
  const y3 = 3 * (a3 * a3 + a4 * a4) + z33 * emsq
  const z11 = -6 * a1 * a5 + emsq * (-24 * x1 * x7 - 6 * x3 * x5)
  const z12 = -6 * (a1 * a6 + a3 * a5) + emsq * (-24 * (x2 * x7 + x1 * x8) - 6 * (x3 * x6 + x4 * x5))
  const z13 = -6 * a3 * a6 + emsq * (-24 * x2 * x8 - 6 * x4 * x6)
  const z21 = 6 * a2 * a5 + emsq * (24 * x1 * x5 - 6 * x3 * x7)
  const z22 = 6 * (a4 * a5 + a2 * a6) + emsq * (24 * (x2 * x5 + x1 * x6) - 6 * (x4 * x7 + x3 * x8))
  const z23 = 6 * a4 * a6 + emsq * (24 * x2 * x6 - 6 * x4 * x8)
  const z1 = y1 + y1 + betasq * z31
  const z2 = y2 + y2 + betasq * z32
  const z3 = y3 + y3 + betasq * z33
  const s3 = body.cc * (1 / orbit.no)
  const s2 = (-0.5 * s3) / rtemsq
  const s4 = s3 * rtemsq
  const s1 = -15 * em * s4
  const s5 = x1 * x3 + x2 * x4
  const s6 = x2 * x3 + x1 * x4
  const s7 = x2 * x4 - x1 * x3
  c[at + C.E2] = 2 * s1 * s6
  c[at + C.E3] = 2 * s1 * s7
  c[at + C.I2] = 2 * s2 * z12
  c[at + C.I3] = 2 * s2 * (z13 - z11)
  c[at + C.L2] = -2 * s3 * z2
  c[at + C.L3] = -2 * s3 * (z3 - z1)
  c[at + C.L4] = -2 * s3 * (-21 - 9 * emsq) * body.eccentricity
  c[at + C.GH2] = 2 * s4 * z32
  c[at + C.GH3] = 2 * s4 * (z33 - z31)
  c[at + C.GH4] = -18 * s4 * body.eccentricity
  c[at + C.H2] = -2 * s2 * z22
  c[at + C.H3] = -2 * s2 * (z23 - z21)
  return {
    eccentricity: s1 * body.rate * s5,
    inclination: s2 * body.rate * (z11 + z13),
    anomaly: -body.rate * s3 * (z1 + z3 - 14 - 6 * emsq),
    perigee: s4 * body.rate * (z31 + z33 - 6),
    node: -body.rate * s2 * (z21 + z23),
  }
}

/** Source: `dsinit`; near the equator and the antipole (3°) the node's rate is dropped. */
function writeSecularPull(
  sun: SecularPull,
  moon: SecularPull,
  inclinationRad: number,
  orbit: EpochOrbit,
  c: Float64Array,
  k: number,
): void {
  const dropsNode = inclinationRad < 5.2359877e-2 || inclinationRad > Math.PI - 5.2359877e-2
  const hasSine = orbit.sinio !== 0
  const sunNode = dropsNode ? 0 : sun.node
  const moonNode = dropsNode ? 0 : moon.node
  const sunNodeRate = hasSine ? sunNode / orbit.sinio : sunNode
  const moonNodeRate = hasSine ? moonNode / orbit.sinio : 0
  c[k + C.DEDT] = sun.eccentricity + moon.eccentricity
  c[k + C.DIDT] = sun.inclination + moon.inclination
  c[k + C.DMDT] = sun.anomaly + moon.anomaly
  c[k + C.DOMDT] = sun.perigee - orbit.cosio * sunNodeRate + moon.perigee - orbit.cosio * moonNodeRate
  c[k + C.DNODT] = sunNodeRate + moonNodeRate
}

/**
 * Greenwich sidereal angle at epoch, rad in [0, 2π). Source: AIAA 2006-6753, `initl` (afspc: days since 1970) and
 * `gstime` (improved: IAU 1982).
 */
function siderealAngle(elements: Sgp4Elements, mode: Sgp4Mode): number {
  const epoch = epochDays(elements)
  if (mode === 'afspc') {
    const ts70 = epoch - 7305
    const ds70 = Math.floor(ts70 + 1e-8)
    const tfrac = ts70 - ds70
    const c1 = 0.017202791694070362
    const fk5r = 5.075514194322695e-15
    return withinTurn(1.7321343856509375 + c1 * ds70 + (c1 + TWO_PI) * tfrac + ts70 * ts70 * fk5r)
  }
  const centuries = (epoch + JD_1950 - 2451545) / 36525
  const seconds =
    -6.2e-6 * centuries * centuries * centuries +
    0.093104 * centuries * centuries +
    (876600 * 3600 + 8640184.812866) * centuries +
    67310.54841
  return withinTurn((seconds * (Math.PI / 180)) / 240)
}

function writeResonance(elements: Sgp4Elements, orbit: EpochOrbit, c: Float64Array, k: number): void {
  const { no } = orbit
  const theta = c[k + C.SIDEREAL_ANGLE]
  const rates = c[k + C.MEAN_ANOMALY_DOT] + c[k + C.DMDT]
  if (no > 0.0034906585 && no < 0.0052359877) {
    c[k + C.RESONANCE] = 1
    oneDayCoefficients(orbit, c, k + C.RESONANCE_TERMS)
    c[k + C.XLAMO] = withinTurn(
      elements.meanAnomalyRad + elements.rightAscensionRad + elements.argumentOfPerigeeRad - theta,
    )
    c[k + C.XFACT] =
      rates + c[k + C.ARGUMENT_DOT] + c[k + C.NODE_DOT] - EARTH_RATE + c[k + C.DOMDT] + c[k + C.DNODT] - no
  } else if (no >= 8.26e-3 && no <= 9.24e-3 && elements.eccentricity >= 0.5) {
    c[k + C.RESONANCE] = 2
    halfDayCoefficients(orbit, elements.eccentricity, c, k + C.RESONANCE_TERMS)
    c[k + C.XLAMO] = withinTurn(
      elements.meanAnomalyRad + elements.rightAscensionRad + elements.rightAscensionRad - theta - theta,
    )
    c[k + C.XFACT] = rates + 2 * (c[k + C.NODE_DOT] + c[k + C.DNODT] - EARTH_RATE) - no
  }
}
