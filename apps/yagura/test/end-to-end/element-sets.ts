/**
 * Element sets of up to nine near-earth objects on one orbit, a few kilometres one after the other, numbered from 90001.
 *
 * @param names - One for each.
 * @param epochUtc - ISO 8601 without a Z.
 * @returns A file of general perturbations data in JSON.
 */
export function elementSets(names: readonly string[], epochUtc: string): string {
  return JSON.stringify(
    names.map((name, index) => ({
      OBJECT_NAME: name,
      OBJECT_ID: `2020-001${'ABCDEFGHI'[index]}`,
      EPOCH: epochUtc,
      MEAN_MOTION: 15.2 + index * 1e-6,
      ECCENTRICITY: 0.001,
      INCLINATION: 53,
      RA_OF_ASC_NODE: 10,
      ARG_OF_PERICENTER: 20,
      MEAN_ANOMALY: 30 + index * 0.01,
      EPHEMERIS_TYPE: 0,
      CLASSIFICATION_TYPE: 'U',
      NORAD_CAT_ID: 90001 + index,
      ELEMENT_SET_NO: 1,
      REV_AT_EPOCH: 1,
      BSTAR: 0,
      MEAN_MOTION_DOT: 0,
      MEAN_MOTION_DDOT: 0,
    })),
  )
}
