import { molniya, vanguard } from '../element-sets.ts'

/** Two published element sets as a TLE file: 274 bytes. */
export const twoObjects = `${vanguard}\n${molniya}\n`

/** The first of the two alone. */
export const oneObject = `${vanguard}\n`

const header =
  'OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_ANOMALY,' +
  'EPHEMERIS_TYPE,CLASSIFICATION_TYPE,NORAD_CAT_ID,ELEMENT_SET_NO,REV_AT_EPOCH,BSTAR,MEAN_MOTION_DOT,MEAN_MOTION_DDOT'

/** The same two in the columns of CelesTrak's CSV. */
export const groupCsv = [
  header,
  'VANGUARD 1,1958-002B,2000-06-27T18:50:19.733568,10.82419157,0.1859667,34.2682,348.7242,331.7664,19.3264,0,U,5,475,41366,2.8098e-05,2.3e-07,0',
  'MOLNIYA 2-14,1975-081A,2006-06-25T07:58:18.436256,2.00491383,0.6877146,64.1586,279.0717,264.7651,20.2257,0,U,8195,81,22565,0.00011873,9.9e-07,0',
  '',
].join('\r\n')

/** The same rows under a header in which one column has another name, as after a change nobody announced. */
export const renamedColumnCsv = groupCsv.replace('MEAN_MOTION,', 'MOTION_MEAN,')

/** Path of the group `active` on CelesTrak. */
export const activePath = '/NORAD/elements/gp.php?GROUP=active&FORMAT=csv'
