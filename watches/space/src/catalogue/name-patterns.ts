import type { ObjectType } from './satcat.ts'

/** What a name lets one say about an object, and why it does. */
export type NamePattern<Value> = {
  readonly pattern: RegExp
  readonly value: Value
  /** The reason, for a person who doubts it. */
  readonly because: string
}

/**
 * What names say of the type, first match wins: a fragment keeps its parent's name, so fragments come first.
 * A name that fits nothing here stays unknown: in the public catalogue it is mostly a payload, but not always.
 * Source: standard object names of the public catalogue, CelesTrak "SATCAT Format Documentation".
 */
export const TYPE_PATTERNS: readonly NamePattern<ObjectType>[] = [
  { pattern: /\bDEB\b/, value: 'debris', because: 'DEB is the catalogue’s word for debris' },
  { pattern: /^WESTFORD NEEDLES/, value: 'debris', because: 'clumps of the copper needles of 1963' },
  { pattern: /\bCOOLANT\b/, value: 'debris', because: 'drops of reactor coolant are catalogued as COOLANT' },
  { pattern: /\bR\/B\b/, value: 'rocket-body', because: 'R/B is the catalogue’s word for a rocket body' },
  { pattern: /\b[AP]KM\b/, value: 'rocket-body', because: 'AKM and PKM are apogee and perigee kick motors' },
  {
    pattern: /^SIMULATED .*\bPAYLOAD\b/,
    value: 'payload',
    because: 'so named by the generator of the simulated population',
  },
  { pattern: /^STARLINK-\d+$/, value: 'payload', because: 'numbered satellites of the constellation' },
  { pattern: /^ONEWEB-\d+$/, value: 'payload', because: 'numbered satellites of the constellation' },
  { pattern: /^IRIDIUM \d+( \[.\])?$/, value: 'payload', because: 'numbered satellites of the constellation' },
  { pattern: /^GLOBALSTAR M\d+/, value: 'payload', because: 'numbered satellites of the constellation' },
  { pattern: /^NAVSTAR \d+/, value: 'payload', because: 'numbered GPS satellites' },
  { pattern: /^QZS-\w+( \(|$)/, value: 'payload', because: 'satellites of the Quasi-Zenith Satellite System' },
  { pattern: /^BEIDOU[- ]\d/, value: 'payload', because: 'numbered navigation satellites' },
  { pattern: /^YAOGAN[- ]\d+/, value: 'payload', because: 'numbered satellites of the series' },
  { pattern: /^FENGYUN \d[A-Z]$/, value: 'payload', because: 'numbered weather satellites' },
]

/**
 * What names say of the owner, as the SATCAT's owner code. Only series that one owner alone has launched or names by itself:
 * a launcher sold to others says who owns its stage, not who owns the payload.
 */
export const OWNER_PATTERNS: readonly NamePattern<string>[] = [
  { pattern: /^COSMOS \d/, value: 'CIS', because: 'COSMOS numbers are given by the Soviet Union and Russia only' },
  {
    pattern: /^(SL-(?!23\b)\d+|BREEZE-M) /,
    value: 'CIS',
    because: 'stages of Soviet and Russian launchers; SL-23 was also launched by Sea Launch',
  },
  {
    pattern: /^(FENGYUN|YAOGAN|BEIDOU|SHIJIAN|GAOFEN|TIANHUI|YUNHAI)[- ]/,
    value: 'PRC',
    because: 'series of the People’s Republic of China',
  },
  { pattern: /^(CZ-|LONG MARCH )\w+.*\b(R\/B|DEB)\b/, value: 'PRC', because: 'stages of Chinese launchers' },
  { pattern: /^(STARLINK-\d|FALCON 9 )/, value: 'US', because: 'SpaceX, United States' },
  { pattern: /^(NAVSTAR|USA|DMSP|NOAA|TDRS|LANDSAT) /, value: 'US', because: 'series of the United States government' },
  {
    pattern: /^(DELTA|ATLAS|THOR|TITAN|SCOUT|THORAD|PEGASUS)\b.*\b(R\/B|DEB)\b/,
    value: 'US',
    because: 'stages of launchers of the United States',
  },
  { pattern: /^ONEWEB-\d/, value: 'UK', because: 'OneWeb, United Kingdom' },
  { pattern: /^(QZS-|HIMAWARI|MICHIBIKI)/, value: 'JPN', because: 'series of Japan' },
  { pattern: /^H-(1|2|2A|2B|3) (R\/B|DEB)/, value: 'JPN', because: 'stages of Japanese launchers' },
  { pattern: /^(PSLV|GSLV) (R\/B|DEB)/, value: 'IND', because: 'stages of Indian launchers' },
]
