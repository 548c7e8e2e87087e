/** Lowest, most frequent and highest value of a triangular distribution. */
export type Spread = readonly [lowest: number, mode: number, highest: number]

/** Satellites in evenly turned planes, evenly spaced in each: a Walker delta pattern `planes × perPlane` with a phasing of `phasing`. */
export type ShellLayout = {
  readonly kind: 'shell'
  readonly altitudeKm: number
  readonly inclinationDeg: number
  readonly planes: number
  readonly perPlane: number
  /** Walker's F: the satellites of the next plane are ahead by F × 360° / (planes × perPlane). */
  readonly phasing: number
}

/** Objects scattered at random: a debris cloud, a belt or a class of orbits. */
export type ScatterLayout = {
  readonly kind: 'scatter'
  readonly count: number
  readonly perigeeAltitudeKm: Spread
  /** Height of the apogee above the perigee, km. */
  readonly apogeeAbovePerigeeKm: Spread
  /** Degrees; or the inclination at which the node follows the Sun; or the cycle of uncontrolled geosynchronous orbits. */
  readonly inclinationDeg: Spread | 'sun-synchronous' | 'geosynchronous-cycle'
  /** Degrees; any where absent. */
  readonly argumentOfPerigeeDeg?: Spread
}

/** Satellites kept at evenly spaced longitudes of the geostationary belt. */
export type BeltLayout = {
  readonly kind: 'belt'
  readonly count: number
  readonly eccentricity: Spread
  /** Degrees. */
  readonly inclinationDeg: Spread
}

/** Objects of one kind and origin. */
export type Family = {
  /** Part of each name, after the word SIMULATED. */
  readonly name: string
  readonly objectType: 'PAYLOAD' | 'R/B' | 'DEB'
  readonly layout: ShellLayout | ScatterLayout | BeltLayout
  readonly bstarPerEarthRadius: Spread
}

/** Satellites that are kept in a pattern are kept against drag alike: with different terms the pattern would dissolve. */
const STATION_KEPT: Spread = [1.5e-4, 1.5e-4, 1.5e-4]
const SMALL_SATELLITE: Spread = [5e-5, 2e-4, 9e-4]
const HEAVY_STAGE: Spread = [2e-5, 8e-5, 4e-4]
const FRAGMENT: Spread = [5e-5, 4e-4, 4e-3]
const NO_DRAG: Spread = [0, 0, 0]

/**
 * The simulated population: 30,000 objects. Shells follow the published licences (those of 525 km half filled), with the
 * phasing that keeps the satellites of one shell farthest apart, ≥ 27 km, found by trying. All other counts follow the
 * public catalogue of 2024-07-05, 26,389 objects sorted by ESA's regimes and by the R/B or DEB in the name; spreads are
 * round numbers read off the same catalogue.
 *
 * Source: FCC 21-48 (2021) for the shells of 540 to 570 km, FCC 22-91 (2022) for those of 525 and 530 km, FCC 17-77 (2017) for
 * 1,200 km; ESA Annual Space Environment Report 2024, GEN-DB-LOG-00288-OPS-SD 8.0, §1.1 and §2 for the regimes; NASA, History of
 * On-Orbit Satellite Fragmentations, 16th edition, for the clouds of 2007 and 2009.
 */
