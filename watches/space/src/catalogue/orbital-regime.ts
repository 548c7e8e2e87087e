import type { OrbitFacts } from './orbit-facts.ts'

/**
 * Class of an Earth orbit, by the abbreviations of ESA's reports: GEO geostationary, IGO inclined geosynchronous, EGO extended
 * geostationary, NSO navigation, GTO transfer, MEO medium, GHO GEO-superGEO crossing, LEO low, HAO high altitude, MGO MEO-GEO
 * crossing, HEO highly eccentric, LMO LEO-MEO crossing, UFO undefined.
 */
export type OrbitalRegime =
  | 'GEO'
  | 'IGO'
  | 'EGO'
  | 'NSO'
  | 'GTO'
  | 'MEO'
  | 'GHO'
  | 'LEO'
  | 'HAO'
  | 'MGO'
  | 'HEO'
  | 'LMO'
  | 'UFO'

const LEO_TOP_KM = 2000
const GEO_CROSSING_LOW_KM = 31_570
const GEO_CROSSING_HIGH_KM = 40_002

/**
 * The regime of an orbit. The published classes overlap; the first that fits is given, in the order of the publication. A
 * Molniya orbit with its apogee below 40,002 km is therefore a GTO: the class speaks of size, not of purpose.
 * @param inclinationDeg - 0 to 180.
 * Source: ESA Space Debris Office, Annual Space Environment Report, GEN-DB-LOG-00288-OPS-SD, §1.1, table of orbital regions; the
 * same ranges are the orbit categories of CCSDS 502.0-B-3 (SANA registry).
 */
export function orbitalRegime(facts: OrbitFacts, inclinationDeg: number): OrbitalRegime {
  return (
    geosynchronousRegime(facts, inclinationDeg) ?? inclinationBoundRegime(facts, inclinationDeg) ?? heightRegime(facts)
  )
}

function geosynchronousRegime(facts: OrbitFacts, inclinationDeg: number): OrbitalRegime | undefined {
  const { perigeeAltitudeKm, apogeeAltitudeKm, semiMajorAxisKm } = facts
  if (inclinationDeg <= 25 && perigeeAltitudeKm >= 35_586 && apogeeAltitudeKm <= 35_986) return 'GEO'
  const eccentricity = (apogeeAltitudeKm - perigeeAltitudeKm) / (2 * semiMajorAxisKm)
  if (semiMajorAxisKm < 37_948 || semiMajorAxisKm > 46_380 || eccentricity > 0.25) return undefined
  return inclinationDeg > 25 ? 'IGO' : 'EGO'
}

function inclinationBoundRegime(facts: OrbitFacts, inclinationDeg: number): OrbitalRegime | undefined {
  const { perigeeAltitudeKm, apogeeAltitudeKm } = facts
  const navigation = perigeeAltitudeKm >= 18_100 && apogeeAltitudeKm <= 24_300
  if (navigation && inclinationDeg >= 50 && inclinationDeg <= 70) return 'NSO'
  const transfer =
    perigeeAltitudeKm <= LEO_TOP_KM &&
    apogeeAltitudeKm >= GEO_CROSSING_LOW_KM &&
    apogeeAltitudeKm <= GEO_CROSSING_HIGH_KM
  return transfer && inclinationDeg <= 90 ? 'GTO' : undefined
}

function heightRegime(facts: OrbitFacts): OrbitalRegime {
  const { perigeeAltitudeKm, apogeeAltitudeKm } = facts
  if (perigeeAltitudeKm < 0) return 'UFO'
  if (apogeeAltitudeKm <= LEO_TOP_KM) return 'LEO'
  if (perigeeAltitudeKm > GEO_CROSSING_HIGH_KM) return 'HAO'
  if (apogeeAltitudeKm > GEO_CROSSING_HIGH_KM) return perigeeAltitudeKm > GEO_CROSSING_LOW_KM ? 'GHO' : 'HEO'
  if (perigeeAltitudeKm <= LEO_TOP_KM) return apogeeAltitudeKm <= GEO_CROSSING_LOW_KM ? 'LMO' : 'UFO'
  if (apogeeAltitudeKm <= GEO_CROSSING_LOW_KM) return 'MEO'
  return perigeeAltitudeKm <= GEO_CROSSING_LOW_KM ? 'MGO' : 'UFO'
}