export const FAMILIES: readonly Family[] = [
  shell('SHELL-A', 550, 53, 72, 22, 31),
  shell('SHELL-B', 540, 53.2, 72, 22, 31),
  shell('SHELL-C', 570, 70, 36, 20, 35),
  shell('SHELL-D', 560, 97.6, 6, 58, 3),
  shell('SHELL-E', 560, 97.6, 4, 43, 2),
  shell('SHELL-F', 530, 43, 28, 120, 15),
  shell('SHELL-G', 525, 53, 28, 60, 15),
  shell('SHELL-H', 1200, 87.9, 12, 49, 8),
  scatter('SUNSYNC', 'PAYLOAD', SMALL_SATELLITE, 2800, [450, 520, 850], [1, 8, 40], 'sun-synchronous'),
  scatter('LOW', 'PAYLOAD', SMALL_SATELLITE, 1100, [400, 550, 1100], [1, 10, 300], [28, 51.6, 100]),
  scatter('POLAR', 'PAYLOAD', SMALL_SATELLITE, 913, [550, 950, 1500], [2, 20, 200], [74, 82.9, 90]),
  scatter('LOW', 'R/B', HEAVY_STAGE, 950, [450, 850, 1550], [5, 40, 400], [65, 82, 100]),
  scatter('CLOUD-2007', 'DEB', FRAGMENT, 2500, [550, 820, 1300], [5, 60, 500], [98, 98.8, 100.2]),
  scatter('CLOUD-2009-A', 'DEB', FRAGMENT, 900, [550, 760, 1000], [5, 40, 400], [73.6, 74, 74.4]),
  scatter('CLOUD-2009-B', 'DEB', FRAGMENT, 300, [550, 750, 900], [5, 30, 300], [86, 86.4, 86.8]),
  scatter('CLOUD-2022', 'DEB', FRAGMENT, 800, [600, 790, 950], [5, 60, 500], [97.8, 98.8, 99.6]),
  scatter('UPPER', 'DEB', FRAGMENT, 900, [1300, 1430, 1600], [5, 40, 350], [73.5, 82.6, 83]),
  scatter('SUNSYNC', 'DEB', FRAGMENT, 2200, [500, 720, 1000], [5, 60, 500], 'sun-synchronous'),
  scatter('MIXED', 'DEB', FRAGMENT, 1900, [450, 750, 1250], [5, 80, 700], [25, 82, 110]),
  scatter('CROSSING', 'PAYLOAD', HEAVY_STAGE, 156, [350, 700, 1900], [2500, 4000, 25_000], [5, 60, 100]),
  scatter('CROSSING', 'R/B', HEAVY_STAGE, 303, [280, 600, 1900], [2500, 15_000, 28_000], [3, 27, 90]),
  scatter('CROSSING', 'DEB', FRAGMENT, 778, [280, 700, 1900], [2500, 9000, 28_000], [3, 27, 100]),
  scatter(
    'MOLNIYA',
    'PAYLOAD',
    HEAVY_STAGE,
    59,
    [600, 1100, 1600],
    [37_500, 38_100, 38_300],
    [62.5, 63.4, 65],
    [260, 270, 290],
  ),
  scatter('TRANSFER', 'R/B', HEAVY_STAGE, 239, [280, 350, 1900], [32_000, 35_300, 37_900], [1, 7, 50]),
  scatter('TRANSFER', 'DEB', FRAGMENT, 254, [280, 400, 1900], [32_000, 35_000, 37_900], [1, 7, 65]),
  scatter('MEDIUM', 'PAYLOAD', NO_DRAG, 100, [7500, 8050, 14_000], [5, 20, 800], [0, 0.1, 60]),
  scatter('MEDIUM', 'R/B', NO_DRAG, 54, [2300, 6000, 15_000], [200, 2000, 12_000], [10, 55, 90]),
  scatter('NAVIGATION-A', 'PAYLOAD', NO_DRAG, 90, [19_900, 20_180, 20_900], [10, 150, 700], [53, 55, 57]),
  scatter('NAVIGATION-B', 'PAYLOAD', NO_DRAG, 110, [18_900, 19_130, 19_400], [5, 30, 200], [63.5, 64.8, 66]),
  scatter('NAVIGATION-C', 'PAYLOAD', NO_DRAG, 87, [21_400, 23_222, 23_500], [5, 20, 200], [54.5, 55.5, 57.5]),
  scatter('NAVIGATION', 'R/B', NO_DRAG, 100, [18_300, 19_500, 23_200], [20, 300, 1000], [52, 60, 66]),
  {
    name: 'GEO-KEPT',
    objectType: 'PAYLOAD',
    layout: { kind: 'belt', count: 560, eccentricity: [5e-5, 2e-4, 6e-4], inclinationDeg: [0.005, 0.04, 0.1] },
    bstarPerEarthRadius: NO_DRAG,
  },
  scatter('GEO-LOOSE', 'PAYLOAD', NO_DRAG, 220, [35_720, 35_770, 35_785], [4, 30, 100], 'geosynchronous-cycle'),
  scatter('GEO', 'R/B', NO_DRAG, 75, [35_600, 35_680, 35_740], [10, 80, 230], 'geosynchronous-cycle'),
  scatter('GRAVEYARD', 'PAYLOAD', NO_DRAG, 537, [35_990, 36_080, 36_400], [20, 90, 500], 'geosynchronous-cycle'),
  scatter('GRAVEYARD', 'R/B', NO_DRAG, 201, [34_500, 36_050, 36_600], [300, 700, 2500], 'geosynchronous-cycle'),
  scatter('GRAVEYARD', 'DEB', NO_DRAG, 81, [33_500, 35_400, 36_300], [500, 900, 4000], 'geosynchronous-cycle'),
  scatter('INCLINED', 'PAYLOAD', NO_DRAG, 25, [31_800, 35_600, 35_780], [10, 300, 3000], [28, 41, 62], [260, 270, 280]),
  scatter('MEO-GEO', 'R/B', NO_DRAG, 175, [2200, 5000, 9000], [29_500, 30_000, 31_000], [5, 25, 55]),
  scatter('MEO-GEO', 'DEB', NO_DRAG, 333, [2200, 5000, 9000], [29_500, 30_000, 31_000], [2, 20, 60]),
  scatter('ECCENTRIC', 'R/B', NO_DRAG, 51, [400, 2500, 20_000], [42_000, 60_000, 120_000], [5, 28, 70]),
  scatter('ECCENTRIC', 'DEB', NO_DRAG, 90, [400, 1500, 20_000], [42_000, 45_000, 90_000], [5, 46, 66]),
  scatter('HIGH', 'PAYLOAD', NO_DRAG, 23, [41_000, 60_000, 90_000], [1000, 20_000, 80_000], [5, 45, 75]),
]

function shell(
  name: string,
  altitudeKm: number,
  inclinationDeg: number,
  planes: number,
  perPlane: number,
  phasing: number,
): Family {
  const layout: ShellLayout = { kind: 'shell', altitudeKm, inclinationDeg, planes, perPlane, phasing }
  return { name, objectType: 'PAYLOAD', layout, bstarPerEarthRadius: STATION_KEPT }
}

function scatter(
  name: string,
  objectType: Family['objectType'],
  bstarPerEarthRadius: Spread,
  count: number,
  perigeeAltitudeKm: Spread,
  apogeeAbovePerigeeKm: Spread,
  inclinationDeg: ScatterLayout['inclinationDeg'],
  argumentOfPerigeeDeg?: Spread,
): Family {
  const layout = { kind: 'scatter', count, perigeeAltitudeKm, apogeeAbovePerigeeKm, inclinationDeg } as const
  return {
    name,
    objectType,
    bstarPerEarthRadius,
    layout: argumentOfPerigeeDeg === undefined ? layout : { ...layout, argumentOfPerigeeDeg },
  }
}
